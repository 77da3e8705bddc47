import type { AnswerFacts } from '../../../shared/message.ts';
import type { Source } from '../../../shared/toolCard.ts';
import type { StepResult } from '../../engines/engine.ts';
import type { Share } from '../../models/budget/spent.ts';
import type { Candidate } from '../../models/candidate.ts';
import { type ChainPorts, isAborted, type Prompt, unfinished } from '../../models/chain.ts';
import type { CallResult, ModelRequest } from '../../providers/provider.ts';
import type { Tool, ToolContext } from '../../tools/tool.ts';
import type { Ground } from '../confirming/ground.ts';
import { heldBackWords } from '../confirming/words.ts';
import { type Asides, asideOffers } from './asides.ts';
import { offerOf } from './input.ts';
import { lastWords } from './lastWords.ts';
import { leave } from './leave.ts';
import { LIMITS, type LoopLimits } from './limits.ts';
import { type Escalation, type Kept, takeBack, tryAnew } from './escalation.ts';
import { type Ending, nextStep } from './nextStep.ts';
import type { FirstAnswered, LoopPorts } from './ports.ts';
import { postPoll } from './postPoll.ts';
import { runCalls } from './runCalls.ts';
import { joined } from './shown.ts';
import { sourcesOf } from './sourcesOf.ts';
import { type Answerer, beginState, factsOf, show, type State } from './state.ts';
import { type Taken, takeTurn, type TurnAsk } from './takeTurn.ts';
import { UNTRACED } from '../tracer.ts';
import { asksWithAdvice, groundOnceCalled, isToldToAsk } from './heldBack.ts';
import { LAST_ROUND } from './words.ts';

export type LoopRequest = Pick<ToolContext, 'timeZone' | 'language'> & {
  stepId: string;
  candidates: readonly Candidate[];
  /** The conversation, cut to what this model can hold. */
  prompt(candidate: Candidate): Prompt;
  soFar: string;
  maxOutputTokens: number;
  signal: AbortSignal;
  onText(text: string): void;
  onThought?(text: string): void;
  onWait?: TurnAsk['onWait'];
  tools: readonly Tool[];
  asides: Asides;
  /** Words from outside were read in this run before. */
  tainted: boolean;
  /** How much people may see of what its models write, before the first word; all without. */
  ground?: Ground | undefined;
  /** What people wrote. */
  named: readonly string[];
  limits?: LoopLimits;
  settings?: Pick<ModelRequest, 'effort' | 'cacheKey'>;
  /** How an answer is checked and who is asked where it fails; it stands as it is without. */
  escalation?: Escalation;
  /** It was answered anew before the process died. */
  first?: FirstAnswered | null | undefined;
  /** What was kept of what it used where it was left to this process. */
  spent?: readonly Share[] | null | undefined;
};

/** What the step comes to; `ending` is how its model ended it, null where none did; `sources` what its text cites. */
export type LoopEnd = {
  result: StepResult;
  ending: Ending | null;
  tainted: boolean;
  sources: readonly Source[];
  /** The poll that stands in its text may be posted. */
  posts: boolean;
};

/**
 * One step: asks a model, does what it calls, tells it what came of that, and so on until it answers or `nextStep` ends
 * it. Turns and calls that were recorded are taken from there, so that doing a step again executes nothing twice. The
 * result's text is `soFar` and all that went to `onText`. Throws only what `loop` throws.
 */
