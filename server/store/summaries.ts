import type { Pool } from 'pg';
import { z } from 'zod';
import type { SummaryFacts } from '../../agents/memory/summary.ts';
import { AnswerShare, MessageExtras, SenderKind } from '../../shared/message.ts';
import type { Database } from './database.ts';
import { isFromOutside } from './fromOutside.ts';
import { Prisma } from './generated/client.ts';

type Queryable = Pick<Pool, 'query'>;

/** How many versions of a chat's summary are kept. */
const VERSIONS = 20;

export const Facts: z.ZodType<SummaryFacts> = z.object({
  provider: z.string(),
  model: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicros: z.nullable(z.number()),
  shares: z.optional(z.array(AnswerShare)),
});

/** Where a chat's next summary goes on from: what is valid now, and how much was said since. */
const Standing = z.object({
  /** Of the summary it continues, 0 where it begins anew. */
  number: z.int(),
  text: z.string(),
  fromSeq: z.int(),
  uptoSeq: z.int(),
  characters: z.int(),
  outside: z.boolean(),
  senders: z.array(z.string()),
  lastSeq: z.int(),
  /** The chat keeps to local models. */
  localOnly: z.boolean(),
});
export type Standing = z.infer<typeof Standing>;

const STANDING = `
  select c."lastSeq", c."localOnly", coalesce(s.number, 0) as number, coalesce(s.text, '') as text,
    case when s.kind = 'summary' then s."fromSeq" else 0 end as "fromSeq", coalesce(s."uptoSeq", 0) as "uptoSeq",
    coalesce(s.characters, 0) as characters, coalesce(s.outside, false) as outside, coalesce(s.senders, '{}') as senders
  from chat c left join lateral (
    select * from chat_summary where "chatId" = c.id and stale is null and text is not null
    order by number desc limit 1
  ) s on true
  where c.id = $1`;

export async function readStanding(pool: Queryable, chatId: string): Promise<Standing | undefined> {
  const { rows } = await pool.query(STANDING, [chatId]);
  return rows[0] === undefined ? undefined : Standing.parse(rows[0]);
}

/** Whether a chat keeps to local models, or is there no more. */
export async function keepsLocal(pool: Queryable, chatId: string): Promise<boolean> {
  const { rows } = await pool.query<{ localOnly: boolean }>('select "localOnly" from chat where id = $1', [chatId]);
  return rows[0]?.localOnly !== false;
}

const Unsummarised = z.object({
  seq: z.int(),
  senderId: z.string(),
  senderKind: SenderKind,
  senderName: z.nullable(z.string()),
  /** For whom an agent wrote it. */
  askedBy: z.nullable(z.string()),
  text: z.string(),
  extras: z.nullable(MessageExtras),
  outside: z.boolean(),
  streaming: z.boolean(),
  createdAt: z.date(),
});
export type Unsummarised = z.infer<typeof Unsummarised>;

/** What stands in a chat after a place, the oldest first; what is deleted is not there. */
export async function readUnsummarised(
  pool: Queryable,
  { chatId, after, most }: { chatId: string; after: number; most: number },
): Promise<Unsummarised[]> {
  const { rows } = await pool.query(
    `select m.seq, m."senderId", m."senderKind", u.name as "senderName", m.text, m.extras, m."createdAt",
       m.status = 'streaming' as streaming, ${isFromOutside('m')} as outside, case m."senderKind" when 'agent' then r."askedBy" end as "askedBy"
     from message m left join "user" u on u.id = m."senderId" left join run r on r.id = m."runId"
     where m."chatId" = $1 and m.seq > $2 and m."deletedAt" is null order by m.seq limit $3`,
    [chatId, after, most],
  );
  return z.array(Unsummarised).parse(rows);
}

export type Claim = { chatId: string; number: number; claim: string };

export type Claiming = {
  chatId: string;
  claim: string;
  base: Pick<Standing, 'number'>;
  madeFor: string;
  leaseMs: number;
};

/**
 * Begins the next version after `base`, unless somebody does or has: one process at a time. Those who died meanwhile are
 * forgotten.
 */
export async function claimSummary(
  pool: Queryable,
  { chatId, claim, base, madeFor, leaseMs }: Claiming,
): Promise<Claim | undefined> {
  const { rows } = await pool.query<{ number: number }>(
    `with locked as (select id from chat where id = $1 for no key update),
     over as (delete from chat_summary where "chatId" = $1 and text is null and "leaseUntil" <= now())
     insert into chat_summary ("chatId", number, claim, "madeFor", "leaseUntil")
     select $1, coalesce(max(number), 0) + 1, $2, $3, now() + $4 * interval '1 millisecond'
     from chat_summary where "chatId" = (select id from locked)
     having not coalesce(bool_or(case when text is null then "leaseUntil" > now() else stale is null and number > $5 end), false)
     on conflict do nothing returning number`,
    [chatId, claim, madeFor, leaseMs, base.number],
  );
  return rows[0] && { chatId, number: rows[0].number, claim };
}

