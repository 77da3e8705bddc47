import * as z from 'zod';
import { advises } from '../../run/confirming/forThem.ts';
import type { Tool } from '../tool.ts';

const WITHOUT_ADVICE = 'only what you understood of them: nothing they should do, and not what they have';

const Understood = z.object({
  understood: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .refine((text) => !advises(text), WITHOUT_ADVICE)
    .describe('What you understood of the person and their situation, in their language, as they will read it.'),
  unsure: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(200)
        .refine((text) => !advises(text), WITHOUT_ADVICE),
    )
    .max(8)
    .optional()
    .describe('What you do not know and would matter, a short line each.'),
});
export type Understood = z.infer<typeof Understood>;

/** Puts what was understood before the person who asked; it changes nothing, but their yes is theirs alone. */
export function confirmTool(): Tool<Understood> {
  return {
    name: 'confirm_understanding',
    about: [
      'Shows the person who asked what you understood of them and waits until they say whether that is right.',
      'Call it alone, before any advice that is for them and not for everybody. Where they say no you read why, if they said so.',
    ].join('\n'),
    effect: 'write',
    personal: true,
    confirms: true,
    input: Understood,
    limits: { timeMs: 5_000, characters: 1_000 },
    run: () =>
      Promise.resolve({
        kind: 'done',
        text: 'The person has confirmed that this is right. Go on from it, and from nothing else about them.',
        fromOutside: false,
      }),
  };
}