export async function runLoop(request: LoopRequest, chain: ChainPorts, loop: LoopPorts): Promise<LoopEnd> {
  const { signal, tools, asides, limits = LIMITS, settings = {}, onThought = () => {} } = request;
  const offers = [...tools.map(offerOf), ...asideOffers(asides)];
  const startedAt = chain.clock.now();
  const state = beginState(request);
  const factsBy = (by: Answerer) => factsOf(by, state, { startedAt, now: chain.clock.now() });
  const facts = () => (state.by === null ? null : factsBy(state.by));
  const end = (result: StepResult, ending: Ending | null, posts = false): LoopEnd => {
    return { result, ending, tainted: state.tainted, sources: sourcesOf(result.text, state), posts };
  };
  let aside: Kept | null = null;
  const surroundings = () => ({
    ...{ tainted: state.tainted, texts: namingTexts(request, state), now: chain.clock.now, graceMs: limits.graceMs },
    ...{ timeZone: request.timeZone, language: request.language, signal, ports: loop },
    ...{ log: chain.log, trace: chain.trace ?? UNTRACED },
  });
  const stopped = async (unrecorded: readonly Share[]) => {
    await leave(unrecorded, { request, loop, log: chain.log });
    // There may be recorded turns that were not taken yet: what is recorded says all that was used.
    const isAll = state.asked || unrecorded.length > 0;
    return end({ kind: 'stopped', text: state.shown, facts: isAll ? facts() : null }, null);
  };

  for (;;) {
    const key = `${request.stepId}/${state.rounds.length}`;
    const before = { citations: state.citations, named: new Set(state.named) };
    const taken = await takeTurn({ ...request, key, offers, settings, onThought }, state, { chain, loop });
    if (taken.kind === 'stopped') return stopped(taken.shares);
    if (taken.kind === 'failed') {
      const first = takeBack(aside, state, request.onText);
      if (first !== null) return end(resultOf(first.ending, state.shown, factsBy(first.answerer)), first.ending);
      return end(unfinished(state.shown, taken.failure, facts()), null);
    }

    const earlier = state.rounds.map(({ calls }) => calls);
    const wanted = nextStep({ turn: taken.turn, earlier, tools, asides, limits });
    const isAdvice = asksWithAdvice(wanted, state);
    const held = isAdvice || taken.turn.heldBack === true;
    const next = isAdvice ? { kind: 'final' as const, finish: 'complete' as const } : wanted;
    if (next.kind !== 'call') {
      if (await isToldToAsk(next, taken, { request, state, loop })) continue;
      if (await isSteeredOn(next, taken, { request, state, loop })) continue;
      const anew = held ? null : await tryAnew(next, taken, { request, state, loop, before });
      if (anew !== null) {
        aside = anew;
        continue;
      }
      const words = held ? heldBackWords(state.ground, request.language) : lastWords(next, request);
      show(missing(words, state), state, request.onText);
      const poll = await postPoll(next, taken, { key, state, loop, around: surroundings() });
      if (poll === 'stopped') return stopped([]);
      return end(resultOf(next, state.shown, factsBy(taken.answerer)), next, poll === 'posted');
    }
    const cameOf = await runCalls(next.calls, key, surroundings(), state.citations);
    state.shares.push(...cameOf.shares);
    if (cameOf.stopped || isAborted(signal)) return stopped(cameOf.unrecorded);
    state.tainted ||= cameOf.fromOutside;
    state.ground = groundOnceCalled(state.ground, next.calls, cameOf.results);
    state.citations = cameOf.citations;
    const { text, calls, kept, by } = taken.turn;
    const isLast = state.rounds.length + 1 >= limits.rounds;
    state.rounds.push({ text, calls, kept, by, results: isLast ? withLastWord(cameOf.results) : cameOf.results });
  }
}

/** Where people added something while the last turn was written, that one is kept as any other, and one more follows. */
async function isSteeredOn(
  ending: Ending,
  { turn, unrecorded }: Extract<Taken, { kind: 'turn' }>,
  { request, state, loop }: { request: LoopRequest; state: State; loop: LoopPorts },
): Promise<boolean> {
  const { stepId, limits = LIMITS, signal } = request;
  const round = state.rounds.length;
  if (ending.kind !== 'final' || ending.finish !== 'complete' || round + 1 >= limits.rounds) return false;
  if (isAborted(signal) || (await loop.steered(`${stepId}/${round + 1}`, true)).length === 0) return false;
  if (unrecorded !== null) await loop.recordTurn(`${stepId}/${round}`, unrecorded);
  state.rounds.push({ text: turn.text, calls: [], kept: null, by: turn.by, results: [] });
  return true;
}

/**
 * Where addresses count as named: what people wrote, what was found, and pages that were read. Not what agents wrote, nor
 * what tools say that repeat their input: there a model could name an address itself.
 */
function namingTexts({ named, tools }: LoopRequest, { rounds, citations, opening }: State): string[] {
  const reads = new Set(tools.filter(({ reaches }) => reaches !== undefined).map(({ name }) => name));
  const pages = rounds.flatMap(({ calls, results }) =>
    results.filter(({ callId }) => reads.has(calls.find(({ id }) => id === callId)?.name ?? '')),
  );
  const steers = [opening, ...rounds.map(({ added = '' }) => added)];
  return [...named, ...steers, ...citations.map(({ url }) => url), ...pages.map(({ text }) => text)];
}

function resultOf(ending: Ending, text: string, facts: AnswerFacts): StepResult {
  switch (ending.kind) {
    case 'hand-off':
    case 'ask':
      return { kind: 'complete', text, facts };
    case 'give-up':
      return { kind: 'cut', text, facts, failure: 'cut-short' };
    case 'final':
      switch (ending.finish) {
        case 'complete':
          return { kind: 'complete', text, facts };
        case 'length':
          return { kind: 'cut', text, facts, failure: 'cut-short' };
        case 'refused':
          return unfinished(text, 'refused', facts);
      }
  }
}

/** What people have not yet seen of the words after the last turn. */
function missing(words: string, { said, shown }: State): string {
  const whole = joined(said, words);
  return whole.startsWith(shown) ? whole.slice(shown.length) : joined(shown, words).slice(shown.length);
}

function withLastWord(results: readonly CallResult[]): CallResult[] {
  return results.map((result, at) =>
    at === results.length - 1 ? { ...result, text: `${result.text}\n${LAST_ROUND}` } : result,
  );
}
