import type { CalendarFailure } from '../../shared/calendar.ts';
import { movedTo, NotFetched, openPublic, type Reach, readBody } from '../net/fetchPublic.ts';
import { calendarAddress } from './address.ts';

/** What is known of the copy that is there. */
export type Copy = { etag: string | null; modified: string | null };

export type FetchedCalendar =
  | ({ kind: 'fetched'; ics: string } & Copy)
  | { kind: 'unchanged' }
  | { kind: 'failed'; failure: CalendarFailure };

const AGENT = 'Mozilla/5.0 (compatible; WaggleBot/1.0; calendar)';
const MOST_BYTES = 4_000_000;
const TIMEOUT_MS = 10_000;
const REDIRECTS = 3;
/** A calendar says what it is at its beginning. */
const HEAD = 2_000;

/** Fetches a calendar from the public internet, if it is another than the copy. Throws nothing. */
export async function fetchCalendar(
  address: string,
  copy: Copy,
  { reach, signal }: { reach: Reach | undefined; signal: AbortSignal },
): Promise<FetchedCalendar> {
  const late = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await follow(address, copy, { reach, signal: AbortSignal.any([late, signal]) });
  } catch (error) {
    return { kind: 'failed', failure: late.aborted ? 'timeout' : failureOf(error) };
  }
}

async function follow(
  address: string,
  { etag, modified }: Copy,
  { reach, signal }: { reach: Reach | undefined; signal: AbortSignal },
): Promise<FetchedCalendar> {
  let next: string | undefined = address;
  for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
    // A redirect to plain http would show the address to everybody on the way.
    const url = calendarAddress(next, { allowPlain: reach?.anyPort === true });
    if (url === null) return { kind: 'failed', failure: 'refused' };
    const headers = {
      ...(etag !== null && { 'if-none-match': etag }),
      ...(modified !== null && { 'if-modified-since': modified }),
    };
    const accept = 'text/calendar, */*;q=0.5';
    const { response } = await openPublic(url, { accept, agent: AGENT, unpack: true, headers, reach, signal });
    try {
      const { statusCode: status = 0 } = response;
      if (status === 304) return { kind: 'unchanged' };
      next = movedTo(response, url);
      if (next !== undefined) continue;
      if (status !== 200) return { kind: 'failed', failure: failureOfStatus(status) };
      const { bytes } = await readBody(response, { mostBytes: MOST_BYTES, cut: false });
      const ics = new TextDecoder().decode(bytes).replaceAll('\0', '');
      if (!/^BEGIN:VCALENDAR/im.test(ics.slice(0, HEAD))) return { kind: 'failed', failure: 'no-calendar' };
      return {
        kind: 'fetched',
        ics,
        etag: short(response.headers.etag),
        modified: short(response.headers['last-modified']),
      };
    } finally {
      response.destroy();
    }
  }
  return { kind: 'failed', failure: 'refused' };
}

function short(header: string | undefined): string | null {
  return header === undefined || header.length > 300 ? null : header;
}

function failureOfStatus(status: number): CalendarFailure {
  if (status === 401 || status === 403) return 'denied';
  return status === 404 || status === 410 ? 'not-found' : 'unreachable';
}

function failureOf(error: unknown): CalendarFailure {
  if (!(error instanceof NotFetched)) return 'unreachable';
  if (error.why === 'refused' || error.why === 'too-large') return error.why;
  return 'unreachable';
}
