import type { FirstAnswer } from '../../../shared/message.ts';
import type { Candidate } from '../../models/candidate.ts';
import type { Tool } from '../../tools/tool.ts';
import type { Citations } from '../../tools/web/citations.ts';
import { flawIn } from '../checks/flawIn.ts';
import type { Ending } from './nextStep.ts';
import type { LoopPorts } from './ports.ts';
import { joined } from './shown.ts';
import { isBy, totalOf } from '../../models/budget/spent.ts';
import { type Answerer, show, type State } from './state.ts';
import type { Taken } from './takeTurn.ts';

/** What an answer of a cheap model is held against, and who answers where it fails. */
export type Escalation = {
  /** The words of the request, and what else its agent was told to do. */
  request: string;
  instructions: readonly string[];
  /** Whether anybody would be asked in the place of this one. */
  mayReplace(by: Candidate): boolean;
  /** Whom to ask in the place of this one, as things stand now; nobody where a person, the agent or money says so. */
  better(by: Candidate): Promise<readonly Candidate[]>;
  /** Hears that somebody else is asked now. */
  onAnew(candidate: Candidate): void;
};

type Around = {
  request: { escalation?: Escalation; soFar: string; tools: readonly Tool[]; signal: AbortSignal };
  state: State;
  loop: Pick<LoopPorts, 'answerAnew'>;
  /** What could be cited before the turn. */
  before: { citations: Citations; named: Set<number> };
};

/** An answer that was put aside, until another is there. */
export type Kept = { text: string; ending: Ending; answerer: Answerer; before: Around['before'] };

/**
 * Puts an answer aside that failed its checks, and prepares `state` for the next turn to be asked of a better model. At most
 * once, never where people had seen text before this began, nor where a tool with effects was called. Null where the
 * answer stands; what a provider's own rules refuse is not asked elsewhere.
 */
export async function tryAnew(
  ending: Ending,
  { turn, answerer, unrecorded }: Extract<Taken, { kind: 'turn' }>,
  { request, state, loop, before }: Around,
): Promise<Kept | null> {
  const { escalation, tools, signal } = request;
  const [by] = state.left;
  if (escalation === undefined || by === undefined || state.first !== null || request.soFar !== '') return null;
  if (ending.kind !== 'final' || ending.finish === 'refused' || !escalation.mayReplace(by)) return null;
  const called = state.rounds.flatMap(({ calls }) => calls.map(({ name }) => name));
  const flaw = flawIn({
    ...{ text: turn.text, finish: ending.finish, citations: state.citations, called },
    request: escalation.request,
    instructions: escalation.instructions,
    offered: tools.map(({ name }) => name),
  });
  if (flaw === null || called.some((name) => tools.find((tool) => tool.name === name)?.effect !== 'read')) return null;
  const candidates = await escalation.better(by);
  const [first] = candidates;
  if (first === undefined || signal.aborted) return null;

  const { shown: text } = state;
  const said = state.rounds.reduce((all, round) => joined(all, round.text), '');
  const { provider, model } = answerer;
  const shown = text.slice(said.length).trim() !== '';
  const { costMicros } = totalOf(state.shares.filter((share) => share.agentId === undefined && isBy(share, answerer)));
  const answer: FirstAnswer = { provider, model, flaw, shown, costMicros };
  await loop.answerAnew({ answer, shares: unrecorded?.shares ?? [] }, said);
  const kept = { text, ending, answerer, before: { citations: state.citations, named: state.named } };
  escalation.onAnew(first);
  state.first = answer;
  state.left = candidates;
  state.said = said;
  state.shown = said;
  state.citations = before.citations;
  state.named = before.named;
  return kept;
}

/** Where nobody better answered after all, the answer that was put aside stands; null where none was, or another began. */
export function takeBack(kept: Kept | null, state: State, onText: (text: string) => void): Kept | null {
  if (kept === null || state.shown !== state.said) return null;
  state.first = null;
  state.citations = kept.before.citations;
  state.named = kept.before.named;
  show(kept.text.slice(state.shown.length), state, onText);
  return kept;
}
