import { openAiComplaint } from './openaiChecks.ts';
import { countedOf, openAiPlay, responseOf } from './openaiPlay.ts';
import { type Dialect, startVendorServer, type VendorFault, type VendorServer } from './vendorServer.ts';

type OpenAiError = [status: number, type: string, code: string | null, message: string];

const ERRORS: Record<VendorFault, OpenAiError> = {
  'bad-key': [401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided: KEY.'],
  forbidden: [403, 'invalid_request_error', 'unsupported_country_region_territory', 'Not supported here.'],
  'no-credit': [402, 'billing_error', 'billing_not_active', 'Your account is not active, check your billing details.'],
  'spend-cap': [429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota, check your plan.'],
  'rate-limited': [429, 'requests', 'rate_limit_exceeded', 'Rate limit reached for requests.'],
  'too-long': [
    400,
    'invalid_request_error',
    'context_length_exceeded',
    'Your input exceeds the context window of this model.',
  ],
  'bad-request': [400, 'invalid_request_error', 'unknown_parameter', 'Unknown parameter.'],
  refused: [
    400,
    'image_generation_user_error',
    'moderation_blocked',
    'Your request was rejected by the safety system.',
  ],
  'not-found': [404, 'invalid_request_error', 'model_not_found', 'The model does not exist.'],
  'server-error': [500, 'server_error', null, 'The server had an error while processing your request.'],
  overloaded: [503, 'server_error', 'server_is_overloaded', 'The server is overloaded.'],
};

/** The body of an error as OpenAI and most that imitate it send it. */
export function openAiRefusal(fault: VendorFault, key: string, complaint?: string): { status: number; body: unknown } {
  const [status, type, code, usual] = ERRORS[fault];
  const message = complaint ?? usual;
  return { status, body: { error: { message: message.replace('KEY', key), type, param: null, code } } };
}

export function openAiModels(ids: readonly string[]): unknown {
  return { object: 'list', data: ids.map((id) => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'test' })) };
}

export function bearer(authorization: string | undefined): string | undefined {
  return authorization?.replace(/^Bearer /, '');
}

function createDialect(): Dialect {
  let sequence = 0;
  const frame = (data: { type: string; [field: string]: unknown }) => {
    sequence += 1;
    return { event: data.type, data: { ...data, sequence_number: sequence } };
  };
  const place = { item_id: 'msg_01', output_index: 0, content_index: 0 };
  return {
    path: '/v1/responses',
    modelsPath: '/v1/models',
    keyOf: (headers) => bearer(headers.authorization),
    opening: (model) => [
      frame({ type: 'response.created', response: responseOf(model, {}) }),
      frame({ type: 'response.in_progress', response: responseOf(model, {}) }),
      frame({
        type: 'response.output_item.added',
        output_index: 0,
        item: { id: 'msg_01', type: 'message', status: 'in_progress', role: 'assistant', content: [] },
      }),
      frame({
        type: 'response.content_part.added',
        ...place,
        part: { type: 'output_text', text: '', annotations: [] },
      }),
    ],
    piece: (text) => [frame({ type: 'response.output_text.delta', ...place, delta: text, logprobs: [] })],
    ending(whole, model, { finish, usage }) {
      const output = [
        {
          id: 'msg_01',
          type: 'message',
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'output_text', text: whole, annotations: [] }],
        },
      ];
      const counted = usage && countedOf(usage);
      const done = frame({ type: 'response.output_text.done', ...place, text: whole, logprobs: [] });
      if (finish === 'complete') {
        const response = responseOf(model, { status: 'completed', output, usage: counted });
        return [done, frame({ type: 'response.completed', response })];
      }
      const reason = finish === 'length' ? 'max_output_tokens' : 'content_filter';
      const response = responseOf(model, {
        status: 'incomplete',
        incomplete_details: { reason },
        output,
        usage: counted,
      });
      return [done, frame({ type: 'response.incomplete', response })];
    },
    complaint: openAiComplaint,
    play: (play, body, usage) => openAiPlay(frame, play, { body, usage }),
    inStream(fault, model) {
      const code = fault === 'rate-limited' ? 'rate_limit_exceeded' : 'server_error';
      if (fault === 'overloaded') {
        return [
          frame({ type: 'error', code: 'server_is_overloaded', message: 'The server is overloaded.', param: null }),
        ];
      }
      const error = { code, message: 'Something went wrong.' };
      return [frame({ type: 'response.failed', response: responseOf(model, { status: 'failed', error }) })];
    },
    refusal: openAiRefusal,
    models: openAiModels,
    recordings: openAiRecordings,
    images: openAiImages,
  };
}

/** A picture of one pixel, with a text in it as pictures from elsewhere have them. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const IMAGE_FIELDS = new Set([
  'model',
  'prompt',
  'size',
  'quality',
  'n',
  'output_format',
  'stream',
  'background',
  'user',
]);
const IMAGE_SIZES = new Set(['auto', '1024x1024', '1536x1024', '1024x1536']);

/** OpenAI's image generation, as those that imitate it have it too. */
export const openAiImages: NonNullable<Dialect['images']> = {
  path: '/v1/images/generations',
  complaint(body) {
    const unknown = Object.keys(body).find((field) => !IMAGE_FIELDS.has(field));
    if (unknown !== undefined) return `Unknown parameter: '${unknown}'.`;
    if (typeof body.prompt !== 'string' || body.prompt === '') return "Missing required parameter: 'prompt'.";
    if (typeof body.size !== 'string' || !IMAGE_SIZES.has(body.size)) return "Invalid value for 'size'.";
    return ['low', 'medium', 'high', 'auto'].includes(String(body.quality)) ? null : "Invalid value for 'quality'.";
  },
  answer: ({ size, quality }) => ({
    created: 1_790_000_000,
    ...{ background: 'opaque', output_format: 'png', size, quality },
    data: [{ b64_json: PICTURE.toString('base64') }],
    usage: {
      input_tokens: 12,
      input_tokens_details: { text_tokens: 12, image_tokens: 0 },
      output_tokens: 272,
      total_tokens: 284,
    },
  }),
};

const HEARD = new Set(['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']);

/** OpenAI's transcriptions, as those that imitate it have them too. */
export const openAiRecordings: NonNullable<Dialect['recordings']> = {
  path: '/v1/audio/transcriptions',
  check({ name, fields }) {
    const wrong = (param: string, message: string, code: string | null) => ({
      status: 400,
      body: { error: { message, type: 'invalid_request_error', param, code } },
    });
    if (fields.model === undefined) return wrong('model', 'you must provide a model parameter', null);
    if (HEARD.has(name.split('.').at(-1) ?? '')) return undefined;
    return wrong('file', 'Unrecognized file format.', 'unsupported_value');
  },
  answer: (text) => ({ text, usage: { type: 'duration', seconds: 2 } }),
};

/** OpenAI's Responses API, models and transcriptions; give `${url}/v1` as the base address. */
export function startOpenAiServer(models = ['gpt-6.1-sol', 'gpt-6-luna']): Promise<VendorServer> {
  return startVendorServer(createDialect(), models);
}
