import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { SearchQuery } from '../../shared/search.ts';
import { germanFold, wordsOf } from '../../shared/searchWords.ts';
import { migrate } from './migrate.ts';
import { readSearch } from './search.ts';
import { poolForms, type TestPool } from './testing/poolForms.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 21, 12);

describe.each(poolForms)('the search, $name', ({ missing, open }) => {
  let store: TestPool | undefined;
  const [ada, bob] = [newId(), newId()];
  const [home, work, other] = [newId(), newId(), newId()];
  const seqs = new Map<string, number>();
  const ids = new Map<string, string>();

  type Written = { text: string; chatId?: string; senderId?: string; daysAgo?: number; extras?: object };

  async function write({ text, chatId = home, senderId = bob, daysAgo = 1, extras }: Written): Promise<string> {
    const id = newId();
    const seq = (seqs.get(chatId) ?? 0) + 1;
    seqs.set(chatId, seq);
    ids.set(text, id);
    await store!.pool.query(
      `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, extras, "createdAt")
        values ($1, $2, $3, $3, $4, $5, $6, '{}', $7, $8)`,
      [
        ...[id, chatId, seq, senderId, senderId === 'coder' ? 'agent' : 'user', text],
        ...[extras === undefined ? null : JSON.stringify(extras), new Date(NOW - daysAgo * DAY_MS + seq)],
      ],
    );
    return id;
  }

  const ask = (query: Partial<SearchQuery>, userId = ada) =>
    readSearch(store!.pool, { userId, now: NOW, query: { text: '', limit: 20, ...query } });
  /** What is found, in the order in which it is shown. */
  const found = async (text: string, query: Partial<SearchQuery> = {}, userId = ada) =>
    ((await ask({ text, ...query }, userId))?.hits ?? []).map(({ excerpt }) => excerpt);

  beforeAll(async () => {
    if (missing !== undefined) return;
    store = await open();
    await migrate(store.pool);
    for (const [id, name] of [
      [ada, 'Ada'],
      [bob, 'Bob'],
    ] as const) {
      await store.pool.query(`insert into "user" (id, name, email, "updatedAt") values ($1, $2, $2, now())`, [
        id,
        name,
      ]);
    }
    for (const [chatId, people] of [
      [home, [ada, bob]],
      [work, [ada, bob]],
      [other, [bob]],
    ] as const) {
      await store.pool.query(`insert into chat (id, kind, "createdBy") values ($1, 'group', $2)`, [chatId, bob]);
      for (const person of people) {
        await store.pool.query(`insert into member ("chatId", "contactId", kind, version) values ($1, $2, 'user', 1)`, [
          chatId,
          person,
        ]);
      }
    }
    await write({ text: 'Die Häuser am Müllerweg sind verkauft' });
    await write({ text: 'Kirschblüten im Frühling, fotografiert in Straßburg' });
    await write({ text: 'She was running late and argued with the gardeners', senderId: ada });
    await write({ text: 'See https://example.org/blueprint for the plan', chatId: work });
    await write({ text: 'Try this:\n```ts\nconst honey = 1;\n```', chatId: work, senderId: 'coder' });
    await write({ text: 'the night bakery opens at ten', chatId: work, daysAgo: 40 });
    await write({ text: 'ten open questions for the night of the bakery', chatId: work });
    const file = { fileId: newId(), name: 'Quartalsbericht_2026.pdf', mime: 'application/pdf', size: 1, kind: 'pdf' };
    const none = { width: null, height: null, durationMs: null, waveform: null, transcript: null };
    await write({ text: '', chatId: work, extras: { attachments: [{ ...file, ...none }] } });
    const chart = { title: 'Honigernte', kind: 'bar', labels: ['Lindenallee'], unit: '', xTitle: '', yTitle: '' };
    const series = [{ name: 'Kilogramm', values: [12] }];
    await write({ text: 'Up.', chatId: work, senderId: 'coder', extras: { charts: [{ ...chart, series }] } });
    await write({ text: 'a secret of the bakery', chatId: other });
  });
  afterAll(() => store?.close());

  const words = (text: string) => wordsOf(text).map(({ folded }) => folded);

  it.skipIf(missing !== undefined)('folds words in the database as the interface does', async () => {
    const texts = [
      'Häuser, GRÖSSE; Straße!',
      'Ça va, naïve Zoë?',
      'a_b-c d’e 1² ﬁn…',
      'ПРИВЕТ мир',
      'queue neue Mueller',
    ];
    for (const text of texts) {
      const { rows } = await store!.pool.query<{ folded: string; german: string }>(
        `select trim(search_fold($1)) as folded, trim(search_german(search_fold($1))) as german`,
        [text],
      );
      expect(rows[0]).toEqual({ folded: words(text).join(' '), german: words(text).map(germanFold).join(' ') });
    }
  });

  it.skipIf(missing !== undefined).each([
    ['haus', 'Die Häuser'],
    ['Häusern', 'Die Häuser'],
    ['muellerweg', 'Die Häuser'],
    ['mullerweg', 'Die Häuser'],
    ['müll', 'Die Häuser'],
    ['verkauf', 'Die Häuser'],
    ['kirschbluete', 'Kirschblüten'],
    ['strassburg', 'Kirschblüten'],
    ['run', 'She was'],
    ['runs late', 'She was'],
    ['arguing', 'She was'],
    ['gardener', 'She was'],
    ['"argued with"', 'She was'],
    ['garden lat', 'She was'],
    ['blueprints', 'See https'],
    ['quartalsb', 'Quartalsbericht'],
    ['hauser', 'Die Häuser'],
    ['honigernte', 'Honigernte'],
    ['lindenallee', 'Lindenallee'],
    ['kilogramm', 'Kilogramm'],
  ])('finds by “%s”', async (text, start) => {
    const { hits, forgiving } = (await ask({ text }))!;
    expect(hits.map(({ excerpt }) => excerpt)).toEqual([expect.stringContaining(start)]);
    expect(hits[0]?.marks).not.toEqual([]);
    expect(forgiving).toBe(false);
  });

  it.skipIf(missing !== undefined).each([
    ['kirchblüten', 'Kirschblüten'],
    ['Kirschlbüte', 'Kirschblüten'],
    ['gardner', 'She was'],
    ['huaser ', 'Die Häuser'],
  ])('forgives the typing of “%s”', async (text, start) => {
    const { hits, forgiving } = (await ask({ text }))!;
    expect(hits.map(({ excerpt }) => excerpt)).toEqual([expect.stringContaining(start)]);
    expect(hits[0]?.marks).not.toEqual([]);
    expect(forgiving).toBe(true);
  });

  it.skipIf(missing !== undefined)('wants every word, and a phrase word for word', async () => {
    expect(await found('bakery haus')).toEqual([]);
    expect(await found('"night bakery"')).toEqual(['the night bakery opens at ten']);
    expect(await found('night bakery')).toHaveLength(2);
    expect(await found('"bakery night"')).toEqual([]);
  });

  it.skipIf(missing !== undefined)('puts what is new before what is old', async () => {
    expect((await found('bakery ten'))[0]).toContain('questions');
  });

  it.skipIf(missing !== undefined)('leaves out what the filters leave out', async () => {
    expect(await found('', { has: 'code' })).toEqual([expect.stringContaining('honey')]);
    expect(await found('', { has: 'link' })).toEqual([expect.stringContaining('blueprint')]);
    expect(await found('', { has: 'file' })).toEqual(['Quartalsbericht_2026.pdf']);
    expect(await found('', { senderId: ada })).toEqual([expect.stringContaining('running')]);
    expect(await found('honey', { senderId: 'coder' })).toHaveLength(1);
    expect(await found('honey', { senderId: bob })).toEqual([]);
    expect(await found('bakery', { to: NOW - 30 * DAY_MS })).toEqual(['the night bakery opens at ten']);
    expect(await found('bakery', { from: NOW - 30 * DAY_MS })).toEqual([expect.stringContaining('questions')]);
    expect(await found('bakery', { chatId: home })).toEqual([]);
    expect(await found('')).toEqual([]);
    expect(await found(`'\\ & | ! : * <-> ()`)).toEqual([]);
  });

  it.skipIf(missing !== undefined)('tells nobody what stands in chats of others', async () => {
    expect(await found('secret')).toEqual([]);
    expect(await found('secret', {}, bob)).toHaveLength(1);
    expect(await ask({ text: 'secret', chatId: other })).toBeUndefined();
    await store!.pool.query(
      `insert into member ("chatId", "contactId", kind, version, "leftAt") values ($1, $2, 'user', 2, now())`,
      [other, ada],
    );
    expect(await found('secret')).toEqual([]);
    expect(await ask({ text: 'secret', chatId: other })).toBeUndefined();
  });

  it.skipIf(missing !== undefined)('follows what becomes of a message', async () => {
    const { pool } = store!;
    const id = await write({ text: 'A porcupine walked by' });
    expect(await found('porcupine')).toHaveLength(1);
    await pool.query(`update message set text = 'A badger walked by' where id = $1`, [id]);
    expect(await found('porcupine')).toEqual([]);
    expect(await found('badger')).toHaveLength(1);

    await pool.query(
      `insert into message_mark ("userId", "messageId", "chatId", seq, hidden, version) values ($1, $2, $3, 1, true, 1)`,
      [ada, id, home],
    );
    expect(await found('badger')).toEqual([]);
    expect(await found('badger', {}, bob)).toHaveLength(1);

    await pool.query(`update message set text = '', "deletedAt" = now() where id = $1`, [id]);
    expect(await found('badger', {}, bob)).toEqual([]);

    const answer = await write({ text: '', senderId: 'coder' });
    await pool.query(`update message set text = 'An otter swam by' where id = $1`, [answer]);
    expect(await found('otter')).toHaveLength(1);
    await pool.query(`insert into chat_setting ("userId", "chatId", version, "clearedSeq") values ($1, $2, 1, $3)`, [
      ada,
      home,
      seqs.get(home),
    ]);
    expect(await found('otter')).toEqual([]);
    expect(await found('otter', {}, bob)).toHaveLength(1);
    await pool.query(`delete from chat where id = $1`, [home]);
    const { rows } = await pool.query(`select from message_search where "chatId" = $1`, [home]);
    expect(rows).toEqual([]);
  });

  it.skipIf(missing !== undefined)(
    'gives everything in one chat page by page, and finds what is rare among many',
    async () => {
      const chatId = work;
      const { pool } = store!;
      const first = (seqs.get(chatId) ?? 0) + 1;
      await pool.query(
        `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "createdAt")
        select gen_random_uuid()::text, $1, n, n, $2, 'user',
          case when n = $3::int + 50 then 'the wombat' else 'clover number ' || n end, '{}',
          $4::timestamptz + interval '1 second' * n
        from generate_series($3::int, $3::int + 6999) n`,
        [chatId, bob, first, new Date(NOW - DAY_MS / 2)],
      );
      const got: number[] = [];
      for (let before: number | undefined; ; before = got.at(-1)) {
        const page = (await ask({ text: 'clovers', chatId, limit: 100, ...(before === undefined ? {} : { before }) }))!;
        got.push(...page.hits.map(({ seq }) => seq));
        if (!page.more || got.length >= 300) break;
      }
      expect(got).toEqual(Array.from({ length: 300 }, (_, index) => first + 6999 - index));
      expect(await found('wombat')).toEqual(['the wombat']);
      const [one, two] = await Promise.all([ask({ text: 'clover' }), ask({ text: 'clover', offset: 20 })]);
      expect(one?.more).toBe(true);
      expect(new Set([...(one?.hits ?? []), ...(two?.hits ?? [])].map(({ messageId }) => messageId)).size).toBe(40);
    },
  );
});
