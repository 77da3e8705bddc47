import type { Pool } from 'pg';
import { z } from 'zod';
import { ChatKind } from '../../shared/chat.ts';
import { preferencesOf } from './preferences.ts';

const Row = z.object({ kind: ChatKind, id: z.string(), name: z.string(), preferences: z.unknown() });

type Person = { id: string; name: string; timeZone: string; sharesBusy: boolean };

/** The people who are in a chat now, and what they let agents see. */
export async function calendarPeople(
  pool: Pick<Pool, 'query'>,
  chatId: string,
): Promise<{ kind: ChatKind | undefined; people: Person[] }> {
  const { rows } = await pool.query(
    `select c.kind, u.id, u.name, u.preferences from member m
     join chat c on c.id = m."chatId" join "user" u on u.id = m."contactId"
     where m."chatId" = $1 and m.kind = 'user' and m."leftAt" is null order by m."joinedAt", u.id`,
    [chatId],
  );
  const found = z.array(Row).parse(rows);
  const people = found.map(({ id, name, preferences }) => {
    const { timeZone = 'UTC', shareBusy = false } = preferencesOf(preferences ?? null);
    return { id, name, timeZone, sharesBusy: shareBusy };
  });
  return { kind: found[0]?.kind, people };
}