export async function dropClaim(pool: Queryable, { chatId, number, claim }: Claim): Promise<void> {
  await pool.query('delete from chat_summary where "chatId" = $1 and number = $2 and claim = $3 and text is null', [
    chatId,
    number,
    claim,
  ]);
}

/** What was read, so that it can be seen whether it still stands. */
export type Read = { after: number; upto: number; texts: readonly { seq: number; text: string }[] };

export type NewSummary = Pick<Standing, 'text' | 'fromSeq' | 'uptoSeq' | 'characters' | 'outside' | 'senders'> & {
  facts: SummaryFacts | null;
};

/**
 * Keeps a summary under its claim; false where that was lost, or what it was made of has changed meanwhile. The chat is
 * locked as every change locks it, so that nothing changes between the look and the write.
 */
export function keepSummary(
  { transaction }: Pick<Database, 'transaction'>,
  { chatId, number, claim }: Claim,
  { base, read, summary }: { base: Pick<Standing, 'number'>; read: Read; summary: NewSummary },
): Promise<boolean> {
  return transaction(async (tx) => {
    await tx.$queryRaw`select 1 from chat where id = ${chatId} for no key update`;
    const rows = await tx.message.findMany({
      where: { chatId, seq: { gt: read.after, lte: read.upto }, deletedAt: null },
      select: { seq: true, text: true },
      orderBy: { seq: 'asc' },
    });
    const same =
      rows.length === read.texts.length &&
      rows.every(({ seq, text }, at) => {
        const before = read.texts[at];
        return seq === before?.seq && text === before.text;
      });
    const now = await tx.chatSummary.findFirst({
      where: { chatId, stale: null, text: { not: null } },
      select: { number: true },
      orderBy: { number: 'desc' },
    });
    if (!same || (now?.number ?? 0) !== base.number) return false;
    const { facts, senders, ...rest } = summary;
    const { count } = await tx.chatSummary.updateMany({
      where: { chatId, number, claim, text: null },
      data: {
        ...{ ...rest, senders: [...senders], facts: facts ?? Prisma.DbNull },
        ...{ claim: null, leaseUntil: null, createdAt: new Date() },
      },
    });
    // What they cost is counted for as long as the chat is there.
    await tx.chatSummary.updateMany({
      where: { chatId, number: { lte: number - VERSIONS }, kind: 'summary', text: { not: null } },
      data: { text: '', stale: 'old' },
    });
    return count === 1;
  });
}

/** Uses no summary of a chat any more, so that the next is made of the messages themselves. */
export async function outdateSummaries(pool: Queryable, chatId: string): Promise<void> {
  await pool.query(
    `update chat_summary set stale = 'anew' where "chatId" = $1 and kind = 'summary' and stale is null and text is not null`,
    [chatId],
  );
}

/** From now on agents are told nothing of what was said so far; what was kept of it is gone. */
export function forgetSummaries(
  { transaction }: Pick<Database, 'transaction'>,
  { chatId, userId }: { chatId: string; userId: string },
): Promise<void> {
  return transaction(async (tx) => {
    const [chat] = await tx.$queryRaw<{ lastSeq: number }[]>`
      select "lastSeq" from chat where id = ${chatId} for no key update`;
    await tx.$executeRaw`
      update chat_summary set text = '', stale = 'forgotten' where "chatId" = ${chatId} and text is not null`;
    const last = await tx.chatSummary.aggregate({ where: { chatId }, _max: { number: true } });
    await tx.chatSummary.create({
      data: {
        ...{ chatId, number: (last._max.number ?? 0) + 1, kind: 'forgotten', madeFor: userId },
        ...{ text: '', uptoSeq: chat?.lastSeq ?? 0, senders: [] },
      },
    });
  });
}

const Version = z.object({
  number: z.int(),
  kind: z.enum(['summary', 'forgotten']),
  fromSeq: z.int(),
  uptoSeq: z.int(),
  uptoAt: z.nullable(z.date()),
  text: z.nullable(z.string()),
  stale: z.nullable(z.enum(['edited', 'deleted', 'forgotten', 'anew', 'old'])),
  characters: z.int(),
  outside: z.boolean(),
  facts: z.nullable(Facts),
  madeFor: z.string(),
  createdAt: z.date(),
});
export type SummaryVersion = z.infer<typeof Version>;

/** Every version that is kept, the last first; the text of one that is made right now is null. */
export async function readSummaries(pool: Queryable, chatId: string): Promise<SummaryVersion[]> {
  const { rows } = await pool.query(
    `select s.*, m."createdAt" as "uptoAt" from chat_summary s
     left join message m on m."chatId" = s."chatId" and m.seq = s."uptoSeq"
     where s."chatId" = $1 and (s.text is not null or s."leaseUntil" > now()) order by s.number desc limit ${VERSIONS}`,
    [chatId],
  );
  return z.array(Version).parse(rows);
}
