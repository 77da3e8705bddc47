import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatSync } from '../../shared/sync.ts';
import { PAGE, SYNC_ROWS } from '../../shared/sync.ts';
import { newId } from '../../shared/ids.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { openWorld, type World } from '../socket/testing/world.ts';
import { readHistory } from '../store/history.ts';
import { failing } from '../store/messages.ts';
import { readSnapshot } from '../store/snapshot.ts';
import { readChangedMessages } from '../store/sync.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { readSync } from './sync.ts';
import { FIRST_PAGE } from './syncPlan.ts';

const nothing = { workspace: 0, user: 0, chats: {} };

describe.each(poolForms)('a sync, $name', ({ missing, ...form }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    let world: World;
    let ada: string;
    let ben: string;
    let adas: TestSocket;

    beforeAll(async () => {
      world = await openWorld(form);
      [ada, ben] = [await world.addUser('Ada'), await world.addUser('Ben')];
      adas = await world.main.connect(ada);
    });
    afterAll(() => world.close());

    async function group(messages: number, contacts: string[] = []): Promise<string> {
      const chatId = newId();
      await adas.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', answers: 'mentioned', contacts });
      await write(chatId, messages);
      return chatId;
    }

    async function write(chatId: string, messages: number): Promise<void> {
      for (let count = 0; count < messages; count++) {
        await world.main.messaging.send(ada, { id: newId(), chatId, text: `Message ${count}` });
      }
    }

    async function syncOf(chatId: string, since: number): Promise<ChatSync> {
      const { chats } = await adas.do('sync', { ...nothing, chats: { [chatId]: since } });
      const found = chats.find((chat) => chat.chatId === chatId);
      if (found === undefined) throw new Error('the chat is missing');
      return found;
    }

    it('answers exactly what changed since, tombstones included', async () => {
      const chatId = await group(3, [ben, 'coder']);
      const since = (await syncOf(chatId, 0)).upTo;
      await adas.do('member:remove', { chatId, contactId: ben });
      await write(chatId, 1);
      const sync = await syncOf(chatId, since);
      expect(sync).toMatchObject({ upTo: since + 2, limited: false, lastSeq: 4, people: 1 });
      expect(sync.chat).toBeUndefined();
      expect(sync.members.map((member) => [member.contactId, member.leftAt !== null])).toEqual([[ben, true]]);
      expect(sync.messages.map((message) => message.seq)).toEqual([4]);
      const renamed = await adas.do('chat:update', { chatId, title: 'Wasps' });
      expect(await syncOf(chatId, since + 2)).toMatchObject({
        upTo: renamed.version,
        chat: { title: 'Wasps' },
        messages: [],
      });
      expect(await syncOf(chatId, renamed.version)).toMatchObject({ upTo: renamed.version, messages: [], members: [] });
    });

    it('never splits a version', async () => {
      const chatId = await group(0, ['coder', 'research', 'creative']);
      const { version } = await adas.do('message:send', { id: newId(), chatId, text: '@all now' });
      const sync = await syncOf(chatId, version - 1);
      expect(sync.messages.map((message) => message.version)).toEqual([version, version, version, version]);
      expect(sync.runs).toMatchObject([{ version, answers: [{}, {}, {}] }]);
      expect(sync.runs[0]?.answers.map((answer) => answer.messageId)).toEqual(
        sync.messages.slice(1).map((message) => message.id),
      );
    });

    it(`is limited to the last page when more than ${SYNC_ROWS} rows changed`, async () => {
      const chatId = await group(SYNC_ROWS);
      expect(await syncOf(chatId, 1)).toMatchObject({ limited: false });
      expect((await syncOf(chatId, 1)).messages).toHaveLength(SYNC_ROWS);
      await write(chatId, 1);
      const sync = await syncOf(chatId, 1);
      expect(sync).toMatchObject({ limited: true, upTo: SYNC_ROWS + 2, lastSeq: SYNC_ROWS + 1, chat: { id: chatId } });
      expect(sync.messages.map((message) => message.seq)).toEqual(
        Array.from({ length: PAGE }, (_, index) => SYNC_ROWS + 2 - PAGE + index),
      );
      expect(sync.members).toHaveLength(1);
    });

    it('brings the page of a chat it knows nothing of, with the runs of the page', async () => {
      const chatId = await group(FIRST_PAGE.messages, ['coder']);
      await adas.do('message:send', { id: newId(), chatId, text: 'Hello @coder' });
      await write(chatId, 1);
      const sync = await syncOf(chatId, 0);
      expect(sync.limited).toBe(true);
      expect(sync.messages).toHaveLength(FIRST_PAGE.messages);
      expect(sync.messages.at(-1)?.seq).toBe(sync.lastSeq);
      expect(sync.runs).toHaveLength(1);
    });

    it('treats a version the chat has not reached as nothing known', async () => {
      const chatId = await group(2);
      expect(await syncOf(chatId, 1_000)).toMatchObject({ limited: true, upTo: 3, chat: { id: chatId } });
    });

    it('names the chats that are not the person’s, and tells them nothing of those', async () => {
      const chatId = await group(2);
      const bens = await world.main.connect(ben);
      const unknown = newId();
      const { chats, gone } = await bens.do('sync', { ...nothing, chats: { [chatId]: 1, [unknown]: 4 } });
      expect(gone.sort()).toEqual([chatId, unknown].sort());
      expect(chats.map((chat) => chat.chatId)).not.toContain(chatId);
    });

    it('asks the database as often for many chats as for few, and less for none', async () => {
      const cleo = await world.addUser('Cleo');
      const cleos = await world.main.connect(cleo);
      const chatId = newId();
      await cleos.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: ['coder'] });
      const { version } = await cleos.do('message:send', { id: newId(), chatId, text: 'Hello' });
      const { pool } = world.pool;
      const count = async (known: Record<string, number> = {}) => {
        let statements = 0;
        const connect = async () => {
          const client = await pool.connect();
          const ask = client.query.bind(client) as (...asked: unknown[]) => Promise<unknown>;
          const query = (...asked: unknown[]) => {
            statements += 1;
            return ask(...asked);
          };
          const release = () => {
            client.release();
          };
          return { query, release };
        };
        const counted = { connect } as unknown as typeof pool;
        const { chats } = await readSync({ pool: counted }, cleo, { user: 0, chats: known });
        return { chats: chats.length, statements };
      };
      const few = await count();
      const none = await count({ [chatId]: version });
      const quiet = newId();
      await cleos.do('chat:create', { id: quiet, kind: 'group', title: 'Quiet', contacts: [ben] });
      const last = await cleos.do('message:send', { id: newId(), chatId: quiet, text: 'Hello' });
      const one = await count({ [chatId]: version, [quiet]: last.version - 1 });
      await world.main.messaging.welcome(cleo);
      const more = await count();
      expect(more.chats).toBeGreaterThan(few.chats);
      expect(few).toEqual({ chats: 1, statements: more.statements });
      // Of what a client has already nothing is asked.
      expect(none.chats).toBe(1);
      expect(none.statements).toBeLessThan(few.statements);
      // For its members and its messages; no run is newer.
      expect(one.statements).toBe(none.statements + 2);
    });

    it('brings the workspace and the person’s state only under another version', async () => {
      const first = await adas.do('sync', nothing);
      const workspace = first.workspace?.workspace.version ?? 0;
      const user = first.user?.version ?? 0;
      expect(first.workspace?.users.map((person) => person.id)).toEqual(expect.arrayContaining([ada, ben]));
      expect(first.workspace?.agents.length).toBeGreaterThan(0);
      const second = await adas.do('sync', { workspace, user, chats: {} });
      expect(second.workspace).toBeUndefined();
      expect(second.user).toBeUndefined();
    });

    it('is followed by the history around any moment', async () => {
      const chatId = await group(30, ['coder']);
      const minute = (seq: number) => Date.UTC(2026, 0, 1, 0, seq);
      const { pool } = world.database;
      await pool.query(
        `update message set "createdAt" = timestamptz '2026-01-01T00:00:00Z' + seq * interval '1 minute' where "chatId" = $1`,
        [chatId],
      );
      const around = async (at: number) => {
        const read = await readHistory(pool, { chatId, userId: ada, query: { limit: 4, at } });
        return read?.messages.map((message) => message.seq);
      };
      for (let seq = 1; seq <= 30; seq++) {
        const expected = (await readHistory(pool, { chatId, userId: ada, query: { limit: 4, around: seq } }))?.messages;
        expect(await around(minute(seq))).toEqual(expected?.map((message) => message.seq));
        expect(await around(minute(seq) - 30_000)).toEqual(expected?.map((message) => message.seq));
      }
      expect(await around(0)).toEqual([1, 2, 3, 4]);
      expect(await around(minute(31))).toEqual([28, 29, 30]);
      const empty = await group(0, ['coder']);
      const none = await readHistory(pool, { chatId: empty, userId: ada, query: { limit: 4, at: minute(3) } });
      expect(none).toEqual({ chatId: empty, messages: [], runs: [], lastSeq: 0 });
    });

    it('is followed by the history around any message of the chat', async () => {
      const chatId = await group(30, ['coder']);
      const { pool } = world.database;
      const read = async (query: { limit: number; message?: string; after?: number }) =>
        (await readHistory(pool, { chatId, userId: ada, query }))?.messages;
      const [wanted] = (await read({ limit: 1, after: 14 })) ?? [];
      const around = await read({ limit: 10, message: wanted?.id ?? '' });
      expect(around?.map((message) => message.seq)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
      const other = await group(3, ['coder']);
      const elsewhere = await readHistory(pool, {
        chatId: other,
        userId: ada,
        query: { limit: 10, message: wanted?.id },
      });
      expect(elsewhere?.messages.map((message) => message.seq)).toEqual([1, 2, 3]);
    });

    it('is short, and history after it, where what agents did is long', async () => {
      const chatId = await group(30);
      const times = { startedAt: 0, endedAt: 1 };
      const card = { key: 's/0/0', tool: 'read_page', state: 'done', failure: null, result: 'x'.repeat(60_000) };
      await world.database.pool.query(`update message set extras = $2 where "chatId" = $1`, [
        chatId,
        JSON.stringify({ cards: [{ ...card, ...times, input: '{}' }] }),
      ]);
      for (const since of [0, 1]) {
        const sync = await syncOf(chatId, since);
        expect(sync.limited).toBe(true);
        expect(sync.messages.map((message) => message.seq)).toEqual([26, 27, 28, 29, 30]);
      }
      const read = await readHistory(world.database.pool, { chatId, userId: ada, query: { limit: 30 } });
      expect(read?.messages).toHaveLength(9);
    });

    it('and history after it say in the place of a broken message that it is, and bring the rest', async () => {
      const chatId = await group(3);
      const { pool } = world.database;
      await pool.query(`update message set facts = '{"provider": 7}', status = 'odd' where "chatId" = $1 and seq = 2`, [
        chatId,
      ]);
      const broken: unknown[] = [];
      const note = (id: string, cause: unknown) => void broken.push(cause instanceof Error ? id : cause);
      const page = await readHistory(pool, { chatId, userId: ada, query: { limit: 10 } }, note);
      const shown = [undefined, true, undefined];
      expect(page?.messages.map(({ unreadable }) => unreadable)).toEqual(shown);
      expect(page?.messages[1]).toMatchObject({ seq: 2, text: '', status: 'complete' });
      expect(broken).toEqual([page?.messages[1]?.id]);
      for (const since of [0, 1]) {
        const { messages } = await syncOf(chatId, since);
        expect(messages.map(({ unreadable }) => unreadable)).toEqual(shown);
      }
    });

    it('is followed by history in both directions', async () => {
      const chatId = await group(30, ['coder']);
      const page = async (query: Partial<Record<'before' | 'after' | 'around', number>>) => {
        const read = await readHistory(world.database.pool, { chatId, userId: ada, query: { limit: 10, ...query } });
        return read?.messages.map((message) => message.seq);
      };
      const seqs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
      expect(await page({})).toEqual(seqs(21, 30));
      expect(await page({ before: 21 })).toEqual(seqs(11, 20));
      expect(await page({ after: 20 })).toEqual(seqs(21, 30));
      expect(await page({ after: 28 })).toEqual([29, 30]);
      expect(await page({ around: 15 })).toEqual(seqs(10, 19));
      expect(await page({ before: 1 })).toEqual([]);
      expect(await page({ after: 2 ** 31 - 1 })).toEqual([]);
      expect(await readHistory(world.database.pool, { chatId, userId: ben, query: { limit: 10 } })).toBeUndefined();
    });

    it('reads what changed in a chat alone, also by a plan that is kept for any number of chats', async () => {
      const chatId = await group(1);
      const { pool } = world.pool;
      // As many of others: the plan must be right where this chat is one of many.
      await pool.query(
        `with other as (
          insert into chat (id, kind, "createdBy") select gen_random_uuid()::text, 'group', $2 from generate_series(1, 19)
          returning id
        )
        insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions)
        select gen_random_uuid()::text, one.id, n, n + 1, $2, 'user', 'Message', '{}'
        from (select id from other union all select $1) as one, generate_series(2, 150) n`,
        [chatId, ada],
      );
      await pool.query('analyze message');
      const since = [{ chatId, since: 150 }];
      const read = await readSnapshot(pool, async (reader) => {
        await reader.query('set local plan_cache_mode = force_generic_plan');
        const messages = await readChangedMessages(reader, since, failing);
        const { rows } = await reader.query<{ scans: string }>(
          `select seq_scan as scans from pg_stat_xact_user_tables where relname = 'message'`,
        );
        return { messages: messages.length, scans: Number(rows[0]?.scans) };
      });
      expect(read).toEqual({ messages: 1, scans: 0 });
    });
  });
});
