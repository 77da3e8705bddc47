import * as z from 'zod/mini';
import { Tier } from './contact.ts';
import { clean } from './text.ts';

/** What a person wants an answer to be given by: a class of models, or one of them by its name, `provider/model`. */
export const ModelChoice = z.union([
  z.strictObject({ tier: Tier }),
  z.strictObject({ model: z.templateLiteral([z.string(), '/', z.string()]).check(clean, z.maxLength(300)) }),
]);
export type ModelChoice = z.infer<typeof ModelChoice>;
