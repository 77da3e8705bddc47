import type { AnswerFailure } from '../../../shared/message.ts';
import type { Candidate } from '../../models/candidate.ts';
import {
  type ChainPorts,
  isAborted,
  LONGEST_WAIT_MS,
  type Patience,
  remaining,
  SHORT_WAIT_MS,
} from '../../models/chain.ts';
import { failureOf } from '../../models/failureOf.ts';
import { consequenceOf } from '../../models/limits/consequence.ts';
import { Held } from '../../models/limits/held.ts';
import { breakerNameOf, credentialOf } from '../../models/limits/limitKey.ts';
import type { ToolCall } from '../../providers/provider.ts';
import type { Credentials } from '../../models/limits/credentials.ts';
import type { TracedEnd } from '../tracer.ts';
import { attempt, type Done, isPaid, spentIn, tracedEnd } from './attempt.ts';
import type { TurnRequest } from './modelRequest.ts';
import type { NamedSource } from './ports.ts';
import type { Share } from '../../models/budget/spent.ts';
import { beginAttempt } from './tracedModel.ts';

/** What a wait may be longer than it was said to be. */
const SLACK_MS = 200;

/** A turn as it came to its end; `text` is all that people may see of it, what was shown before included. */
export type Turn = {
  text: string;
  /** More was written than that. */
  heldBack: boolean;
  calls: readonly ToolCall[];
  done: Done;
  candidate: Candidate;
};

/**
 * `shares` is what each attempt used that did anything that counts; `candidate` made the last of those. `sources` are
 * those of what people have seen: an attempt of which nothing stays has numbered nothing.
 */
export type Asked = {
  left: Candidate[];
  shares: readonly Share[];
  candidate: Candidate | null;
  sources: readonly NamedSource[];
} & ({ kind: 'turn'; turn: Turn } | { kind: 'stopped' } | { kind: 'failed'; failure: AnswerFailure });

/**
 * Asks one model after the other for the next turn, as `consequenceOf` decides. Text that was shown in an attempt ends it
 * there; a turn that broke off after a call had begun is asked for again, at the next model where there is one: its
 * calls are dropped, and its text, which people have seen, is gone on from. Never throws.
 */
export async function askModel(
  candidates: readonly Candidate[],
  request: TurnRequest,
  ports: ChainPorts,
): Promise<Asked> {
  const random = ports.random ?? Math.random;
  let left = usable(candidates, request, ports.credentials);
  let tries = 0;
  let failure: AnswerFailure | null = null;
  let soFar = request.soFar;
  let worked: Candidate | null = null;
  const sources: NamedSource[] = [];
  const shares: Share[] = [];

  for (let candidate = left[0]; candidate !== undefined; candidate = left[0]) {
    if (tries === 0 && left.length > 1 && ports.breaker?.allows(breakerNameOf(candidate)) === false) {
      failure ??= 'overloaded';
      left = left.slice(1);
      continue;
    }
    tries += 1;
    const startedAt = ports.clock.now();
    const span = beginAttempt(candidate, { attempt: tries, round: request.rounds.length }, ports.trace);
    // Nobody else can be asked.
    const patience = left.length === 1 ? patienceFor(candidate, request.onWait) : undefined;
    const attempted = await attempt(candidate, { ...request, soFar }, { ...ports, patience });
    const tell = (more: TracedEnd) => span.end({ ...tracedEnd(candidate, attempted, startedAt), ...more });
    const { added, heldBack, calls, ended } = attempted;
    const shown = added !== '';
    const begun = calls.length > 0;
    if (isPaid(attempted)) {
      const model = 'type' in ended ? ended.model : candidate.model;
      shares.push({ provider: candidate.provider.id, model, ...spentIn(candidate, attempted) });
      worked = candidate;
    }
    if (shown || 'type' in ended) sources.push(...attempted.sources);
    const outcome = () => ({ left, shares, candidate: worked, sources });
    soFar += added;

    if ('type' in ended) {
      tell({ model: ended.model, finish: ended.finish });
      ports.models.succeeded(candidate.provider.id);
      ports.breaker?.record(breakerNameOf(candidate), true);
      ports.credentials?.succeeded(credentialOf(candidate));
      return { kind: 'turn', turn: { text: soFar, heldBack, calls, done: ended, candidate }, ...outcome() };
    }
    const { error } = ended;
    if (error.fault === 'aborted' || isAborted(request.signal)) {
      tell({ stopped: true });
      return { kind: 'stopped', ...outcome() };
    }
    const progress = begun ? 'call' : shown ? 'text' : request.rounds.length > 0 ? 'executed' : 'nothing';
    const leftMs = LONGEST_WAIT_MS[patience === undefined ? 'usual' : 'patient'] + SLACK_MS;
    const follows = consequenceOf(error.fault, {
      ...{ tries, retryAfterMs: error.retryAfterMs, leftMs, progress, random: random() },
    });
    if (!(error instanceof Held)) {
      ports.models.failed(candidate.provider.id, error);
      if (follows.breaker?.of === 'model') ports.breaker?.record(breakerNameOf(candidate), false);
      if (follows.breaker?.of === 'credential') {
        ports.credentials?.rest(credentialOf(candidate), follows.breaker.forMs);
      }
    }
    ports.log.warn(
      {
        provider: candidate.provider.id,
        model: candidate.model,
        fault: error.fault,
        tries,
        round: request.rounds.length,
        err: error,
      },
      'a model did not answer',
    );
    failure ??= failureOf(error.fault);

    const { retry, next } = follows;
    const isOver = next === 'nobody' || (shown && !begun);
    const again = !isOver && !(begun && left.length > 1) ? retry : null;
    tell({ error: error.fault, held: error instanceof Held, ...(again !== null && { retryInMs: again.waitMs }) });
    // People have seen text that nobody can take back.
    if (isOver) return { kind: 'failed', failure: failureOf(error.fault), ...outcome() };
    if (again !== null) {
      patience?.onWait(again.waitMs);
      await ports.clock.sleep(again.waitMs, request.signal);
      if (isAborted(request.signal)) return { kind: 'stopped', ...outcome() };
    } else {
      left = remaining(left, candidate, retry === null ? next : 'model');
      tries = 0;
    }
  }
  return { kind: 'failed', failure: failure ?? 'no-model', left, shares, candidate: worked, sources };
}

/** Who calls no tools can't read what came of calls; whose key was refused is asked where there is nobody else. */
function usable(candidates: readonly Candidate[], { rounds }: TurnRequest, credentials?: Credentials): Candidate[] {
  const able = candidates.filter(({ callsTools }) => callsTools);
  const left = rounds.length > 0 && able.length > 0 ? able : [...candidates];
  if (credentials === undefined) return left;
  const paid = new Map([...new Set(left.map(credentialOf))].map((name) => [name, credentials.allows(name)]));
  const open = left.filter((candidate) => paid.get(credentialOf(candidate)) === true);
  return open.length > 0 ? open : left;
}

function patienceFor(candidate: Candidate, onWait: TurnRequest['onWait']): Patience | undefined {
  if (onWait === undefined) return undefined;
  return {
    onWait(waitMs) {
      if (waitMs > SHORT_WAIT_MS) onWait(candidate, waitMs);
    },
  };
}
