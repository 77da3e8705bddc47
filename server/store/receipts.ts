import type { Receipt } from '../../shared/chat.ts';
import type { Floor } from '../../shared/chat.ts';
import { RECEIPT_NAMES } from '../../shared/chat.ts';
import { retrySerialisation } from './retry.ts';
import type { Reader } from './snapshot.ts';

/** What is told of a chat's receipts: everybody's up to RECEIPT_NAMES people, above that the lowest of all. */
export type ChatReceipts = { chatId: string; people: number; floor: Floor; receipts: Receipt[] };

/** The receipts of chats as this person may see them; their own are always among them. */
export async function readReceipts(
  reader: Reader,
  chatIds: readonly string[],
  userId: string | null,
): Promise<ChatReceipts[]> {
  const { rows } = await reader.query<ChatReceipts>(
    `with person as (
      select "chatId", "contactId", delivered, read, count(*) over (partition by "chatId")::int as people
      from member where "chatId" = any($1) and kind = 'user' and "leftAt" is null
    )
    select "chatId", min(people) as people,
      json_build_object('delivered', min(delivered), 'read', min(read)) as floor,
      coalesce(
        json_agg(json_build_object('contactId', "contactId", 'delivered', delivered, 'read', read))
          filter (where people <= ${RECEIPT_NAMES} or "contactId" = $2),
        '[]') as receipts
    from person group by "chatId"`,
    [chatIds, userId],
  );
  return rows;
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
    pool.query<Receipt & { chatId: string }>(
      `with mark as (
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
      [userId, chatIds, chatIds.map((id) => delivered[id] ?? 0), chatIds.map((id) => read[id] ?? 0)],
    ),
  );
  return rows;
}
