import type { Pool, PoolClient } from 'pg';
import * as z from 'zod/mini';
import { MessageExtras, SenderKind } from '../../shared/message.ts';
import type { SearchHit, SearchPage, SearchQuery } from '../../shared/search.ts';
import { excerptOf, findMarks } from '../../shared/searchMarks.ts';
import { germanFold, parseSearch, type Term } from '../../shared/searchWords.ts';
import { type Found, rankFound } from './searchRank.ts';
import { type SearchWindow, type Stems, tsqueryOf, windowsOf, withinChats, withinWindow } from './searchQuery.ts';
import { errorCodes } from './retry.ts';

type Queryable = Pick<PoolClient, 'query'>;
type Asked = { userId: string; query: SearchQuery; now?: number };
type Chats = { ids: string[] /** Nothing up to here: it was cleared. */; after: (Date | null)[] };

/** So many of the newest messages are looked through one by one, which is quicker for what stands in many of them. */
const WALKED = 3000;
/** Where as many are found among the newest, older ones are not looked for. */
const ENOUGH = 50;
/** As many of the newest finds are put in order by how well they fit. */
const RANKED = 200;
/** With fewer finds than these, words that differ by one letter are taken too. */
const LITTLE = 3;
/** What takes longer is left at what was found until then. */
const WITHIN_MS = 1000;
const TOO_LONG = '57014';

/** Messages of a person's chats, see SearchQuery; undefined where they are no member of the chat that is asked for. */
export async function readSearch(
  pool: Pool,
  { userId, query, now = Date.now() }: Asked,
): Promise<SearchPage | undefined> {
  const { chatId, limit, offset = 0 } = query;
  const terms = parseSearch(query.text);
  const client = await pool.connect();
  try {
    const chats = await readChats(client, userId, chatId);
    if (chatId !== undefined && chats.ids.length === 0) return undefined;
    const wanted = { ...query, terms, stems: await readStems(client, terms) };
    const tsquery = tsqueryOf(wanted);
    if (tsquery === null || chats.ids.length === 0) return { hits: [], more: false, forgiving: false, partial: false };
    const range = await rangeOf(client, query);
    const most = chatId === undefined ? RANKED : limit + 1;
    const search: Search = { client, userId, chats, range, most, until: performance.now() + WITHIN_MS };
    const exact = await find(search, tsquery, { enough: chatId === undefined ? ENOUGH : most, now });
    const nearly = exact.found.length < LITTLE && query.before === undefined ? tsqueryOf(wanted, true) : null;
    const forgiven = nearly === null ? none : await look(search, nearly, { labels: null, to: range.to ?? EVER });
    const all = joined(exact.found, forgiven.found);
    const ordered = chatId === undefined ? rankFound(all, now) : all.sort((a, b) => b.seq - a.seq);
    const from = chatId === undefined ? offset : 0;
    const forgiving = all.length > exact.found.length;
    const hits = await readHits(client, ordered.slice(from, from + limit), terms, forgiving);
    const more = ordered.length > from + limit;
    return { hits, more, forgiving, partial: !more && (exact.partial || forgiven.partial) };
  } finally {
    client.release();
  }
}

async function readChats(client: Queryable, userId: string, chatId: string | undefined): Promise<Chats> {
  const { rows } = await client.query<{ chatId: string; after: Date | null }>({
    name: 'search-chats',
    text: `select m."chatId",
        (select c."createdAt" from message c where c."chatId" = m."chatId" and c.seq = s."clearedSeq") as after
      from member m left join chat_setting s on s."userId" = $1 and s."chatId" = m."chatId"
      where m."contactId" = $1 and m.kind = 'user' and m."leftAt" is null and ($2::text is null or m."chatId" = $2)`,
    values: [userId, chatId ?? null],
  });
  return { ids: rows.map((row) => row.chatId), after: rows.map((row) => row.after) };
}

async function readStems(client: Queryable, terms: readonly Term[]): Promise<Map<string, Stems>> {
  const words = terms.flatMap((term) => (term.kind === 'word' ? term.folded : []));
  if (words.length === 0) return new Map();
  const { rows } = await client.query<Stems & { word: string }>({
    name: 'search-stems',
    text: `select word, coalesce(ts_lexize('pg_catalog.english_stem', word), array[word]) as english,
        coalesce(ts_lexize('pg_catalog.german_stem', german), array[german]) as german
      from unnest($1::text[], $2::text[]) as w(word, german)`,
    values: [words, words.map(germanFold)],
  });
  return new Map(rows.map(({ word, ...stems }) => [word, stems]));
}

type Range = { from: Date | null; to: Date | null; before: number | null };

async function rangeOf(client: Queryable, { chatId, from, to, before }: SearchQuery): Promise<Range> {
  let until = to === undefined ? Number.POSITIVE_INFINITY : to;
  if (chatId !== undefined && before !== undefined) {
    const { rows } = await client.query<{ createdAt: Date }>({
      name: 'search-before',
      text: `select "createdAt" from message where "chatId" = $1 and seq = $2`,
      values: [chatId, before],
    });
    // Itself is left out by its seq, another one of the same moment is not.
    until = Math.min(until, (rows[0]?.createdAt.getTime() ?? until) + 1);
  }
  return {
    from: from === undefined ? null : new Date(from),
    to: until === Number.POSITIVE_INFINITY ? null : new Date(until),
    before: before ?? null,
  };
}

type Search = { client: Queryable; userId: string; chats: Chats; range: Range; most: number; until: number };
/** `partial` where time ran out before everything was looked through. */
type Finds = { found: Found[]; partial: boolean };

const none: Finds = { found: [], partial: false };
const EVER = new Date(8.64e15);

/**
 * The newest that fit: among the newest messages first, then by the index, further and further back until there are
 * enough.
 */
