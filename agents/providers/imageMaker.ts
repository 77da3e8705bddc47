import * as z from 'zod';
import type { ImageQuality, ImageSize } from '../models/catalog/imagePrice.ts';
import { asked } from './guarded.ts';
import { openAiClient } from './openai.ts';
import { ProviderError } from './provider.ts';
import { tellingRate, type ToldRate } from './toldRate.ts';

export type ImageRequest = { prompt: string; size: ImageSize; quality: ImageQuality };

/** Who makes pictures from words. Throws ProviderError only. */
export interface ImageMaker {
  readonly providerId: string;
  readonly model: string;
  /** Another one for another key, which it tells nothing of; none where there is no key. */
  readonly credential?: string;
  /** One picture's bytes, of whatever type they turn out to be. */
  generate(request: ImageRequest, signal: AbortSignal, onRate?: (rate: ToldRate) => void): Promise<Uint8Array>;
}

type Options = {
  providerId: string;
  apiKey: string | undefined;
  baseUrl: string;
  model: string;
  /** So long an answer may take. */
  patienceMs?: number | undefined;
};

/** Large ones of high quality take up to two minutes. */
const PATIENCE_MS = 130_000;

/** More than any picture of these sizes has. */
const MOST_BASE64 = 40 * 1024 * 1024;

/** The picture comes with the answer; an address where it might be is not asked. */
const Answer = z.object({ data: z.array(z.object({ b64_json: z.base64().min(1).max(MOST_BASE64) })).min(1) });

/** Whatever speaks OpenAI's image generation. */
export function createImageMaker({ providerId, apiKey, baseUrl, model, patienceMs }: Options): ImageMaker {
  const client = openAiClient(apiKey ?? 'none', baseUrl);
  const secrets = apiKey === undefined ? [] : [apiKey];
  return {
    providerId,
    model,
    async generate({ prompt, size, quality }, signal, onRate) {
      const body = { model, prompt, size, quality, n: 1, output_format: 'png', stream: false } as const;
      const time = AbortSignal.any([signal, AbortSignal.timeout(patienceMs ?? PATIENCE_MS)]);
      const work = tellingRate((await client).images.generate(body, { signal: time }), onRate).catch(unreadable);
      const answer = Answer.safeParse(await asked(work, time, secrets));
      const [picture] = answer.data?.data ?? [];
      if (picture === undefined) throw noPicture();
      return new Uint8Array(Buffer.from(picture.b64_json, 'base64'));
    },
  };
}

/** It was made and is perhaps paid for, so that nobody is to ask for it again. */
function noPicture(): ProviderError {
  return new ProviderError('internal', 'The answer holds no picture.');
}

function unreadable(error: unknown): never {
  throw error instanceof SyntaxError ? noPicture() : error;
}
