import type { Pool } from 'pg';
import { z } from 'zod';
import { type EventMail, MailFailure } from '../../shared/eventMail.ts';
import { preferencesOf } from './preferences.ts';
import { type Prisma } from './generated/client.ts';
import type { Tx } from './transaction.ts';

type Queryable = Pick<Pool, 'query'>;

/** Longer than any attempt takes: whose mail is still being sent then has died. */
const ATTEMPT_LASTS = `interval '2 minutes'`;
/** So often one that failed is tried again by people. */
const MOST_ATTEMPTS = 5;

const Wanting = z.object({ id: z.string(), email: z.string(), preferences: z.unknown() });
export type Receiver = { contactId: string | null; address: string; timeZone: string | undefined };

/** The people of a chat who want invitations by mail. */
export async function mailReceivers(tx: Tx, chatId: string): Promise<(Receiver & { contactId: string })[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    select u.id, lower(u.email) as email, u.preferences from member m join "user" u on u.id = m."contactId"
    where m."chatId" = ${chatId} and m.kind = 'user' and m."leftAt" is null
      and (u.preferences->>'eventMail')::boolean order by m."joinedAt", u.id`;
  return z
    .array(Wanting)
    .parse(rows)
    .map(({ id, email, preferences }) => ({
      contactId: id,
      address: email,
      timeZone: preferencesOf(preferences ?? null).timeZone,
    }));
}

/** How many people were invited in somebody's name within a day; nobody else counts or adds for them meanwhile. */
export async function countInvited(tx: Tx, userId: string): Promise<number> {
  await tx.$queryRaw`select from "user" where id = ${userId} for no key update`;
  const since = new Date(Date.now() - 86_400_000);
  return tx.eventMail.count({ where: { askedBy: userId, kind: 'request', createdAt: { gt: since } } });
}

/** Whether an agent is only tried there: of such a chat nothing is left, nor of who was invited. */
export async function isTrial(tx: Tx, chatId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ trial: boolean }[]>`
    select exists (
      select from member m join own_agent a on a.id = m."contactId" where m."chatId" = ${chatId} and a.trial
    ) as trial`;
  return row?.trial === true;
}

export type NewMail = {
  messageId: string;
  chatId: string;
  address: string;
  contactId: string | null;
  sequence: number;
  details: Prisma.InputJsonObject;
  askedBy: string;
};

/** Those of these addresses that were not invited to this yet. */
export async function notInvited(tx: Tx, messageId: string, addresses: readonly string[]): Promise<Set<string>> {
  const where = { messageId, kind: 'request', address: { in: [...addresses] } };
  const there = new Set(
    (await tx.eventMail.findMany({ where, select: { address: true } })).map(({ address }) => address),
  );
  return new Set(addresses.filter((address) => !there.has(address)));
}

export async function addInvitations(tx: Tx, mails: readonly NewMail[]): Promise<void> {
  await tx.eventMail.createMany({ data: mails.map((mail) => ({ ...mail, kind: 'request' })), skipDuplicates: true });
}

/** Lets those that failed be sent again. */
export async function retryMails(
  tx: Tx,
  { messageId, addresses }: { messageId: string; addresses: readonly string[] },
): Promise<void> {
  await tx.eventMail.updateMany({
    where: { messageId, address: { in: [...addresses] }, state: 'failed', attempts: { lt: MOST_ATTEMPTS } },
    data: { state: 'queued', failure: null },
  });
}

const Kind = z.enum(['request', 'cancel']);

/** What became of the invitations to an event; of a member's address nobody is told. */
export async function eventMailsOf(tx: Tx, messageId: string): Promise<EventMail[]> {
  const orderBy = [{ createdAt: 'asc' }, { address: 'asc' }] as const;
  const rows = await tx.eventMail.findMany({ where: { messageId }, orderBy: [...orderBy] });
  return rows.map(({ contactId, address, kind, state, failure }) => ({
    to: contactId === null ? { kind: 'address', address } : { kind: 'member', contactId },
    kind: Kind.parse(kind),
    state: state === 'sent' || state === 'failed' || state === 'unknown' ? state : 'waiting',
    failure: failure === null ? null : MailFailure.parse(failure),
  }));
}

const Claimed = z.object({
  messageId: z.string(),
  address: z.string(),
  kind: Kind,
  sequence: z.int(),
  details: z.unknown(),
  attempts: z.int(),
});
export type ClaimedMail = z.infer<typeof Claimed>;

/**
 * Takes the next mail to be sent; undefined where none is. From then on nobody else sends it, even if whoever took it
 * dies. Nobody hears that an event is off while they are being told of it.
 */
export async function claimMail(pool: Queryable): Promise<ClaimedMail | undefined> {
  const { rows } = await pool.query({
    name: 'claim-event-mail',
    text: `with next as (
        select "messageId", address, kind from event_mail mail
        where state = 'queued' and (kind = 'request' or not exists (
          select from event_mail first where first."messageId" = mail."messageId" and first.address = mail.address
            and first.kind = 'request' and first.state = 'sending'
        ))
        order by "createdAt", address limit 1 for update skip locked
      )
      update event_mail mail set state = 'sending', "claimedAt" = clock_timestamp(), attempts = attempts + 1
      from next where mail."messageId" = next."messageId" and mail.address = next.address and mail.kind = next.kind
      returning mail."messageId", mail.address, mail.kind, mail.sequence, mail.details, mail.attempts`,
  });
  return rows[0] === undefined ? undefined : Claimed.parse(rows[0]);
}

/** Keeps what came of an attempt. */
export async function settleMail(
  pool: Queryable,
  { messageId, address, kind, attempts }: Pick<ClaimedMail, 'messageId' | 'address' | 'kind' | 'attempts'>,
  { state, failure }: { state: 'sent' | 'failed' | 'unknown'; failure: MailFailure | null },
): Promise<void> {
  await pool.query(
    `update event_mail set state = $5, failure = $6
     where "messageId" = $1 and address = $2 and kind = $3 and attempts = $4 and state in ('sending', 'unknown')`,
    [messageId, address, kind, attempts, state, failure],
  );
}

/** Nobody is invited any more by who has left the chat, nor as a member of it who has. */
export async function dropMailsOfLeft(pool: Queryable): Promise<void> {
  await pool.query(
    `delete from event_mail mail where state = 'queued' and kind = 'request' and exists (
       select from unnest(array["askedBy", "contactId"]) as person(id)
       where person.id is not null and not exists (
         select from member m
         where m."chatId" = mail."chatId" and m."contactId" = person.id and m.kind = 'user' and m."leftAt" is null
       )
     )`,
  );
}

/** Of mails whose senders died nobody can tell whether they went out. */
export async function giveUpMails(pool: Queryable): Promise<void> {
  await pool.query(
    `update event_mail set state = 'unknown'
     where state = 'sending' and "claimedAt" < clock_timestamp() - ${ATTEMPT_LASTS}`,
  );
}
