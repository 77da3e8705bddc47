import * as z from 'zod/mini';
import { EITHER, type Terms } from './terms.ts';

/** What a tool does to the world beyond reading; `dangerous` cannot be taken back. */
export const PolicyEffect = z.enum(['write', 'dangerous']);
export type PolicyEffect = z.infer<typeof PolicyEffect>;

/** When people are asked: each time, the first time of a tool in a run, or never. From the strictest on. */
export const PolicyAsk = z.enum(['always', 'once', 'never']);
export type PolicyAsk = z.infer<typeof PolicyAsk>;

/** Who may say yes: who asked the agent, those who manage the chat, either, or so many of its people. */
export const PolicyWho = z.enum(['requester', 'admins', 'either', 'quorum']);
export type PolicyWho = z.infer<typeof PolicyWho>;

export const QUORUM = { least: 2, most: 10 } as const;

export const Policy = z.object({
  ask: PolicyAsk,
  who: PolicyWho,
  /** Counts with `quorum` alone. */
  quorum: z.int().check(z.minimum(QUORUM.least), z.maximum(QUORUM.most)),
});
export type Policy = z.infer<typeof Policy>;

/** What several policies come to. */
export type Asking = { ask: PolicyAsk; terms: Terms };

/** Where nobody has said anything. */
export const UNSET: Asking = { ask: 'always', terms: EITHER };

const ASKS = PolicyAsk.options;

export function termsOf({ who, quorum }: Pick<Policy, 'who' | 'quorum'>): Terms {
  return {
    requester: who === 'requester',
    admin: who === 'admins',
    either: who === 'either',
    people: who === 'quorum' ? quorum : 1,
  };
}

/** The strictest of all: asked as often as any of them says, and allowed only by what satisfies each. */
export function combined(policies: readonly Policy[]): Asking {
  if (policies.length === 0) return UNSET;
  const terms = policies.map(termsOf);
  const [requester, admin] = [terms.some((one) => one.requester), terms.some((one) => one.admin)];
  return {
    ask: ASKS.find((ask) => policies.some((policy) => policy.ask === ask)) ?? 'always',
    terms: {
      ...{ requester, admin },
      // Either is satisfied by whichever is demanded; nobody else's voice is of use then.
      either: !requester && !admin && terms.some(({ either }) => either),
      people: Math.max(...terms.map(({ people }) => people)),
    },
  };
}
