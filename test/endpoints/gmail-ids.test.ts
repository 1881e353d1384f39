/** Gmail's own words on the wire: which message is which, its labels in whatever spelling, and lists that come short. */
import { afterEach, expect, test } from 'vitest';
import { connectImapSource } from '../../server/endpoints/imap/connect-imap.ts';
import { gmailSurvey, hasGmailLabels } from '../../server/endpoints/imap/gmail-ids.ts';
import { foldedLabels } from '../../server/endpoints/imap/gmail-labels.ts';
import { imapReading } from '../../server/endpoints/imap/imap-reading.ts';
import { ImapSession } from '../../server/endpoints/imap/imap-session.ts';
import type { MailServer } from '../../server/planning/migration-plan.ts';
import { type Answer, FakeImap } from './fake-imap.ts';

const { signal } = new AbortController();
let fake: FakeImap;
let session: ImapSession;
afterEach(async () => {
  await session.close();
  fake.stop();
});

/** As imap.gmail.com says it, but for what is of no matter here. */
const listed = [
  'LIST (\\HasNoChildren) "/" "INBOX"',
  'LIST (\\HasChildren \\Noselect) "/" "[Gmail]"',
  'LIST (\\All \\HasNoChildren) "/" "[Gmail]/Tous les messages"',
  'LIST (\\HasNoChildren \\Important) "/" "[Gmail]/Important"',
  'LIST (\\HasNoChildren) "/" "R&AOk-unions"',
];

const messages: Readonly<Record<string, readonly string[]>> = {
  INBOX: ['1 FETCH (X-GM-MSGID 1278455344230334865 X-GM-LABELS ("\\\\Important" "R&AOk-unions") UID 11)'],
  '[Gmail]/Tous les messages': [
    '1 FETCH (X-GM-MSGID 1278455344230334865 X-GM-LABELS ("\\\\Important" "\\\\Inbox" "R&AOk-unions") UID 5)',
    '2 FETCH (X-GM-MSGID 1278455344230334866 X-GM-LABELS () UID 6)',
  ],
  '[Gmail]/Important': ['1 FETCH (X-GM-MSGID 1278455344230334865 X-GM-LABELS ("\\\\Inbox") UID 2)'],
  'R&AOk-unions': [
    '1 FETCH (X-GM-MSGID 1278455344230334865 X-GM-LABELS ("\\\\Important" "\\\\Inbox") UID 3)',
    '2 FETCH (X-GM-MSGID 1278455344230334867 X-GM-LABELS (Client "a \\"b\\"") UID 4)',
  ],
};

const statuses = Object.keys(messages).map(
  (path) =>
    `STATUS "${path}" (MESSAGES ${messages[path]?.length} UIDNEXT 20 UIDVALIDITY 7 HIGHESTMODSEQ 900)`,
);

function gmailAnswers(fetched = (told: readonly string[]) => told): Answer {
  let open = '';
  return (command) => {
    if (command.startsWith('CAPABILITY'))
      return {
        untagged: ['CAPABILITY IMAP4rev1 X-GM-EXT-1 UIDPLUS CONDSTORE LIST-EXTENDED LIST-STATUS SPECIAL-USE'],
      };
    if (command.startsWith('LIST')) return { untagged: [...listed, ...statuses] };
    const examined = /^EXAMINE "(.*)"/.exec(command);
    if (examined) {
      open = examined[1] ?? '';
      const codes = ['UIDVALIDITY 7', 'UIDNEXT 20', 'HIGHESTMODSEQ 900'].map((code) => `OK [${code}] told`);
      return { untagged: [`${messages[open]?.length} EXISTS`, ...codes], tagged: 'OK [READ-ONLY] open' };
    }
    if (command === 'UID FETCH 1:* (UID X-GM-MSGID X-GM-LABELS)')
      return { untagged: fetched(messages[open] ?? []) };
    return undefined;
  };
}

async function open(answer: Answer): Promise<ImapSession> {
  fake = await FakeImap.start({ answer });
  const endpoint = fake.endpoint as MailServer;
  session = new ImapSession({ endpoint, mailbox: 'ada@gmail.example' }, 'x', {});
  expect(hasGmailLabels((await session.connection(signal)).capabilities)).toBe(true);
  return session;
}

test('messages are folded by what Gmail says of them', async () => {
  await open(gmailAnswers());
  const labels = new Map<string, unknown>();
  const source = foldedLabels({ ...imapReading(session), role: 'source' }, gmailSurvey(session), {
    onFolded: async (told) => {
      for (const [path, own] of told) labels.set(path, Object.fromEntries(own));
    },
  });
  const { folders } = await source.folders(signal);
  expect(folders.map(({ path, state }) => [path, state?.messages])).toEqual([
    ['INBOX', 1],
    ['[Gmail]', undefined],
    ['[Gmail]/Tous les messages', 1],
    ['Réunions', 1],
  ]);
  await source.openForReading('INBOX', signal);
  expect(Object.fromEntries(labels)).toEqual({
    INBOX: { 11: ['\\Important', 'Réunions'] },
    Réunions: { 4: ['Client', 'a "b"'] },
  });
  expect(fake.heard.filter((line) => /^(SELECT|STORE|UID STORE)/.test(line))).toEqual([]);
});

test('whoever opens a mailbox of Gmail reads it folded', async () => {
  await open(gmailAnswers());
  const source = await connectImapSource(fake.endpoint as MailServer, 'ada@gmail.example', 'x', signal, {
    folding: { exclude: ['INBOX'] },
  });
  const { folders, notes } = await source.folders(signal);
  expect(folders.map(({ path, state }) => [path, state?.messages])).toEqual([
    ['INBOX', 0],
    ['[Gmail]', undefined],
    ['[Gmail]/Tous les messages', 1],
    ['Réunions', 2],
  ]);
  expect(notes?.map(({ folder }) => folder)).toEqual(['INBOX', '[Gmail]/Tous les messages']);
  await source.close();
});

test('a list that comes short is a failure, not a message copied twice', async () => {
  await open(gmailAnswers((told) => told.slice(1)));
  const source = foldedLabels({ ...imapReading(session), role: 'source' }, gmailSurvey(session));
  await expect(source.folders(signal)).rejects.toThrow(
    /\(ada@gmail\.example\) did not tell the labels in "INBOX" \(0 of 1 messages\)/,
  );
});

test('a message told of twice, or half, counts once', async () => {
  const noise = ['1 FETCH (FLAGS (\\Seen))', '1 FETCH (UID 11 FLAGS (\\Seen))'];
  await open(gmailAnswers((told) => [...noise, ...told, ...told]));
  const ids: number[] = [];
  await imapReading(session)
    .openForReading('R&AOk-unions', signal)
    .catch(() => undefined);
  await imapReading(session).openForReading('INBOX', signal);
  for await (const { uid } of gmailSurvey(session).gmailIds('INBOX', signal)) ids.push(uid);
  expect(ids).toEqual([11]);
});
