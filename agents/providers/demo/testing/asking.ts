import type { Clock } from '../../../run/clock.ts';
import { requestTurn } from '../../../run/request.ts';
import type { ModelEvent, ModelRequest } from '../../provider.ts';

/** When the demo is asked. */
export const now = Date.UTC(2026, 10, 20, 12);

/** A clock on which waiting takes no time but is kept. */
export function instant(): Clock & { slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(ms) {
      slept.push(ms);
    },
  };
}

/** A request of Anna's to the demo of Research. */
export function ask(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  const turns = [requestTurn('Anna', text)];
  return {
    model: 'research',
    system: 's',
    turns,
    soFar: '',
    maxOutputTokens: 1000,
    signal: new AbortController().signal,
    ...more,
  };
}

/** Everything that came, once it has ended. */
export async function all(events: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const found: ModelEvent[] = [];
  for await (const event of events) found.push(event);
  return found;
}

/** What was said in it. */
export function textOf(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}
