import type { Provider } from '../providers/provider.ts';
import type { Clock } from '../run/clock.ts';
import type { Log } from '../run/log.ts';
import type { Candidate } from './candidate.ts';
import { Held } from './limits/held.ts';

/**
 * For so long what was read of a chat may be in a first request without another look: until then nobody has kept the chat
 * to local models, and written what would be in it as well.
 */
const FRESH_MS = 50;

/** Whether words of a chat may leave the machines of the owner; where they may no more, whoever works on it is told. */
export type MayLeave = (chatId: string) => Promise<boolean>;

/** Whose words, read at `readAt`, are in the first request; later ones may hold what was read since. */
export type Leave = {
  chatId: string;
  mayLeave: MayLeave;
  readAt: number | null;
  clock: Pick<Clock, 'now'>;
  log: Log;
};

/**
 * A model that is asked only while the chat's words may leave, which is looked at again right before each request. Its
 * stream throws `Held`: `aborted` where they may not, `internal` where nobody can say.
 */
export function withLeave(candidate: Candidate, leave: Leave): Candidate {
  const { provider } = candidate;
  if (provider.demo) return candidate;
  const stream: Provider['stream'] = async function* (request) {
    await look(leave);
    yield* provider.stream(request);
  };
  return { ...candidate, provider: { ...provider, stream } };
}

async function look(leave: Leave): Promise<void> {
  const { chatId, mayLeave, readAt, clock, log } = leave;
  leave.readAt = null;
  if (readAt !== null && clock.now() - readAt < FRESH_MS) return;
  let may: boolean;
  try {
    may = await mayLeave(chatId);
  } catch (error) {
    log.error({ err: error, chatId }, 'nobody could say whether the words of a chat may leave');
    throw new Held('internal', 'Nobody could say whether this may leave.');
  }
  if (!may) throw new Held('aborted', 'The chat keeps to local models.');
}
