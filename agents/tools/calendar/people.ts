import type { CalendarText } from './occurrence.ts';

/** Somebody in the chat whose calendars may be asked about. */
export type CalendarPerson = {
  id: string;
  name: string;
  /** IANA; their whole days are those of this zone. */
  timeZone: string;
  /** They let agents of others see when they are busy. */
  sharesBusy: boolean;
};

/** One of somebody's calendars; `note` says what is to be known of its copy. */
export type OwnedCalendar = CalendarText & { ownerId: string; note: string | null };

/** Who is there, and their calendars. */
export type CalendarPort = {
  /** The people of the chat; the one who asks is among them. `isPrivate` where nobody else reads what is written there. */
  people(): Promise<{ asker: CalendarPerson; members: readonly CalendarPerson[]; isPrivate: boolean }>;
  /** Those that these people have subscribed to. Called for nobody of whom nothing may be told. */
  calendars(ids: readonly string[], signal: AbortSignal): Promise<readonly OwnedCalendar[]>;
};
