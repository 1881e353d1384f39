/** Where the addresses of mailboxes stand in a dry run's text. */
interface Address {
  readonly line: number;
  readonly from: number;
  readonly address: string;
}

/** Of the lines of mailboxes, which begin with two spaces and an address. */
export function addressesIn(text: string): Address[] {
  return text.split('\n').flatMap((written, line) => {
    const [, address] = /^ {2}([^\s@]+@\S+)/.exec(written) ?? [];
    return address === undefined ? [] : [{ line, from: 2, address }];
  });
}
