import { runApart } from '../runApart.ts';
import { type CalendarText, Expansion, type Range } from './occurrence.ts';

const MEMORY_MB = 192;
const STOPPED = 'it was not read, since the answer was stopped';
const WHY = { done: 'it could not be read', late: 'reading it took too long', died: 'it could not be read' };

/**
 * Expands calendars in a process of its own, so that none can hold up or fill up this one. One that takes more than
 * its time or memory has a note instead of events, and so have those after it. `progress` is told which share has been read.
 */
export async function expandApart(
  calendars: readonly CalendarText[],
  range: Range,
  { timeMs, signal, progress }: { timeMs: number; signal: AbortSignal; progress(share: number): void },
): Promise<Expansion[]> {
  if (calendars.length === 0 || signal.aborted) return calendars.map(() => unread(STOPPED));
  const done: Expansion[] = [];
  const program = new URL('./expandProcess.ts', import.meta.url);
  const onMessage = (message: unknown) => {
    const parsed = Expansion.safeParse(message);
    done.push(parsed.success ? parsed.data : unread('it could not be read'));
    progress(done.length / calendars.length);
    return done.length === calendars.length;
  };
  const why = await runApart({ program, input: { calendars, range }, timeMs, memoryMb: MEMORY_MB, signal, onMessage })
    .then((ending) => WHY[ending])
    .catch(() => STOPPED);
  return calendars.map(
    (_, at) => done[at] ?? unread(at === done.length ? why : 'it was not read, since one before it could not be'),
  );
}

function unread(note: string): Expansion {
  return { occurrences: [], notes: [note] };
}
