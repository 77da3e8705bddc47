import { z } from 'zod';
import { CalendarColour, CalendarFailure } from '../../shared/calendar.ts';
import type { PrismaClient } from './database.ts';
import type { Calendar as Row } from './generated/client.ts';

/** A calendar that a person has subscribed to, as it is stored; without its copy, which may be large. */
export type CalendarRow = Pick<Row, 'id' | 'userId' | 'name' | 'host' | 'hint' | 'sealed' | 'etag' | 'modified'> & {
  colour: CalendarColour;
  fetchedAt: Date | null;
  lookedAt: Date | null;
  failure: CalendarFailure | null;
};

const LIGHT = {
  ...{ id: true, userId: true, name: true, colour: true, host: true, hint: true, sealed: true },
  ...{ etag: true, modified: true, fetchedAt: true, lookedAt: true, failure: true },
} as const;

export async function addCalendar(
  prisma: PrismaClient,
  calendar: Pick<CalendarRow, 'id' | 'userId' | 'name' | 'colour' | 'host' | 'hint' | 'sealed'>,
): Promise<void> {
  await prisma.calendar.create({ data: calendar });
}

/** Those of these people, the oldest first. */
export async function calendarsOf(prisma: PrismaClient, userIds: readonly string[]): Promise<CalendarRow[]> {
  const where = { userId: { in: [...userIds] } };
  return (await prisma.calendar.findMany({ where, select: LIGHT, orderBy: { id: 'asc' } })).map(rowOf);
}

/** A person's own; undefined for another's, too. */
export async function calendarById(prisma: PrismaClient, id: string, userId: string): Promise<CalendarRow | undefined> {
  const row = await prisma.calendar.findFirst({ where: { id, userId }, select: LIGHT });
  return row === null ? undefined : rowOf(row);
}

/** The sealed addresses of everybody's. */
export function sealedCalendars(prisma: PrismaClient): Promise<{ id: string; sealed: string }[]> {
  return prisma.calendar.findMany({ select: { id: true, sealed: true } });
}

const Copies = z.array(z.object({ id: z.string(), ics: z.nullable(z.string()) }));

/**
 * The copies of these people's calendars, each person's oldest first and up to so many characters of each of them; null
 * stands for one that goes beyond. Those that were never fetched are not there.
 */
export async function calendarCopies(
  prisma: PrismaClient,
  { userIds, mostOfEach }: { userIds: readonly string[]; mostOfEach: number },
): Promise<Map<string, string | null>> {
  const rows = await prisma.$queryRaw`
    select id, case when upto <= ${mostOfEach} then ics end as ics from (
      select id, ics, sum(length(ics)) over (partition by "userId" order by id) as upto
      from calendar where "userId" = any(${userIds}) and ics is not null
    ) as copy`;
  return new Map(Copies.parse(rows).map(({ id, ics }) => [id, ics]));
}

type Change = Partial<
  Pick<Row, 'name' | 'colour' | 'ics' | 'fetchedAt' | 'lookedAt' | 'failure' | 'etag' | 'modified'>
>;

/** Changes it if it is still there. */
export async function changeCalendar(prisma: PrismaClient, id: string, change: Change): Promise<void> {
  await prisma.calendar.updateMany({ where: { id }, data: change });
}

export async function removeCalendar(prisma: PrismaClient, id: string, userId: string): Promise<boolean> {
  return (await prisma.calendar.deleteMany({ where: { id, userId } })).count === 1;
}

function rowOf<T extends { colour: string; failure: string | null }>(row: T) {
  const failure = row.failure === null ? null : CalendarFailure.parse(row.failure);
  return { ...row, colour: CalendarColour.parse(row.colour), failure };
}
