/**
 * What every MailSource and MailTarget does, whatever is behind it. One suite for the memory store and for real servers: a place
 * is handed in as a way to get an empty mailbox, opened both ways, with what it honestly does otherwise.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import { folderContract } from './contract/folders.ts';
import { OpenPlace, type Place } from './contract/place.ts';
import { readingContract } from './contract/reading.ts';
import { writingContract } from './contract/writing.ts';

export function describeMailContract(name: string, place: Place): void {
  describe(`${name} keeps the contract of a mail store`, () => {
    let open: OpenPlace;
    const opened = () => open;

    beforeEach(async () => {
      open = await OpenPlace.open(place);
    });
    afterEach(() => open.close());

    folderContract(place, opened);
    readingContract(place, opened);
    writingContract(place, opened);
  });
}
