/** What people do on the old server between two runs of the demo: a letter comes, another is read, a third is put into another folder. */
import { ImapFlow } from 'imapflow';
import { plainLetter } from './messages.ts';
import { DEMO_PASSWORD, type DemoServers } from './servers.ts';

const ADDRESS = 'ines.weber@school.example';

export async function changeSource({ source: { host, port } }: Pick<DemoServers, 'source'>): Promise<void> {
  const auth = { user: `${ADDRESS}*migration`, pass: DEMO_PASSWORD };
  const client = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, logger: false, auth });
  await client.connect();
  try {
    const letter = lateLetter();
    await client.append('INBOX', plainLetter(letter), [], letter.date);
    await client.mailboxOpen('INBOX');
    await client.messageFlagsAdd('2', ['\\Seen']);
    // biome-ignore lint/plugin: people move their mail at the old server, the engine does not
    await client.messageMove('1', 'Concerts.Été 2024');
  } finally {
    await client.logout();
  }
}

const lateLetter = () => ({
  ...{ from: 'hugo.martinez@school.example', to: ADDRESS, subject: 'Late news', id: 'late-news' },
  ...{ date: new Date(Date.UTC(2026, 0, 12, 9)), text: 'The concert is on Sunday.\n' },
});
