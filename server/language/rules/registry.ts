/** Every validation rule, in the order of the codes. A test compares this list with the files of the folder. */
import { accessRedundant } from './access-redundant.ts';
import { accessWithoutLicence } from './access-without-licence.ts';
import { addressConflict } from './address-conflict.ts';
import { addressRefusedByTarget } from './address-refused-by-target.ts';
import { aliasOutsideDomain } from './alias-outside-domain.ts';
import { aliasTarget } from './alias-target.ts';
import { contractEnds } from './contract-ends.ts';
import { cutoverNotApproved } from './cutover-not-approved.ts';
import { cycle } from './cycle.ts';
import { directoryIncomplete } from './directory-incomplete.ts';
import { displayName } from './display-name.ts';
import { domainLimit } from './domain-limit.ts';
import { duplicateName } from './duplicate-name.ts';
import { duplicateProperty } from './duplicate-property.ts';
import { emptyMailbox } from './empty-mailbox.ts';
import { externalForwardRefused } from './external-forward-refused.ts';
import { folderLimits } from './folder-limits.ts';
import { forwardExpired } from './forward-expired.ts';
import { genericMailboxWithLicence } from './generic-mailbox-with-licence.ts';
import { inactiveMailbox } from './inactive-mailbox.ts';
import { include } from './include.ts';
import { invalidAddress } from './invalid-address.ts';
import { inventoryStale } from './inventory-stale.ts';
import { licenceMissing } from './licence-missing.ts';
import { licenceShareExceeded } from './licence-share-exceeded.ts';
import { licenceUnknownToTarget } from './licence-unknown-to-target.ts';
import { licenceUnused } from './licence-unused.ts';
import { listMembers } from './list-members.ts';
import { literalSecret } from './literal-secret.ts';
import { loginNotSupported } from './login-not-supported.ts';
import { lookAlikeAddresses } from './look-alike-addresses.ts';
import { lotCapacity } from './lot-capacity.ts';
import { lotDatePast } from './lot-date-past.ts';
import { lotHold } from './lot-hold.ts';
import { lotOnDayOff } from './lot-on-day-off.ts';
import { lotOrder } from './lot-order.ts';
import { lotTooLong } from './lot-too-long.ts';
import { lotsTooClose } from './lots-too-close.ts';
import { mailboxNearQuota } from './mailbox-near-quota.ts';
import { mailboxOverQuota } from './mailbox-over-quota.ts';
import { messageTooLarge } from './message-too-large.ts';
import { missingProperty } from './missing-property.ts';
import { notInSource } from './not-in-source.ts';
import { oneLot } from './one-lot.ts';
import { onePlan } from './one-plan.ts';
import { personalAddressPattern } from './personal-address-pattern.ts';
import { plainConnection } from './plain-connection.ts';
import { quotaAboveLicence } from './quota-above-licence.ts';
import type { Rule } from './rule.ts';
import { seatsExceeded } from './seats-exceeded.ts';
import { secretNotFound } from './secret-not-found.ts';
import { sendAsUnsupported } from './send-as-unsupported.ts';
import { sharedAddressNames } from './shared-address-names.ts';
import { sharedOverLimit } from './shared-over-limit.ts';
import { sharedWithoutAccess } from './shared-without-access.ts';
import { sourceEqualsTarget } from './source-equals-target.ts';
import { splitAcrossLots } from './split-across-lots.ts';
import { stepDue } from './step-due.ts';
import { syntax } from './syntax.ts';
import { timelineOrder } from './timeline-order.ts';
import { tooManyAliases } from './too-many-aliases.ts';
import { tooManyMembers } from './too-many-members.ts';
import { undeclaredDomain } from './undeclared-domain.ts';
import { unknownName } from './unknown-name.ts';
import { unknownProperty } from './unknown-property.ts';
import { unplannedAddress } from './unplanned-address.ts';
import { unusedDeclaration } from './unused-declaration.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { userPasswords } from './user-passwords.ts';
import { wrongValue } from './wrong-value.ts';

export const RULES: readonly Rule[] = [
  syntax,
  unknownProperty,
  duplicateProperty,
  missingProperty,
  wrongValue,
  unusedSuppression,
  unknownName,
  duplicateName,
  onePlan,
  include,
  cycle,
  unusedDeclaration,
  invalidAddress,
  addressRefusedByTarget,
  undeclaredDomain,
  addressConflict,
  personalAddressPattern,
  sharedAddressNames,
  genericMailboxWithLicence,
  lookAlikeAddresses,
  displayName,
  mailboxOverQuota,
  mailboxNearQuota,
  quotaAboveLicence,
  sharedOverLimit,
  messageTooLarge,
  folderLimits,
  domainLimit,
  lotTooLong,
  licenceMissing,
  licenceShareExceeded,
  seatsExceeded,
  licenceUnused,
  licenceUnknownToTarget,
  aliasOutsideDomain,
  aliasTarget,
  tooManyAliases,
  externalForwardRefused,
  forwardExpired,
  listMembers,
  accessWithoutLicence,
  accessRedundant,
  sharedWithoutAccess,
  splitAcrossLots,
  sendAsUnsupported,
  tooManyMembers,
  oneLot,
  lotCapacity,
  lotDatePast,
  lotOrder,
  lotsTooClose,
  lotOnDayOff,
  timelineOrder,
  stepDue,
  cutoverNotApproved,
  lotHold,
  contractEnds,
  literalSecret,
  plainConnection,
  secretNotFound,
  sourceEqualsTarget,
  loginNotSupported,
  userPasswords,
  directoryIncomplete,
  unplannedAddress,
  notInSource,
  inactiveMailbox,
  inventoryStale,
  emptyMailbox,
];