async function find(search: Search, tsquery: string, { enough, now }: { enough: number; now: number }): Promise<Finds> {
  let found = await walk(search, tsquery);
  if (found.length >= enough) return { found, partial: false };
  const { from, to } = search.range;
  // What is written a moment from now belongs to what is there.
  const newest = new Date(Math.min(now + 60_000, to?.getTime() ?? Number.POSITIVE_INFINITY));
  for (const window of windowsOf(from, newest)) {
    const looked = await look(search, tsquery, window);
    found = joined(found, looked.found);
    if (looked.partial) return { found, partial: true };
    if (found.length >= enough) break;
  }
  found.sort((a, b) => b.at.getTime() - a.at.getTime() || b.seq - a.seq);
  return { found: found.slice(0, search.most), partial: false };
}

function joined(some: readonly Found[], others: readonly Found[]): Found[] {
  return [...new Map([...some, ...others].map((one) => [one.messageId, one])).values()];
}

const NOT_HIDDEN = `not exists (
  select from message_mark k where k."userId" = $1 and k."messageId" = f."messageId" and k.hidden)`;
const IN_RANGE = `x.at > coalesce(c.after, '-infinity') and x.at >= coalesce($5::timestamptz, '-infinity')
  and x.at < coalesce($6::timestamptz, 'infinity') and x.seq < coalesce($7::int, ${2 ** 31 - 1})`;
const CHATS = `unnest($3::text[], $4::timestamptz[]) as c("chatId", after)`;
const FOUND = `f."messageId", f."chatId", f.seq, f.at`;

function valuesOf({ userId, chats, range, most }: Search, tsquery: string): unknown[] {
  return [userId, tsquery, chats.ids, chats.after, range.from, range.to, range.before, most];
}

async function walk(search: Search, tsquery: string): Promise<Found[]> {
  const { rows } = await search.client.query<Found>({
    name: 'search-walk',
    text: `select ${FOUND}, ts_rank(f.words, $2::tsquery, 1) as rank
      from ${CHATS} cross join lateral (
        select * from message_search x where x."chatId" = c."chatId" and ${IN_RANGE} order by x.at desc limit $9
      ) f
      where f.words @@ $2::tsquery and ${NOT_HIDDEN}
      order by f.at desc, f.seq desc limit $8`,
    values: [...valuesOf(search, tsquery), Math.max(40, Math.ceil(WALKED / search.chats.ids.length))],
  });
  return rows;
}

/** By the index, within a window of time. */
async function look(search: Search, tsquery: string, window: SearchWindow): Promise<Finds> {
  const { client, chats, until } = search;
  const left = Math.floor(until - performance.now());
  if (left <= 0) return { found: [], partial: true };
  await client.query(`begin read only; set local statement_timeout = ${left}; set local enable_seqscan = off`);
  try {
    const range = { ...search.range, to: window.to };
    const { rows } = await client.query<Found>(
      `with x as materialized (select "messageId", "chatId", seq, at from message_search where words @@ $9::tsquery),
        f as materialized (
          select x.* from x join ${CHATS} using ("chatId") where ${IN_RANGE} order by x.at desc, x.seq desc
          limit $8 + 200
        )
      select ${FOUND}, ts_rank(s.words, $2::tsquery, 1) as rank from f join message_search s using ("messageId")
      where ${NOT_HIDDEN} order by f.at desc, f.seq desc limit $8`,
      [...valuesOf({ ...search, range }, tsquery), withinWindow(withinChats(tsquery, chats.ids), window)],
    );
    await client.query('commit');
    return { found: rows, partial: false };
  } catch (error) {
    await client.query('rollback');
    if (errorCodes(error).includes(TOO_LONG)) return { found: [], partial: true };
    throw error;
  }
}

const Extras = z.nullable(MessageExtras);

async function readHits(
  client: Queryable,
  found: readonly Found[],
  terms: readonly Term[],
  forgiving: boolean,
): Promise<SearchHit[]> {
  const { rows } = await client.query<{
    id: string;
    text: string;
    senderId: string;
    senderKind: string;
    extras: unknown;
  }>({
    name: 'search-hits',
    text: `select id, text, "senderId", "senderKind", extras from message where id = any($1) and "deletedAt" is null`,
    values: [found.map(({ messageId }) => messageId)],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ messageId, chatId, seq, at }) => {
    const row = byId.get(messageId);
    if (row === undefined) return [];
    const senderKind = SenderKind.parse(row.senderKind);
    const base = { messageId, chatId, seq, senderId: row.senderId, senderKind, createdAt: at.getTime() };
    return { ...base, ...shownOf([row.text, ...besides(Extras.parse(row.extras))], terms, forgiving) };
  });
}

/** The first of these texts in which something is found, else the first that is not empty. */
function shownOf(texts: readonly string[], terms: readonly Term[], forgiving: boolean) {
  for (const text of texts) {
    const marks = findMarks(text, terms, forgiving);
    if (marks.length > 0) return excerptOf(text, marks);
  }
  return excerptOf(texts.find((text) => text !== '') ?? '', []);
}

/** What a message is found by besides its text, as in search_body of the database. */
function besides(extras: MessageExtras | null): string[] {
  const { attachments = [], poll, appointment, charts = [] } = extras ?? {};
  const files = attachments.flatMap(({ name, transcript }) => (transcript === null ? [name] : [name, transcript]));
  const choices = poll?.choices.map(({ text }) => text) ?? [];
  const drawn = charts.flatMap((chart) => [
    ...[chart.title, ...chart.series.map(({ name }) => name)],
    ...(chart.kind === 'scatter' ? [] : chart.labels),
  ]);
  const event = appointment ? [appointment.place, appointment.description] : [];
  return [...files, ...choices, ...event, ...drawn];
}
