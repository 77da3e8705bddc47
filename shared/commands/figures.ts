import * as z from 'zod/mini';
import { ModelFacts, ModelFigures } from '../modelFigures.ts';
import { ProviderId } from '../provider.ts';
import { clean } from '../text.ts';
import { Nothing } from './common.ts';

const ModelName = z.string().check(clean, z.minLength(1), z.maxLength(300));

/** What admins may ask and say of the prices of models. */
export const figureCommands = {
  'figures:list': { input: z.object({ providerId: ProviderId }), output: z.object({ models: z.array(ModelFacts) }) },
  /** Null is what the catalog says. `zeroIsFree` is said for figures of 0, which are refused without. */
  'figures:set': {
    input: z.object({ model: ModelName, figures: ModelFigures, zeroIsFree: z.boolean() }),
    output: Nothing,
  },
  'figures:reset': { input: z.object({ model: ModelName }), output: Nothing },
} as const;
