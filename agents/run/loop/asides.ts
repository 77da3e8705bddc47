import * as z from 'zod';
import { linksIn } from '../../../shared/links.ts';
import type { ToolCall, ToolOffer } from '../../providers/provider.ts';
import { parametersOf, parseInput } from './input.ts';

/**
 * What a model may do instead of answering or calling a tool: hand the step to a colleague, which with `held` waits for a
 * person to say so, or ask a person.
 */
export type Asides = {
  colleagues: readonly { id: string; name: string; about: string }[];
  held?: boolean;
  person: boolean;
};

export type HandOff = { kind: 'hand-off'; to: string; task: string };
export type Question = { kind: 'ask'; question: string; choices: readonly string[] };

export const NO_ASIDES: Asides = { colleagues: [], person: false };

const AT_ONCE = 'Hands the request to a colleague who is better at it, and ends your part.';
const HELD =
  'Asks the person whether the request may go on to a colleague, and ends your part: it has changed hands too often already. Only where you can not answer it.';

const HAND_OVER = 'hand_over';
const ASK = 'ask_person';

/** A choice is sent in the person's name: it names no page and calls nobody, so that a tap allows nothing. */
const Choice = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((text) => linksIn(text).length === 0 && !text.includes('@'), 'no addresses and no @ in a choice');

const Asked = z.object({
  question: z.string().trim().min(1).max(500).describe('One question, in the language of the request.'),
  choices: z.array(Choice).max(4).default([]).describe('Answers to choose from, if any.'),
});

function handOverSchema({ colleagues }: Asides) {
  return z.object({
    to: z.enum(colleagues.map(({ id }) => id)).describe('Who goes on with it.'),
    task: z.string().trim().min(1).max(4000).describe('What is left to do, and what there is to know for it.'),
  });
}

export function asideOffers(asides: Asides): ToolOffer[] {
  const offers: ToolOffer[] = [];
  if (asides.colleagues.length > 0) {
    const lines = asides.colleagues.map(({ id, name, about }) => `- ${id}: ${name}, ${about}`);
    offers.push({
      name: HAND_OVER,
      about: `${asides.held === true ? HELD : AT_ONCE} Call it alone.\n${lines.join('\n')}`,
      parameters: parametersOf(handOverSchema(asides)),
    });
  }
  if (asides.person) {
    offers.push({
      name: ASK,
      about:
        'Asks the person who wrote the request, and ends your part until they answer. Only for what you cannot find out or assume. Call it alone.',
      parameters: parametersOf(Asked),
    });
  }
  return offers;
}

export type Aside = { kind: 'aside'; does: HandOff | Question } | { kind: 'wrong'; text: string };

/** What a call means that is no tool's; null where it is one's. */
export function asideOf(call: ToolCall, asides: Asides): Aside | null {
  if (call.name === HAND_OVER && asides.colleagues.length > 0) {
    const parsed = parseInput(handOverSchema(asides), call);
    return parsed.ok ? { kind: 'aside', does: { kind: 'hand-off', ...parsed.input } } : wrong(parsed.text);
  }
  if (call.name === ASK && asides.person) {
    const parsed = parseInput(Asked, call);
    return parsed.ok ? { kind: 'aside', does: { kind: 'ask', ...parsed.input } } : wrong(parsed.text);
  }
  return null;
}

function wrong(text: string): Aside {
  return { kind: 'wrong', text };
}
