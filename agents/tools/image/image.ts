import * as z from 'zod';
import { fileName } from '../../../shared/fileName.ts';
import type { ToolFailure } from '../../../shared/toolCard.ts';
import type { Drawn } from '../../models/pictures/drawPicture.ts';
import type { ImageQuality, ImageSize } from '../../models/catalog/imagePrice.ts';
import type { ImageRequest } from '../../providers/imageMaker.ts';
import type { Trace } from '../../run/tracer.ts';
import type { Tool, ToolResult } from '../tool.ts';

/** Has a picture made by a provider, and paid for. */
export type MakeImage = (request: ImageRequest, signal: AbortSignal, trace?: Trace) => Promise<Drawn>;

const Image = z.strictObject({
  prompt: z.string().trim().min(1).max(4_000).describe('What is to be seen, and how: subject, setting, style, light'),
  shape: z.enum(['square', 'landscape', 'portrait']).default('square'),
  quality: z.enum(['low', 'medium', 'high']).default('medium').describe('"high" costs several times as much'),
});
export type Image = z.infer<typeof Image>;

const SIZES: Record<Image['shape'], ImageSize> = {
  square: '1024x1024',
  landscape: '1536x1024',
  portrait: '1024x1536',
};

/** A picture made from words. It costs money and sends the words to the provider, so people are asked as for changes. */
export function imageTool(make: MakeImage): Tool<Image> {
  return {
    name: 'make_image',
    about: [
      'Has a picture made from words and attaches it to the answer. It costs money, and a person is asked before it is done.',
      '{"prompt":"A beehive on a city roof at dawn, watercolour, soft light","shape":"landscape","quality":"medium"}',
      'Only where people asked for a picture. Nothing private goes into the prompt: it is sent to a provider. For figures use chart.',
    ].join('\n'),
    effect: 'write',
    input: Image,
    limits: { timeMs: 360_000, characters: 1_000 },
    async run({ prompt, shape, quality }, { signal, progress, trace }) {
      progress(0.1);
      const made = await make({ prompt, size: SIZES[shape], quality: quality satisfies ImageQuality }, signal, trace);
      const { shares } = made;
      if (made.kind === 'failed') return { ...FAILED[made.fault], kind: 'failed', shares };
      progress(0.9);
      // What it is to show is what it is called, for who does not see it.
      const files = [{ name: fileName(prompt, 'png'), bytes: made.bytes }];
      const text = 'The picture is attached to the answer, which you do not see. Do not describe what you cannot know.';
      return { kind: 'done', text, fromOutside: false, files, shares };
    },
  };
}

type Failed = Pick<Extract<ToolResult, { kind: 'failed' }>, 'failure' | 'text'>;

function failed(failure: ToolFailure, text: string): Failed {
  return { failure, text: `${text} No picture was made.` };
}

const LATER = failed('unreachable', 'The provider could not be reached, or failed. It may work later.');

const FAILED: Record<Extract<Drawn, { kind: 'failed' }>['fault'], Failed> = {
  'no-price': failed(
    'over-budget',
    'Nobody knows what a picture costs, and a budget limits it; an admin can enter it.',
  ),
  'over-budget': failed('over-budget', 'A budget is used up.'),
  refused: failed('refused', "The provider's rules do not allow this picture. Say so; do not try to get round it."),
  'rate-limited': failed('rate-limited', 'The provider takes no more requests right now. It may work in a minute.'),
  'out-of-credit': failed('no-key', "The provider's account has no credit left. An admin has to see to it."),
  'bad-key': failed('no-key', 'The provider does not take the key. An admin has to see to it.'),
  'too-long': failed('too-large', 'The prompt is too long.'),
  'bad-request': failed('bad-input', 'The provider did not accept the request. Try other words or another shape.'),
  timeout: failed('timeout', 'The provider kept silent for too long.'),
  aborted: failed('failed', 'It was stopped.'),
  overloaded: LATER,
  unreachable: LATER,
  'cut-short': LATER,
  internal: failed('failed', 'The provider failed in an unexpected way.'),
};
