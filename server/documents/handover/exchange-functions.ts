/**
 * The functions of the script that is handed over for Exchange Online, as text of PowerShell. Each looks first and does only what is
 * missing; what goes wrong is collected and told at the end, never passed over. Holds nothing of a plan.
 */
import type { Text } from '../../planning/text.ts';
import { text } from '../../planning/text.ts';

/** What the script says while it runs, by the name of its variable: a single-quoted literal there. */
export const SAID: Readonly<Record<string, Text>> = {
  Already: text('already so', 'déjà fait'),
  Done: text('done', 'fait'),
  Failed: text('FAILED', 'ÉCHEC'),
  Why: text('{0}: {1}', '{0}\u00A0: {1}'),
  Summary: text('{0} done, {1} already so, {2} failed.', '{0} fait(s), {1} déjà fait(s), {2} en échec.'),
  Again: text(
    'What failed was left as it was. Mend it and run the script again: what is done stays done.',
    'Ce qui a échoué est resté tel quel. Corrigez et relancez le script\u00A0: ce qui est fait le reste.',
  ),
  IsAnother: text('{0} is a {1} there already, not a {2}.', '{0} y est déjà de type {1}, et non {2}.'),
  IsAliasOf: text('{0} is an alias of {1} there.', '{0} y est un alias de {1}.'),
  HasForward: text('{0} forwards to {1} already.', '{0} renvoie déjà vers {1}.'),
  NotThere: text('There is no {0}.', 'Il n’y a pas de {0}.'),
};

/**
 * A script's `$ErrorActionPreference` does not reach into a module, so that each cmdlet is told by itself to stop at an error
 * (about_Preference_Variables, learn.microsoft.com).
 */
const BACKGROUND = `
$script:Failures = [System.Collections.Generic.List[string]]::new()
$script:DoneCount = 0
$script:AlreadyCount = 0

# Looks, does what is missing, and remembers what went wrong: the steps that follow are tried all the same.
function Invoke-Step {
  [CmdletBinding(SupportsShouldProcess)]
  param([string] $Title, [scriptblock] $IsDone, [scriptblock] $Do)
  try {
    if (& $IsDone) {
      $script:AlreadyCount++
      Write-Host "[=] $Title ($SaidAlready)"
    }
    elseif ($PSCmdlet.ShouldProcess($Title)) {
      & $Do
      $script:DoneCount++
      Write-Host "[+] $Title ($SaidDone)"
    }
  }
  catch {
    $Failure = $SaidWhy -f $Title, $_.Exception.Message
    $script:Failures.Add($Failure)
    Write-Warning ($SaidWhy -f $SaidFailed, $Failure)
  }
}

function Format-Quoted([string] $Value) { $Value.Replace("'", "''") }

# By any of its addresses. A filter answers with nothing where -Identity answers with an error, so no error is taken for an answer.
function Find-Recipient([string] $Address) {
  Get-Recipient -ErrorAction Stop -Filter ("EmailAddresses -eq 'smtp:{0}'" -f (Format-Quoted $Address)) -ResultSize 1
}

function Get-Known([string] $Address) {
  $Found = Find-Recipient $Address
  if (-not $Found) { throw ($SaidNotThere -f $Address) }
  $Found
}

# Exchange shows what it made after a while.
function Wait-Recipient([string] $Address) {
  foreach ($Look in 1..20) {
    if (Find-Recipient $Address) { return }
    Start-Sleep -Seconds 6
  }
}

function Get-Aliases($Object) {
  @($Object.EmailAddresses | ForEach-Object { [string] $_ } | Where-Object { $_ -clike 'smtp:*' } | ForEach-Object { $_.Substring(5) })
}

# What Exchange tells by its own names, as addresses.
function Get-Addresses($Names) {
  @($Names | Where-Object { $_ } | ForEach-Object { [string] (Get-Recipient -ErrorAction Stop -Identity ([string] $_)).PrimarySmtpAddress })
}

# Whom a right is told of: by address, by the name at sign-in, or by a name of Exchange's own.
function Test-Holder($Holders, [string] $Who) {
  $Known = Get-Known $Who
  $Names = @('PrimarySmtpAddress', 'WindowsLiveID', 'Name', 'ExternalDirectoryObjectId' | ForEach-Object { Get-Value $Known $_ })
  [bool] @($Holders | Where-Object { $_ -and $Names -contains [string] $_ })
}

# Empty where an object has no such property, which is an error under strict mode.
function Get-Value($Object, [string] $Name) {
  $Property = $Object.PSObject.Properties[$Name]
  if ($Property -and $Property.Value) { [string] $Property.Value } else { '' }
}`;

