import type { AnswerFailure } from '../../../shared/message.ts';
import type { Candidate } from '../../models/candidate.ts';
import { type ChainPorts, isAborted } from '../../models/chain.ts';
import type { ToolCall, ToolOffer } from '../../providers/provider.ts';
import type { Log } from '../log.ts';
import { askModel } from './askModel.ts';
import type { TurnRequest } from './modelRequest.ts';
import type { Finish } from './nextStep.ts';
import type { LoopPorts, RecordedTurn } from './ports.ts';
import { between, joined, restOf } from './shown.ts';
import { type Share, totalOf } from '../../models/budget/spent.ts';
import { type Answerer, name, show, type State } from './state.ts';
import { takeUp, withOpening } from './steering.ts';

export type TurnAsk = Pick<
  TurnRequest,
  'prompt' | 'maxOutputTokens' | 'signal' | 'settings' | 'onText' | 'onThought' | 'onWait'
> & {
  key: string;
  offers: readonly ToolOffer[];
};

export type Taken =
  | {
      kind: 'turn';
      turn: Pick<RecordedTurn, 'text' | 'calls' | 'kept' | 'by' | 'heldBack'> & { finish: Finish };
      answerer: Answerer;
      /** As it is to be recorded; null where it is. */
      unrecorded: RecordedTurn | null;
    }
  /** `shares` is what it used until then, which is recorded nowhere. */
  | { kind: 'stopped'; shares: readonly Share[] }
  | { kind: 'failed'; failure: AnswerFailure };

/** The next turn of an answer: the recorded one, or a model's, recorded where it ends in calls. Keeps `state` up to date. */
export async function takeTurn(
  ask: TurnAsk,
  state: State,
  ports: { chain: ChainPorts; loop: LoopPorts },
): Promise<Taken> {
  const recorded = await ports.loop.recordedTurn(ask.key);
  takeUp(await ports.loop.steered(ask.key, recorded === null), state);
  if (isAborted(ask.signal)) return { kind: 'stopped', shares: [] };
  if (recorded !== null) {
    const answerer = replay(recorded, ask, state);
    return { kind: 'turn', turn: { ...recorded, finish: 'calls' }, answerer, unrecorded: null };
  }

  const soFar = begunText(ask.key, state, ports.chain.log);
  let begun = soFar !== '';
  const asked = await askModel(
    state.left,
    {
      ...ask,
      ground: state.ground,
      prompt: (candidate) => withOpening(ask.prompt(candidate), state.opening),
      rounds: state.rounds,
      soFar,
      saidBefore: state.said !== '',
      onText(piece) {
        state.firstTokenAt ??= ports.chain.clock.now();
        show(begun ? piece : between(state.shown) + piece, state, ask.onText);
        begun = true;
      },
    },
    ports.chain,
  );
  state.asked = true;
  state.left = asked.left;
  name(asked.sources, state);
  state.shares.push(...asked.shares);
  if (asked.candidate !== null) state.by = byOf(asked.candidate, asked.candidate.model);
  if (asked.kind !== 'turn') return asked;

  const { text, heldBack, done, candidate } = asked.turn;
  state.said = state.shown;
  const answerer = byOf(candidate, done.model);
  state.by = answerer;
  const by = { provider: candidate.provider.id, model: candidate.model };
  const told = withOwnIds(asked.turn.calls, ask.key);
  // What its provider wants back holds all that it wrote.
  const kept = told.changed || heldBack ? null : (done.kept ?? null);
  const turn = { text, calls: told.calls, kept, by, ...(heldBack && { heldBack }) };
  const unrecorded: RecordedTurn = {
    ...turn,
    spent: totalOf(asked.shares),
    shares: asked.shares,
    ...(asked.sources.length > 0 && { sources: asked.sources }),
  };
  const taken = { kind: 'turn' as const, turn: { ...turn, finish: done.finish }, answerer };
  if (done.finish === 'length' || done.finish === 'refused' || turn.calls.length === 0) return { ...taken, unrecorded };
  await ports.loop.recordTurn(ask.key, unrecorded);
  return { ...taken, unrecorded: null };
}

/** People see again what they saw before the process died, and what was not yet kept of it. */
function replay(turn: RecordedTurn, ask: TurnAsk, state: State): Answerer {
  state.said = joined(state.said, turn.text);
  if (state.said.startsWith(state.shown)) show(state.said.slice(state.shown.length), state, ask.onText);
  state.shares.push(...(turn.shares ?? [{ ...turn.by, ...turn.spent }]));
  name(turn.sources ?? [], state);
  const same = (one: Candidate) => one.provider.id === turn.by.provider && one.model === turn.by.model;
  const own = state.left.find(same);
  if (own !== undefined) state.left = [own, ...state.left.filter((one) => one !== own)];
  const answerer = own === undefined ? { ...turn.by, demo: false } : byOf(own, turn.by.model);
  state.by = answerer;
  return answerer;
}

/** The text of the turn that the process died in. */
function begunText(key: string, state: State, log: Log): string {
  const rest = restOf(state.shown, state.said);
  if (rest !== null) return rest;
  log.warn({ turn: key }, 'the text shown does not begin with that of the turns recorded');
  state.said = state.shown;
  return '';
}

function byOf({ provider, because, effort }: Candidate, model: string): Answerer {
  const more = { ...(because !== undefined && { because }), ...(effort !== undefined && { effort }) };
  return { provider: provider.id, model, demo: provider.demo, ...more };
}

/** Some number their calls anew in each turn, or not at all; a result must find its call. */
function withOwnIds(calls: readonly ToolCall[], key: string): { calls: readonly ToolCall[]; changed: boolean } {
  const ids = new Set(calls.map(({ id }) => id));
  if (ids.size === calls.length && !ids.has('')) return { calls, changed: false };
  const round = key.split('/').at(-1);
  return { calls: calls.map((call, position) => ({ ...call, id: `call_${round}_${position}` })), changed: true };
}
