import { asked } from './guarded.ts';
import { openAiClient } from './openai.ts';
import { ProviderError } from './provider.ts';

/** Something that was said. */
export type Recording = { bytes: Uint8Array; mime: string };

/** Who writes down what was said. Throws ProviderError only. */
export interface Transcriber {
  readonly providerId: string;
  /** The text, as it was said; empty where nothing was. */
  transcribe(recording: Recording, signal: AbortSignal): Promise<string>;
}

type Options = { providerId: string; apiKey: string | undefined; baseUrl: string; model: string };

/** Vendors tell the format by the name, and take no more than this. */
const ENDINGS: Readonly<Record<string, string>> = {
  'audio/webm': 'webm',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
};
const MOST_BYTES = 25 * 1024 * 1024;

/** Models that write down what was said, the best first. */
const KINDS = [/^gpt-transcribe/i, /transcribe(?!.*diarize)/i, /whisper/i, /voxtral/i];

/** The model among these that transcribes best; undefined where none does. */
export function transcribingModel(models: readonly string[]): string | undefined {
  return KINDS.map((kind) => models.find((model) => kind.test(model))).find((model) => model !== undefined);
}

/** Whatever speaks OpenAI's transcriptions. */
export function createTranscriber({ providerId, apiKey, baseUrl, model }: Options): Transcriber {
  const client = openAiClient(apiKey ?? 'none', baseUrl);
  const secrets = apiKey === undefined ? [] : [apiKey];
  return {
    providerId,
    async transcribe({ bytes, mime }, signal) {
      const ending = ENDINGS[mime];
      if (ending === undefined || bytes.length > MOST_BYTES) {
        throw new ProviderError('bad-request', 'No provider takes a recording like this.');
      }
      const file = new File([new Uint8Array(bytes)], `voice.${ending}`, { type: mime });
      const { audio } = await client;
      const written = audio.transcriptions.create({ file, model, response_format: 'json' }, { signal });
      const { text } = await asked(written, signal, secrets);
      if (typeof text !== 'string') throw new ProviderError('internal', 'The answer holds no text.');
      return text;
    },
  };
}