const MAKING = `
function Confirm-Recipient([string] $Title, [string] $Kind, [string] $Address, [string] $Name, [string] $Alias, [string] $DisplayName) {
  $Types = @{ shared = 'SharedMailbox'; room = 'RoomMailbox'; equipment = 'EquipmentMailbox'; list = 'MailUniversalDistributionGroup', 'MailUniversalSecurityGroup' }
  Invoke-Step $Title {
    $Found = Find-Recipient $Address
    if (-not $Found) { return $false }
    if ($Types[$Kind] -notcontains [string] $Found.RecipientTypeDetails) { throw ($SaidIsAnother -f $Address, $Found.RecipientTypeDetails, $Kind) }
    if ([string] $Found.PrimarySmtpAddress -ne $Address) { throw ($SaidIsAliasOf -f $Address, $Found.PrimarySmtpAddress) }
    $true
  } {
    $Named = @{ Name = $Name; Alias = $Alias; DisplayName = $DisplayName; PrimarySmtpAddress = $Address }
    switch ($Kind) {
      'shared' { $null = New-Mailbox -ErrorAction Stop @Named -Shared }
      'room' { $null = New-Mailbox -ErrorAction Stop @Named -Room }
      'equipment' { $null = New-Mailbox -ErrorAction Stop @Named -Equipment }
      # A list takes mail from nobody outside unless it is told to, and what it took before would bounce.
      'list' { $null = New-DistributionGroup -ErrorAction Stop @Named -Type Distribution -RequireSenderAuthenticationEnabled $false }
    }
    Wait-Recipient $Address
  }
}

function Confirm-Alias([string] $Title, [string] $Address, [string] $Kind, [string] $Alias, [bool] $Wanted) {
  Invoke-Step $Title {
    $null = Get-Known $Address
    $Held = if ($Kind -eq 'list') { Get-DistributionGroup -ErrorAction Stop -Identity $Address } else { Get-Mailbox -ErrorAction Stop -Identity $Address }
    ((Get-Aliases $Held) -contains $Alias) -eq $Wanted
  } {
    $Change = if ($Wanted) { @{ Add = "smtp:$Alias" } } else { @{ Remove = "smtp:$Alias" } }
    if ($Kind -eq 'list') { Set-DistributionGroup -ErrorAction Stop -Identity $Address -EmailAddresses $Change -BypassSecurityGroupManagerCheck }
    else { Set-Mailbox -ErrorAction Stop -Identity $Address -EmailAddresses $Change }
  }
}`;

