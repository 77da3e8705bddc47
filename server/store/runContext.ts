import type { Pool } from 'pg';
import { z } from 'zod';
import type { ChatMemory } from '../../agents/engines/engine.ts';
import { ChatKind } from '../../shared/chat.ts';
import { MessageExtras, SenderKind } from '../../shared/message.ts';
import { isForOthers, isFromOutside } from './fromOutside.ts';
import { preferencesOf } from './preferences.ts';

const Extras = z.nullable(MessageExtras);

const Request = z.object({
  seq: z.int(),
  senderId: z.string(),
  senderName: z.nullable(z.string()),
  text: z.string(),
  extras: Extras,
  outside: z.boolean(),
  kind: ChatKind,
  title: z.string(),
  goal: z.string(),
  instructions: z.string(),
  /** Some of the words of the chat were set by somebody who is neither the asker nor manages it now. */
  chatOutside: z.boolean(),
  localOnly: z.boolean(),
});

/** In the same row. */
const Around = z.object({ preferences: z.unknown(), agentIds: z.array(z.string()), connected: z.boolean() });

const Said = z.object({
  seq: z.int(),
  senderId: z.string(),
  senderKind: SenderKind,
  senderName: z.nullable(z.string()),
  text: z.string(),
  extras: Extras,
  /** Words from outside the chat stand in it, or were read for it; or an agent wrote it for somebody else. */
  outside: z.boolean(),
  /** A summary tells of it, and it is so far back that it is not read again: nothing more is said of it. */
  told: z.boolean(),
});
export type Said = Omit<z.infer<typeof Said>, 'told'>;

/** SQL for `chatOutside`, of the chat `c` and the asker `$3`: managers read all of the chat, so nothing is carried out to them. */
const CHAT_OUTSIDE = `exists (
  select from unnest(array['title', 'goal', 'instructions'], array[c.title, c.goal, c.instructions]) as words(name, text)
  cross join lateral (select coalesce(c."wordsBy"->>words.name, c."createdBy") as "contactId") as author
  where words.text <> '' and author."contactId" <> $3 and not exists (
    select from member manager where manager."chatId" = c.id and manager."contactId" = author."contactId"
      and manager.kind = 'user' and manager."leftAt" is null and manager.role in ('owner', 'admin')
  )
)`;

/** In the row of the request, too. */
const Remembered = z.object({
  /** Nothing up to there is told to agents. */
  forgotten: z.int(),
  summary: z.nullable(
    z.object({
      ...{ text: z.string(), fromSeq: z.int(), uptoSeq: z.int() },
      ...{ outside: z.boolean(), senders: z.array(z.string()) },
    }),
  ),
});

/** SQL for the rest of a query for the summary that stands: it tells of messages of the chat `chat` before the place `before`. */
function standing(chat: string, before: string): string {
  return `from chat_summary where "chatId" = ${chat} and kind = 'summary' and stale is null and text is not null
    and "uptoSeq" < ${before} order by number desc limit 1`;
}

const REQUEST = 'from message where id = $2';

const Names = z.array(z.object({ id: z.string(), name: z.string() }));

export type RunContext = {
  request: z.infer<typeof Request>;
  /** Of the person who asked; UTC where no device of theirs has said. */
  timeZone: string;
  said: Said[];
  memory: ChatMemory;
  agentIds: string[];
  /** Some agent was granted a tool of a connected server. */
  connected: boolean;
  /** Of people who voted, answered or added something in what was said. */
  names: ReadonlyMap<string, string>;
};

/** How many messages are read again of those that a summary tells. */
const READ_AGAIN = 60;
/** The first of them is the same for so many requests, so that what they begin with is too. */
const STEP = 20;

/**
 * What a run knows when it starts: the request with its chat, what was said before (the oldest first, at most `most`
 * messages), what is known of the rest, and the chat's agents in the order they joined. Undefined where the request is gone.
 */
