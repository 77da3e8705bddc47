import * as z from 'zod/mini';

/**
 * Why a model answered: `easy`, `medium`, `hard` by how hard the request is; `set` for the agent; `chosen` by a person for
 * this answer, `unmet` where the one they named, which follows after a space, could not be asked; `nearest` where nothing of the wanted class could be asked, with why where that is the same for all of it
 * (the conversation is too long for them, they lack something that is needed, the chat keeps to local ones, they rest after errors), `only` where nothing that is known to suit could;
 * `conversation` because it had read that just before; `cheaper` because money is short; `learned-better` and
 * `learned-cheaper` by what people made of the agent's answers before; `instead` of the model whose name follows after a
 * space, `escalated` after that one's answer had failed its checks.
 */
export const BecauseCode = z.enum([
  'easy',
  'medium',
  'hard',
  'set',
  'chosen',
  'unmet',
  'nearest',
  'nearest-context',
  'nearest-capability',
  'nearest-local',
  'nearest-resting',
  'only',
  'conversation',
  'cheaper',
  'instead',
  'escalated',
  'learned-better',
  'learned-cheaper',
]);
export type BecauseCode = z.infer<typeof BecauseCode>;

/** What a receipt's `because` says; undefined for what a newer server may say. */
export function readBecause(because: string): { code: BecauseCode; model: string } | undefined {
  const [word, model = ''] = because.split(' ', 2);
  const code = BecauseCode.safeParse(word).data;
  return code === undefined ? undefined : { code, model };
}
