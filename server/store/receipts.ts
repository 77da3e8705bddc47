import { type Floor, RECEIPT_NAMES, type Receipt } from '../../shared/chat.ts';
import { retrySerialisation } from './retry.ts';
import type { Reader } from './snapshot.ts';

/** What is told of a chat's receipts: everybody's up to RECEIPT_NAMES people, above that the lowest of all. */
export type ChatReceipts = { chatId: string; people: number; floor: Floor; receipts: Receipt[] };

/** People of the chats `$1`, and what is told of them to the person `$2`, or to everybody where that is null. */
const PERSON = `person as (
  select "chatId", "contactId", delivered, read, count(*) over (partition by "chatId")::int as people
  from member where "chatId" = any($1) and kind = 'user' and "leftAt" is null
)`;
const TOLD = `select "chatId", min(people) as people,
    json_build_object('delivered', min(delivered), 'read', min(read)) as floor,
    coalesce(
      json_agg(json_build_object('contactId', "contactId", 'delivered', delivered, 'read', read))
        filter (where people <= ${RECEIPT_NAMES} or "contactId" = $2),
      '[]') as receipts
  from person group by "chatId"`;

/** The receipts of chats as this person may see them; their own are always among them. */
export async function readReceipts(
  reader: Reader,
  chatIds: readonly string[],
  userId: string | null,
): Promise<ChatReceipts[]> {
  const { rows } = await reader.query<ChatReceipts>({
    name: 'chat-receipts',
    text: `with ${PERSON} ${TOLD}`,
    values: [chatIds, userId],
  });
  return rows;
}

/** A watermark that was reached, and when. */
export type Reached = Receipt & { chatId: string; at: Date };

/**
 * Keeps when watermarks were reached, of chats in which others may ask for it, and reads what is told of these chats to
 * everybody.
 */
export async function recordReceipts(pool: Reader, reached: readonly Reached[]): Promise<ChatReceipts[]> {
  const { rows } = await retrySerialisation(() =>
    pool.query<ChatReceipts>({
      name: 'record-receipts',
      text: `with ${PERSON},
      kept as (
        insert into receipt_time ("chatId", "contactId", kind, seq, at)
        select g."chatId", g."contactId", mark.kind, mark.seq, g.at
        from unnest($3::text[], $4::text[], $5::int[], $6::int[], $7::timestamptz[])
          as g("chatId", "contactId", delivered, read, at)
        cross join lateral (values ('delivered', g.delivered), ('read', g.read)) as mark(kind, seq)
        where mark.seq > 0 and exists (select from person p where p."chatId" = g."chatId" and p.people > 1)
        order by 1, 2, 3, 4
        on conflict do nothing
      )
      ${TOLD}`,
      values: [
        [...new Set(reached.map((one) => one.chatId))],
        null,
        reached.map((one) => one.chatId),
        reached.map((one) => one.contactId),
        reached.map((one) => one.delivered),
        reached.map((one) => one.read),
        reached.map((one) => one.at),
      ],
    }),
  );
  return rows;
}

/** How long it is known when a message was delivered and read, and how much is forgotten at a time. */
const KEPT_DAYS = 90;
const FORGOTTEN = 10_000;

/** Forgets some of what is older than that. */
export async function forgetReceiptTimes(pool: Reader): Promise<void> {
  await pool.query(
    `delete from receipt_time where ctid = any(array(
      select ctid from receipt_time where at < now() - interval '${KEPT_DAYS} days' order by at limit ${FORGOTTEN}
    ))`,
    [],
  );
}

export type Marks = Readonly<Record<string, number>>;

/**
 * Raises a person's watermarks in the chats they are a member of, never above the chat's last message and never down;
 * what is read is delivered. Returns the raised ones.
 */
export async function raiseReceipts(
  pool: Reader,
  userId: string,
  { delivered, read }: { delivered: Marks; read: Marks },
): Promise<(Receipt & { chatId: string })[]> {
  const chatIds = [...new Set([...Object.keys(delivered), ...Object.keys(read)])];
  const { rows } = await retrySerialisation(() =>
    pool.query<Receipt & { chatId: string }>({
      name: 'raise-receipts',
      text: `with mark as (
        select m."chatId",
          greatest(m.read, least(given.read, c."lastSeq")) as read,
          greatest(m.delivered, least(greatest(given.delivered, given.read), c."lastSeq")) as delivered
        from unnest($2::text[], $3::int[], $4::int[]) as given(id, delivered, read)
        join chat c on c.id = given.id
        join member m on m."chatId" = c.id and m."contactId" = $1 and m.kind = 'user' and m."leftAt" is null
        order by m."chatId" for no key update of m
      )
      update member m set read = mark.read, delivered = mark.delivered from mark
      where m."chatId" = mark."chatId" and m."contactId" = $1
        and (m.read < mark.read or m.delivered < mark.delivered)
      returning m."chatId", m."contactId", m.delivered, m.read`,
      values: [userId, chatIds, chatIds.map((id) => delivered[id] ?? 0), chatIds.map((id) => read[id] ?? 0)],
    }),
  );
  return rows;
}
