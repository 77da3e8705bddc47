import { randomUUID } from 'node:crypto';
import type { ModelEvent, ModelRequest, Provider, Usage } from '../../providers/provider.ts';
import type { Log } from '../../run/log.ts';
import type { Candidate } from '../candidate.ts';
import type { Money } from './cheaperTier.ts';
import { ceilingOf, costOf } from '../catalog/cost.ts';
import { Held } from '../limits/held.ts';
import { requestTokens } from '../limits/requestTokens.ts';

/** Whose budgets a call counts in. */
export type Spender = { userId: string; chatId: string; agentId: string; runId: string | null };

/** Where money is set aside and counted, in millionths of a US dollar. */
export type Purse = {
  /** False where nothing limits this spender, without asking anybody. */
  limits(spender: Spender): boolean;
  /** What the budgets leave; null where nothing limits this spender, or nobody can say. */
  money(spender: Spender): Promise<Money | null>;
  /** False where a budget is in the way, in which case nothing is set aside. */
  reserve(callId: string, spender: Spender, micros: number): Promise<boolean>;
  /** What the call cost; null where nobody knows it, which counts as all that was set aside. */
  settle(callId: string, micros: number | null): Promise<void>;
};

/**
 * A model that is only asked where the most it can cost is left in every budget of the spender; it is set aside before and
 * counted after. Where a limit holds, a model whose price nobody knows is not asked, and one that is free always is. Its
 * stream throws `Held` with the fault `over-budget`.
 */
export function withBudget(
  candidate: Candidate,
  spender: Spender,
  { purse, log }: { purse: Purse; log: Log },
): Candidate {
  const { provider } = candidate;
  if (provider.demo || !purse.limits(spender)) return candidate;
  const stream: Provider['stream'] = (request) => paid(candidate, request, { spender, purse, log });
  return { ...candidate, provider: { ...provider, stream } };
}

type Around = { spender: Spender; purse: Purse; log: Log };

async function* paid(candidate: Candidate, request: ModelRequest, around: Around): AsyncGenerator<ModelEvent> {
  const { spender, purse, log } = around;
  const ceiling = ceilingOf(candidate, requestTokens(request), request.maxOutputTokens);
  if ('unknown' in ceiling)
    throw new Held('over-budget', 'Nobody knows what this model costs, and a budget limits it.');
  if (ceiling.known === 0) {
    yield* candidate.provider.stream(request);
    return;
  }
  const callId = randomUUID();
  if (!(await reserved(callId, ceiling.known, around))) throw new Held('over-budget', 'A budget is used up.');
  let usage: Usage | null = null;
  let came = false;
  let ended = false;
  try {
    for await (const event of candidate.provider.stream(request)) {
      came = true;
      if (event.type === 'done') {
        ended = true;
        usage = event.usage;
      }
      yield event;
    }
  } finally {
    const cost = usage === null ? null : costOf(candidate, usage);
    const known = cost !== null && 'known' in cost ? cost.known : null;
    // What was refused before its first word costs nothing; what broke off later, nobody knows how much.
    const micros = ended ? known : came || request.signal.aborted ? null : 0;
    await purse.settle(callId, micros).catch((error: unknown) => {
      log.error({ err: error, callId, ...spender }, 'what a call cost could not be counted');
    });
  }
}

async function reserved(callId: string, micros: number, { spender, purse, log }: Around): Promise<boolean> {
  try {
    return await purse.reserve(callId, spender, micros);
  } catch (error) {
    log.error({ err: error, ...spender }, 'no budget could be asked');
    throw new Held('internal', 'No budget could be asked.');
  }
}