const RIGHTS = String.raw`
function Confirm-Right([string] $Title, [string] $Address, [string] $Who, [string] $Right, [bool] $Wanted) {
  switch ($Right) {
    'full' { Confirm-FullAccess $Title $Address $Who $Wanted }
    'send-as' { Confirm-SendAs $Title $Address $Who $Wanted }
    'send-on-behalf' { Confirm-SendOnBehalf $Title $Address $Who $Wanted }
    'read' { Confirm-Folders $Title $Address $Who 'Reviewer' $Wanted }
    'write' { Confirm-Folders $Title $Address $Who 'Editor' $Wanted }
  }
}

function Confirm-FullAccess([string] $Title, [string] $Address, [string] $Who, [bool] $Wanted) {
  Invoke-Step $Title {
    $Given = @(Get-MailboxPermission -ErrorAction Stop -Identity $Address | Where-Object { $_.AccessRights -contains 'FullAccess' -and -not $_.IsInherited -and -not $_.Deny })
    (Test-Holder @($Given | ForEach-Object { $_.User }) $Who) -eq $Wanted
  } {
    if ($Wanted) { $null = Add-MailboxPermission -ErrorAction Stop -Identity $Address -User $Who -AccessRights FullAccess -Confirm:$false }
    else { Remove-MailboxPermission -ErrorAction Stop -Identity $Address -User $Who -AccessRights FullAccess -Confirm:$false }
  }
}

function Confirm-SendAs([string] $Title, [string] $Address, [string] $Who, [bool] $Wanted) {
  Invoke-Step $Title {
    $Given = @(Get-RecipientPermission -ErrorAction Stop -Identity $Address -AccessRights SendAs -ResultSize Unlimited)
    (Test-Holder @($Given | ForEach-Object { $_.Trustee }) $Who) -eq $Wanted
  } {
    if ($Wanted) { $null = Add-RecipientPermission -ErrorAction Stop -Identity $Address -Trustee $Who -AccessRights SendAs -Confirm:$false }
    else { $null = Remove-RecipientPermission -ErrorAction Stop -Identity $Address -Trustee $Who -AccessRights SendAs -Confirm:$false }
  }
}

function Confirm-SendOnBehalf([string] $Title, [string] $Address, [string] $Who, [bool] $Wanted) {
  Invoke-Step $Title {
    $null = Get-Known $Who
    ((Get-Addresses (Get-Mailbox -ErrorAction Stop -Identity $Address).GrantSendOnBehalfTo) -contains $Who) -eq $Wanted
  } {
    $Change = if ($Wanted) { @{ Add = $Who } } else { @{ Remove = $Who } }
    Set-Mailbox -ErrorAction Stop -Identity $Address -GrantSendOnBehalfTo $Change
  }
}

# Folders of mail; a slash within a name is told as U+F8FF. The root comes last.
function Get-MailFolders([string] $Address) {
  $Types = 'Inbox', 'SentItems', 'DeletedItems', 'Drafts', 'Outbox', 'JunkEmail', 'Archive', 'User Created'
  $Held = @(Get-MailboxFolderStatistics -ErrorAction Stop -Identity $Address -ResultSize Unlimited | Where-Object {
      $Class = Get-Value $_ 'ContainerClass'
      ($Types -contains [string] $_.FolderType) -and ($Class -eq '' -or $Class -like 'IPF.Note*')
    })
  $Slash = [string][char] 0xF8FF
  $Held | ForEach-Object { '{0}:{1}' -f $Address, ([string] $_.FolderPath).Replace('/', '\').Replace($Slash, '/') }
  '{0}:\' -f $Address
}

# That somebody has no role is told as an error of this name; any other error is one.
function Get-FolderRoles([string] $Folder, [string] $Who) {
  try {
    Get-MailboxFolderPermission -ErrorAction Stop -Identity $Folder -User $Who | ForEach-Object { $_.AccessRights } | ForEach-Object { [string] $_ }
  }
  catch {
    if ("$($_.FullyQualifiedErrorId) $($_.Exception.Message)" -notmatch 'UserNotFoundInPermissionEntry') { throw }
  }
}

# Another role on a folder is changed where one is given, and left where another one is taken away.
function Confirm-Folders([string] $Title, [string] $Address, [string] $Who, [string] $Role, [bool] $Wanted) {
  Invoke-Step $Title {
    $null = Get-Known $Who
    $Missing = @(Get-MailFolders $Address | Where-Object { (@(Get-FolderRoles $_ $Who) -contains $Role) -ne $Wanted })
    $Missing.Count -eq 0
  } {
    foreach ($Folder in Get-MailFolders $Address) {
      $Roles = @(Get-FolderRoles $Folder $Who)
      if (($Roles -contains $Role) -eq $Wanted) { continue }
      if (-not $Wanted) { Remove-MailboxFolderPermission -ErrorAction Stop -Identity $Folder -User $Who -Confirm:$false }
      elseif ($Roles.Count -eq 0) { $null = Add-MailboxFolderPermission -ErrorAction Stop -Identity $Folder -User $Who -AccessRights $Role }
      else { Set-MailboxFolderPermission -ErrorAction Stop -Identity $Folder -User $Who -AccessRights $Role }
    }
  }
}`;

