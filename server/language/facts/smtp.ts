/** What every mail system keeps to: the limits of addresses in SMTP. */
export const SMTP = {
  source: 'RFC 5321 §4.5.3.1 (2008), RFC 1035 §2.3.4 for labels',
  checked: '2026-11-22',
  localPartOctets: 64,
  domainOctets: 255,
  labelOctets: 63,
  /** A path is 256 octets with its angle brackets. */
  addressOctets: 254,
} as const;
