import { Readable } from 'node:stream';
import type { ExportQuery } from '../../shared/chatFiles.ts';
import type { Message } from '../../shared/message.ts';
import type { Limits } from '../auth/limits.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import type { Database } from '../store/database.ts';
import { type ExportHead, readExportHead, readExportPage } from '../store/exportChat.ts';
import type { Unreadable } from '../store/messages.ts';
import { userById } from '../store/users.ts';
import { htmlExport } from './html.ts';
import { jsonExport } from './json.ts';
import type { ExportSource } from './source.ts';
import { type OpenFile, type ProjectFiles, zipExport } from './zip.ts';

/** A chat on its way out, as a download: what it is called, what it is, and its bytes, made as they are taken. */
export type Export = { name: string; type: string; body: Readable };

export type Exports = (asked: { chatId: string; userId: string; query: ExportQuery }) => Promise<Export>;

/** So many at a time in one process: each reads a whole chat. */
const AT_ONCE = 4;

type Parts = {
  database: Pick<Database, 'pool' | 'prisma'>;
  agents: Pick<AgentContacts, 'nameOf'>;
  limits: Pick<Limits, 'count'>;
  openFile: OpenFile;
  projectFiles(chatId: string): Promise<ProjectFiles>;
  unreadable: Unreadable;
};

/** Makes the way in which a member takes a chat out. Messages that they deleted for themselves stay behind. */
export function createExports({ database, agents, limits, openFile, projectFiles, unreadable }: Parts): Exports {
  const { pool, prisma } = database;
  let running = 0;

  async function* pages(head: ExportHead, userId: string): AsyncGenerator<readonly Message[]> {
    const { chat, upTo } = head;
    let after: number | null = head.after;
    while (after !== null) {
      const page = await readExportPage(pool, { chatId: chat.id, userId, after, upTo }, unreadable);
      if (page === undefined) throw noSuchChat();
      yield page.messages;
      after = page.next;
    }
  }

  /** Counts it as running until nobody takes it any more. */
  function counted(body: Readable): Readable {
    running += 1;
    body.once('close', () => {
      running -= 1;
    });
    return body;
  }

  return async ({ chatId, userId, query }) => {
    const head = await readExportHead(pool, chatId, userId);
    const person = await userById(prisma, userId);
    if (head === undefined || person === null) throw noSuchChat();
    if (running >= AT_ONCE) throw new Refusal('rate-limited', 'Too many exports at once.', { retryAfterMs: 10_000 });
    await limits.count('export', userId);
    const nameOf = (id: string) => head.names.get(id) ?? agents.nameOf(id) ?? '';
    const { format, locale = 'en', timeZone = 'UTC' } = query;
    const withFiles = query.files === '1';
    const source: ExportSource = {
      head,
      exportedBy: { id: userId, name: person.name },
      exportedAt: Date.now(),
      nameOf,
      pages: () => pages(head, userId),
      withFiles,
    };
    const text = format === 'html' ? htmlExport(source, { locale, timeZone }) : jsonExport(source);
    const name = titleOf(head, userId, nameOf);
    if (withFiles) {
      const document = { path: `chat.${format}`, text };
      const more = head.chat.kind === 'project' && { projectFiles: await projectFiles(chatId) };
      const body = zipExport({ source, document, openFile, ...more });
      return { name: `${name}.zip`, type: 'application/zip', body: counted(body) };
    }
    const type = format === 'html' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
    return { name: `${name}.${format}`, type, body: counted(Readable.from(text, { objectMode: false })) };
  };
}

function titleOf({ chat, members }: ExportHead, userId: string, nameOf: (id: string) => string): string {
  if (chat.kind !== 'direct') return chat.title;
  const other = members.find((member) => member.contactId !== userId);
  return nameOf(other?.contactId ?? '');
}
