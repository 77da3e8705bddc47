import * as z from 'zod';
import type { ImageQuality, ImageSize } from '../models/catalog/imagePrice.ts';
import { asked } from './guarded.ts';
import { openAiClient } from './openai.ts';
import { ProviderError } from './provider.ts';

export type ImageRequest = { prompt: string; size: ImageSize; quality: ImageQuality };

/** Who makes pictures from words. Throws ProviderError only. */
export interface ImageMaker {
  readonly providerId: string;
  readonly model: string;
  /** One picture's bytes, of whatever type they turn out to be. */
  generate(request: ImageRequest, signal: AbortSignal): Promise<Uint8Array>;
}

type Options = { providerId: string; apiKey: string | undefined; baseUrl: string; model: string };

/** More than any picture of these sizes has. */
const MOST_BASE64 = 40 * 1024 * 1024;

/** The picture comes with the answer; an address where it might be is not asked. */
const Answer = z.object({ data: z.array(z.object({ b64_json: z.base64().min(1).max(MOST_BASE64) })).min(1) });

/** Whatever speaks OpenAI's image generation. */
export function createImageMaker({ providerId, apiKey, baseUrl, model }: Options): ImageMaker {
  const client = openAiClient(apiKey ?? 'none', baseUrl);
  const secrets = apiKey === undefined ? [] : [apiKey];
  return {
    providerId,
    model,
    async generate({ prompt, size, quality }, signal) {
      const body = { model, prompt, size, quality, n: 1, output_format: 'png', stream: false } as const;
      const answer = Answer.safeParse(await asked(client.images.generate(body, { signal }), signal, secrets));
      const [picture] = answer.data?.data ?? [];
      if (picture === undefined) throw new ProviderError('internal', 'The answer holds no picture.');
      return new Uint8Array(Buffer.from(picture.b64_json, 'base64'));
    },
  };
}
