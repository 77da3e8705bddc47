import type { Candidate } from '../../models/candidate.ts';
import type { Prompt } from '../../models/chain.ts';
import type { ModelRequest, Round, ToolOffer } from '../../providers/provider.ts';
import type { Ground } from '../confirming/ground.ts';
import { roundCharacters } from './roundCharacters.ts';
import { trimRounds } from './trimRounds.ts';

/** A round, and who was asked for it. */
export type DoneRound = Round & { by: { provider: string; model: string } };

export type TurnRequest = {
  prompt(candidate: Candidate): Prompt;
  offers: readonly ToolOffer[];
  rounds: readonly DoneRound[];
  /** Text of this turn that people have seen already. */
  soFar: string;
  /** Decides how much of it people may see; all without. */
  ground?: Ground | undefined;
  /** People have seen text of the turns before. */
  saidBefore: boolean;
  settings: Pick<ModelRequest, 'effort' | 'cacheKey'>;
  maxOutputTokens: number;
  signal: AbortSignal;
  onText(text: string): void;
  onThought(text: string): void;
  /** Hears that there is no room for it yet, and how long that may take; given where somebody waits for the answer. */
  onWait?: ((candidate: Candidate, waitMs: number) => void) | undefined;
};

/** A turn's request as this model can take it. */
export function modelRequest(candidate: Candidate, request: TurnRequest): ModelRequest {
  const { rounds, settings, soFar, signal } = request;
  const offers = candidate.callsTools ? request.offers : [];
  const prompt = request.prompt(candidate);
  const { contextTokens } = candidate;
  const maxOutputTokens = Math.min(
    request.maxOutputTokens,
    candidate.outputTokens ?? request.maxOutputTokens,
    Math.floor(contextTokens / 4),
  );
  const room = roundCharacters({ contextTokens, maxOutputTokens }, prompt, offers);
  return {
    ...prompt,
    ...(candidate.effort !== undefined && { effort: candidate.effort }),
    ...settings,
    model: candidate.model,
    ...(offers.length > 0 && { tools: offers }),
    ...(rounds.length > 0 && {
      rounds: trimRounds(
        rounds.map((round) => roundFor(candidate, round)),
        room,
      ),
    }),
    soFar,
    maxOutputTokens,
    signal,
  };
}

/** What one model thought means nothing to another, and many refuse it. */
function roundFor(candidate: Candidate, { by, ...round }: DoneRound): Round {
  const own = by.provider === candidate.provider.id && by.model === candidate.model;
  return own ? round : { ...round, kept: null };
}