const REST = `
function Confirm-Member([string] $Title, [string] $Address, [string] $Member) {
  Invoke-Step $Title {
    $Known = Get-Known $Member
    $Held = @(Get-DistributionGroupMember -ErrorAction Stop -Identity $Address -ResultSize Unlimited | ForEach-Object { [string] $_.PrimarySmtpAddress })
    $Held -contains [string] $Known.PrimarySmtpAddress
  } {
    Add-DistributionGroupMember -ErrorAction Stop -Identity $Address -Member $Member -BypassSecurityGroupManagerCheck
  }
}

function Confirm-Owner([string] $Title, [string] $Address, [string] $Owner) {
  Invoke-Step $Title {
    $null = Get-Known $Owner
    (Get-Addresses (Get-DistributionGroup -ErrorAction Stop -Identity $Address).ManagedBy) -contains $Owner
  } {
    Set-DistributionGroup -ErrorAction Stop -Identity $Address -ManagedBy @{ Add = $Owner } -BypassSecurityGroupManagerCheck
  }
}

function Confirm-Booking([string] $Title, [string] $Address, [string] $Booking = '', [int] $Capacity = 0) {
  $Processing = if ($Booking -eq 'automatic') { 'AutoAccept' } else { 'AutoUpdate' }
  Invoke-Step $Title {
    $Books = $Booking -eq '' -or [string] (Get-CalendarProcessing -ErrorAction Stop -Identity $Address).AutomateProcessing -eq $Processing
    $Seats = $Capacity -eq 0 -or (Get-Mailbox -ErrorAction Stop -Identity $Address).ResourceCapacity -eq $Capacity
    $Books -and $Seats
  } {
    if ($Capacity -ne 0) { Set-Mailbox -ErrorAction Stop -Identity $Address -ResourceCapacity $Capacity }
    if ($Booking -ne '') { Set-CalendarProcessing -ErrorAction Stop -Identity $Address -AutomateProcessing $Processing }
  }
}

# A mailbox forwards to one address: one that somebody else set stays, and is told. ForwardingAddress wins where both are set.
function Confirm-Forward([string] $Title, [string] $Address, [string] $To, [bool] $KeepCopy) {
  Invoke-Step $Title {
    $Mailbox = Get-Mailbox -ErrorAction Stop -Identity $Address
    $Held = ([string] $Mailbox.ForwardingSmtpAddress) -replace '^smtp:', ''
    if ($Mailbox.ForwardingAddress) { throw ($SaidHasForward -f $Address, $Mailbox.ForwardingAddress) }
    if ($Held -ne '' -and $Held -ne $To) { throw ($SaidHasForward -f $Address, $Held) }
    $Held -eq $To -and [bool] $Mailbox.DeliverToMailboxAndForward -eq $KeepCopy
  } {
    Set-Mailbox -ErrorAction Stop -Identity $Address -ForwardingSmtpAddress "smtp:$To" -DeliverToMailboxAndForward $KeepCopy
  }
}`;

/** All of them, in the order that PowerShell wants: defined before they are called. */
export const EXCHANGE_FUNCTIONS: string = [BACKGROUND, MAKING, RIGHTS, REST]
  .map((part) => part.trim())
  .join('\n\n');
