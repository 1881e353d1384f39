/**
 * What can be known of a kind of mail system, as one table: each fact's name, what it takes and what it means. The types,
 * the reading of a plan's facts.yaml and the documents come from it. A limit that a kind does not have is not known, and
 * no rule speaks of it.
 */
import { LOGIN_METHODS, RIGHTS } from '../../../grammar/vocabulary.ts';

/** What a fact takes. `words` are some of a set, `word` is one of it; `names` are of no set. */
export type Takes =
  | { readonly kind: 'count' | 'size' | 'yes-no' | 'text' | 'names' }
  | { readonly kind: 'word' | 'words'; readonly of: readonly string[] };

export interface Fact<T = unknown> {
  readonly takes: Takes;
  /** One line for the documents. */
  readonly means: string;
  /** Never there: it carries the type of the fact's value. */
  readonly value?: T;
}

const count = (means: string): Fact<number> => ({ takes: { kind: 'count' }, means });
const size = (means: string): Fact<number> => ({ takes: { kind: 'size' }, means });
const yesNo = (means: string): Fact<boolean> => ({ takes: { kind: 'yes-no' }, means });
const text = (means: string): Fact<string> => ({ takes: { kind: 'text' }, means });
const names = (means: string): Fact<readonly string[]> => ({ takes: { kind: 'names' }, means });
const word = <W extends string>(of: readonly W[], means: string): Fact<W> => ({
  takes: { kind: 'word', of },
  means,
});
const words = <W extends string>(of: readonly W[], means: string): Fact<readonly W[]> => ({
  takes: { kind: 'words', of },
  means,
});

export const FACTS = {
  'local-part-length': count('octets before an address’s @'),
  'address-length': count('octets of an address'),
  'address-letters': word(['ascii', 'any'], 'letters of addresses: `ascii` without accents, or `any`'),
  'address-signs': text('what an address may hold before its @ besides letters and digits'),
  'account-length': count('octets of the address of a mailbox, shared mailbox or resource'),
  'account-signs': text('as `address-signs`, for the addresses of mailboxes, shared mailboxes and resources'),
  'account-begins-with-sign': yesNo(
    'whether the address of a mailbox, shared mailbox or resource may begin with a sign',
  ),
  'display-name-length': count('characters of a display name'),
  addresses: count('addresses of one mailbox or list: its own and its aliases'),
  'message-bytes': size('the largest message taken, as it is sent: base64’s third is in it'),
  folders: count('folders of a mailbox'),
  'folder-depth': count('how deep folders lie in each other'),
  'folder-messages': count('messages of a folder'),
  'folder-name-bytes': count('octets of a folder’s name, each level for itself, in modified UTF-7'),
  'folder-name-length': count('characters of a folder’s name, each level for itself'),
  'folder-path-bytes': count('octets of a folder’s whole path, in modified UTF-7'),
  'folder-path-holds-user': yesNo('whether those octets hold `user.`, the mailbox’s address and a dot too'),
  'folder-path-length': count('characters of a folder’s whole path'),
  'folder-signs-refused': text('what a folder’s name may not hold, besides control characters'),
  'folder-first-signs-refused': text('what a folder’s name may not begin with'),
  'folder-last-signs-refused': text('what a folder’s name may not end with'),
  'folder-look-alikes': yesNo(
    'whether two folders may differ by case, or by how their accents are composed, alone',
  ),
  'folders-reserved': names('names of folders that it keeps for itself, in any case'),
  'shared-bytes': size('what a shared mailbox may hold without a licence'),
  'shared-members': count('people who open one shared mailbox'),
  'list-members': count('members of a list'),
  rights: words(RIGHTS, 'the rights on a shared mailbox that it knows'),
  logins: words(LOGIN_METHODS, 'how its mailboxes can be opened'),
  'external-forwarding': word(['allowed', 'refused'], 'automatic forwarding out of the organisation'),
  'licence-sku': yesNo('whether a licence must have a `sku`'),
  'soft-delete-days': count('*later*: days for which the address of a deleted mailbox is kept'),
  mx: text('its mail exchanger; what stands between `<` and `>` differs from one customer to the next'),
  autodiscover: text('where the `autodiscover` name of a domain points'),
  'spf-include': text('what the SPF record of a domain includes'),
  'dkim-selectors': text('the names below `_domainkey` of each domain that sends, with blanks between them'),
} as const satisfies Readonly<Record<string, Fact>>;

export type FactName = keyof typeof FACTS;
export const FACT_NAMES = Object.keys(FACTS) as readonly FactName[];

type ValueOf<F> = F extends Fact<infer T> ? T : never;

/** What is known of one kind. */
export type Facts = { readonly [K in FactName]?: ValueOf<(typeof FACTS)[K]> };

/** Facts that were looked up together. */
export interface FactGroup {
  readonly source: string;
  /** The day they were last looked up, ISO. */
  readonly checked: string;
  readonly facts: Facts;
}

/** All that is shipped of one kind. */
export type KindFacts = readonly FactGroup[];

/** A plan's own facts of a kind. They count before the shipped ones. */
export interface OwnFacts {
  readonly source?: string;
  readonly checked?: string;
  readonly facts: Facts;
  /** Limits that do not apply: `none` in the file. */
  readonly without: readonly FactName[];
}
