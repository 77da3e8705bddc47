import type { AnswerFacts, FirstAnswer } from '../../../shared/message.ts';
import type { Effort } from '../../../shared/effort.ts';
import type { Candidate } from '../../models/candidate.ts';
import { type Citations, cite } from '../../tools/web/citations.ts';
import type { Ground } from '../confirming/ground.ts';
import type { DoneRound } from './modelRequest.ts';
import type { FirstAnswered, NamedSource } from './ports.ts';
import { type Share, usedBy } from '../../models/budget/spent.ts';

/** Whom the receipt names. */
export type Answerer = { provider: string; model: string; demo: boolean; because?: string; effort?: Effort };

/** What is known of an answer while it is made. */
export type State = {
  /** What people see. */
  shown: string;
  /** The text of the turns that are over: all they see, unless the process died in the middle of the next. */
  said: string;
  /** Whom to ask, the one that answered last first. */
  left: readonly Candidate[];
  rounds: DoneRound[];
  /** What people added before the first turn; empty where nothing. */
  opening: string;
  /** What was used for it, by whom. */
  shares: Share[];
  /** A model was asked, so that no recorded turn is left to be taken. */
  asked: boolean;
  by: Answerer | null;
  firstTokenAt: number | null;
  tainted: boolean;
  /** How much of it people may see, as things stand. */
  ground: Ground;
  /** What it may cite, by number. */
  citations: Citations;
  /** The numbers of those that a provider named. */
  named: Set<number>;
  /** Who answered before, whose answer failed its checks; null where nobody did. */
  first: FirstAnswer | null;
};

type Given = {
  soFar: string;
  candidates: readonly Candidate[];
  tainted: boolean;
  ground?: Ground | undefined;
  /** It was answered anew before the process died. */
  first?: FirstAnswered | null | undefined;
  /** What was kept of what it used where it was left to this process. */
  spent?: readonly Share[] | null | undefined;
};

export function beginState(given: Given): State {
  return {
    shown: given.soFar,
    said: '',
    left: given.candidates,
    rounds: [],
    opening: '',
    shares: [...(given.first?.shares ?? []), ...(given.spent ?? [])],
    asked: false,
    by: null,
    firstTokenAt: null,
    tainted: given.tainted,
    ground: given.ground ?? 'free',
    citations: [],
    named: new Set(),
    first: given.first?.answer ?? null,
  };
}

/** Adds to what people see. */
export function show(piece: string, state: State, onText: (text: string) => void): void {
  if (piece === '') return;
  state.shown += piece;
  onText(piece);
}

/** Numbers what a provider named for a turn; that is from outside. */
export function name(sources: readonly NamedSource[], state: State): void {
  for (const { url, title } of sources) {
    const source = { url, title, quote: '' };
    state.citations = cite(state.citations, { text: '', sources: [source] }).citations;
    state.named.add(1 + state.citations.findIndex((known) => known.url === url && known.quote === ''));
    state.tainted = true;
  }
}

/** Times are milliseconds since 1970. */
export function factsOf(
  by: Answerer,
  state: State,
  { startedAt, now }: { startedAt: number; now: number },
): AnswerFacts {
  return {
    ...by,
    durationMs: now - startedAt,
    firstTokenMs: state.firstTokenAt === null ? null : state.firstTokenAt - startedAt,
    ...usedBy(by, state.shares),
    ...(state.first !== null && { first: state.first }),
  };
}
