import { keepSecrets } from '../../guard/keepSecrets.ts';
import type { Sought } from '../../guard/redactor.ts';
import { createBreaker } from '../../models/breaker.ts';
import { type Purse, withBudget } from '../../models/budget/withBudget.ts';
import type { Candidate } from '../../models/candidate.ts';
import type { ChainPorts, Patience } from '../../models/chain.ts';
import { createCredentials } from '../../models/limits/credentials.ts';
import type { Priority } from '../../models/limits/fairQueue.ts';
import { rateIn } from '../../models/limits/rateIn.ts';
import type { Thresholds } from '../../models/router/tiers.ts';
import type { WinRates } from '../../models/router/winRates.ts';
import { createScheduler } from '../../models/limits/scheduler.ts';
import { createOwnLimits, type LimitKey, type SharedLimits } from '../../models/limits/sharedLimits.ts';
import { withLimits } from '../../models/limits/withLimits.ts';
import type { Models } from '../../models/models.ts';
import { type MayLeave, withLeave } from '../../models/withLeave.ts';
import { type Draw, drawPicture } from '../../models/pictures/drawPicture.ts';
import type { ModelRequest } from '../../providers/provider.ts';
import type { Clock } from '../../run/clock.ts';
import type { Log } from '../../run/log.ts';
import type { RunOrder } from '../engine.ts';

export type AskingParts = {
  models: Models;
  log: Log;
  clock: Clock;
  /** How many models this process asks at the same time, over all runs. */
  concurrency?: number;
  /** Counts the calls of all processes to providers that limit them; this one's alone without. */
  limits?: SharedLimits;
  /** What the agents may spend; as much as it takes without. */
  purse?: Purse;
  /** Looked at before requests for chats that do not keep to local models; all may leave without. */
  mayLeave?: MayLeave;
  /** What must not leave in what models write; nothing without. */
  secrets?(): Sought;
  /** What was learned of the agents; nothing without. */
  rates?(): WinRates;
  /** From which on a request is too hard for a cheaper tier, where somebody set it. */
  thresholds?: Thresholds;
};

type Whose = Pick<RunOrder, 'asker' | 'chatId'> & { runId?: string; chat?: { localOnly?: boolean } };

/** How models are asked: `base` for choosing them, `chainOf` for asking them in somebody's name. */
export type Asking = {
  base: ChainPorts & { rates?: () => WinRates; thresholds?: Thresholds };
  chainOf(whose: Whose, agentId: string, priority?: Priority): ChainPorts;
  /** Has pictures made the same way. */
  drawFor(whose: Whose, agentId: string): Draw;
};

/** Of requests that wait; more at once are too many to be answered in time. */
const BOUNDS = { most: 5_000, mostPerChat: 500 };

const UNLIMITED: Purse = {
  limits: () => false,
  money: () => Promise.resolve(null),
  reserve: () => Promise.resolve(true),
  settle: () => Promise.resolve(),
};

/** One line for all requests to models: in the fair order of all, within limits and budgets, and without secrets. */
export function createAsking({ models, log, clock, concurrency = 64, ...parts }: AskingParts): Asking {
  const { limits, purse, mayLeave, secrets, rates, thresholds } = parts;
  const now = () => clock.now();
  const rateOf = (key: LimitKey) => rateIn(models.known(), key);
  const ask = withLimits({
    ...{ scheduler: createScheduler({ concurrency, bounds: BOUNDS, now }), clock, rateOf },
    shared: limits ?? createOwnLimits(rateOf, now),
    log,
  });
  const base = {
    ...{ models, clock, log, breaker: createBreaker(now), credentials: createCredentials(now) },
    ...(rates !== undefined && { rates: () => rates() }),
    ...(thresholds !== undefined && { thresholds }),
  };
  /** What asks only while the words of this chat, which were just read, may leave. */
  function leaving({ chatId, chat }: Whose): (candidate: Candidate) => Candidate {
    if (mayLeave === undefined || chat?.localOnly === true) return (candidate) => candidate;
    const leave = { chatId, mayLeave, readAt: now(), clock, log };
    return (candidate) => withLeave(candidate, leave);
  }
  return {
    base,
    drawFor(whose, agentId) {
      const { asker, chatId, runId } = whose;
      const by = { userId: asker.id, chatId };
      const left = leaving(whose);
      const ports = {
        ...base,
        ask: (candidate: Candidate, request: ModelRequest, patience?: Patience) =>
          ask(left(candidate), request, { ...by, priority: 'person' }, patience),
        purse: purse ?? UNLIMITED,
        spender: { ...by, agentId, runId: runId ?? null },
      };
      return (offers, request, signal, trace) => drawPicture(offers, request, signal, { ...ports, trace });
    },
    chainOf(whose, agentId, priority = 'person') {
      const { asker, chatId, runId } = whose;
      const by = { userId: asker.id, chatId };
      const left = leaving(whose);
      return {
        ...base,
        ask(candidate, request, patience) {
          const spender = { ...by, agentId, runId: runId ?? null };
          const paying = purse === undefined ? candidate : withBudget(candidate, spender, { purse, log });
          const events = ask(left(paying), request, { ...by, priority }, patience);
          if (secrets === undefined) return events;
          return keepSecrets(events, secrets(), () => {
            const about = { ...by, agentId, model: candidate.name };
            log.error(about, 'a model wrote a secret of this installation, which was taken out');
          });
        },
      };
    },
  };
}