export async function readRunContext(
  pool: Pick<Pool, 'query'>,
  asked: { chatId: string; requestId: string; askedBy: string; most: number },
): Promise<RunContext | undefined> {
  const { chatId, requestId, askedBy, most } = asked;
  const [requests, said] = await Promise.all([
    pool.query({
      name: 'run-request',
      text: `select m.seq, m."senderId", u.name as "senderName", m.text, m.extras, c.kind, c.title, c.goal, c.instructions,
         c."localOnly", ${isFromOutside('m')} as outside, ${CHAT_OUTSIDE} as "chatOutside",
         (select preferences from "user" where id = $3) as preferences,
         array(select "contactId" from member where "chatId" = c.id and kind = 'agent' and "leftAt" is null
           order by "joinedAt", "contactId") as "agentIds",
         exists (select from mcp_grant) as connected,
         coalesce((
           select max("uptoSeq") from chat_summary where "chatId" = c.id and kind = 'forgotten'
         ), 0) as forgotten, (
           select json_build_object('text', text, 'fromSeq', "fromSeq", 'uptoSeq', "uptoSeq", 'outside', outside, 'senders', senders)
           ${standing('c.id', 'm.seq')}
         ) as summary
       from message m join chat c on c.id = m."chatId" left join "user" u on u.id = m."senderId"
       where m.id = $1 and m."chatId" = $2 and m."deletedAt" is null`,
      values: [requestId, chatId, askedBy],
    }),
    pool.query({
      name: 'run-said',
      // What a summary tells is only counted: neither its words nor where they are from are looked at.
      text: `select m.seq, m."senderId", m."senderKind", u.name as "senderName", m.told,
         case when m.told then '' else m.text end as text, case when not m.told then m.extras end as extras,
         not m.told and (${isForOthers({ message: 'm', run: 'r', asker: '$4' })} or ${isFromOutside('m')}) as outside
       from (
         select said.*, seq < (select (seq - $5::int) / $6::int * $6::int ${REQUEST}) and seq <= coalesce(
           (select "uptoSeq" ${standing('$1', `(select seq ${REQUEST})`)}), 0
         ) as told
         from message said
         where "chatId" = $1 and seq < (select seq ${REQUEST}) and seq > coalesce((
             select max("uptoSeq") from chat_summary where "chatId" = $1 and kind = 'forgotten'
           ), 0)
           and status <> 'streaming' and (text <> '' or extras is not null) and "deletedAt" is null
         order by seq desc limit $3
       ) m
       left join "user" u on u.id = m."senderId" left join run r on r.id = m."runId" order by m.seq desc`,
      values: [chatId, requestId, most, askedBy, READ_AGAIN, STEP],
    }),
  ]);
  if (requests.rows[0] === undefined) return undefined;
  const request = Request.parse(requests.rows[0]);
  const { preferences, agentIds, connected } = Around.parse(requests.rows[0]);
  const found = z.array(Said).parse(said.rows).reverse();
  const { forgotten, summary } = Remembered.parse(requests.rows[0]);
  const told = summary !== null && summary.uptoSeq > forgotten ? summary : null;
  // A summary was kept, or is no longer true, since the other of the two was read.
  if (found.some((message) => message.told && message.seq > (told?.uptoSeq ?? 0))) return readRunContext(pool, asked);
  const messages = found.flatMap(({ told: isTold, ...message }) =>
    isTold ? [] : [{ ...message, outside: message.outside || namesOthers(message.extras, askedBy) }],
  );
  const first = found[0]?.seq ?? request.seq;
  return {
    request: { ...request, outside: request.outside || namesOthers(request.extras, askedBy) },
    timeZone: preferencesOf(preferences ?? null).timeZone ?? 'UTC',
    said: messages,
    memory: {
      forgotten: forgotten > 0,
      summary: told,
      // Fewer than asked for are all there are; of these, only what a summary tells is not there.
      unread: unreadBetween(
        found.length < most ? Math.min(first, told?.fromSeq ?? first) : forgotten + 1,
        (messages[0]?.seq ?? request.seq) - 1,
      ),
    },
    names: await readNames(
      pool,
      [request, ...messages].flatMap(({ extras }) => namedIn(extras)),
    ),
    agentIds,
    connected,
  };
}

function unreadBetween(fromSeq: number, uptoSeq: number): ChatMemory['unread'] {
  return fromSeq > uptoSeq ? null : { fromSeq, uptoSeq };
}

/** People call themselves what they like, and so whoever votes or answers adds words to a message. */
function namesOthers(extras: MessageExtras | null, askedBy: string): boolean {
  return namedIn(extras).some((id) => id !== askedBy);
}

/** Of whom a message tells besides its sender: who voted, answered or added something. */
export function namedIn(extras: MessageExtras | null): string[] {
  const { poll, appointment, steers = [] } = extras ?? {};
  const voters = poll?.choices.flatMap((choice) => choice.voters) ?? [];
  return [...voters, ...(appointment?.coming.map((entry) => entry.contactId) ?? []), ...steers.map(({ by }) => by)];
}

async function readNames(pool: Pick<Pool, 'query'>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query('select id, name from "user" where id = any($1)', [[...new Set(ids)]]);
  return new Map(Names.parse(rows).map(({ id, name }) => [id, name]));
}
