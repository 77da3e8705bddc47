import { anthropicComplaint } from './anthropicChecks.ts';
import { anthropicPlay, frame, messageStart } from './anthropicPlay.ts';
import { type Dialect, startVendorServer, type VendorFault, type VendorServer } from './vendorServer.ts';

const ERRORS: Record<VendorFault, [status: number, type: string, message: string, code?: string]> = {
  'bad-key': [401, 'authentication_error', 'invalid x-api-key'],
  forbidden: [403, 'permission_error', 'Your API key does not have permission to use the specified resource.'],
  'no-credit': [402, 'billing_error', 'Your credit balance is too low to access the Anthropic API.'],
  'spend-cap': [
    429,
    'rate_limit_error',
    'You have reached your specified API usage limits.',
    'enforced_spend_limit_reached',
  ],
  'rate-limited': [429, 'rate_limit_error', 'This request would exceed your rate limit.'],
  'too-long': [400, 'invalid_request_error', 'prompt is too long: 1000211 tokens > 1000000 maximum'],
  'bad-request': [400, 'invalid_request_error', 'messages: at least one message is required'],
  refused: [400, 'invalid_request_error', 'Output blocked by content filtering policy'],
  'not-found': [404, 'not_found_error', 'model: nothing'],
  'server-error': [500, 'api_error', 'Internal server error'],
  overloaded: [529, 'overloaded_error', 'Overloaded'],
};

function errorBody(fault: VendorFault, complaint?: string) {
  const [, type, usual, code] = ERRORS[fault];
  const message = complaint ?? usual;
  const details = code === undefined ? null : { error_code: code };
  return { type: 'error', error: { type, message, details }, request_id: 'req_01' };
}

const dialect: Dialect = {
  path: '/v1/messages',
  modelsPath: '/v1/models',
  keyOf: (headers) => headers['x-api-key']?.toString() ?? headers.authorization?.replace(/^Bearer /, ''),
  opening: (model, usage) => [
    messageStart(model, usage),
    frame({ type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
    frame({ type: 'ping' }),
    frame({ type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } }),
    frame({ type: 'content_block_stop', index: 0 }),
    frame({ type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } }),
  ],
  piece: (text) => [frame({ type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text } })],
  ending: (_whole, _model, { finish, usage }) => [
    frame({ type: 'content_block_stop', index: 1 }),
    frame({
      type: 'message_delta',
      delta: {
        stop_reason: { complete: 'end_turn', length: 'max_tokens', refused: 'refusal' }[finish],
        stop_sequence: null,
      },
      usage: { output_tokens: usage?.outputTokens ?? 0 },
    }),
    frame({ type: 'message_stop' }),
  ],
  complaint: anthropicComplaint,
  play: anthropicPlay,
  inStream: (fault) => [{ event: 'error', data: errorBody(fault) }],
  refusal: (fault, _key, complaint) => ({ status: ERRORS[fault][0], body: errorBody(fault, complaint) }),
  models: (ids) => ({
    data: ids.map((id) => ({
      type: 'model',
      id,
      display_name: id,
      created_at: '2026-10-07T00:00:00Z',
      lifecycle: 'active',
    })),
    has_more: false,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
  }),
};

/** Anthropic's Messages API; give `url` as the base address. */
export function startAnthropicServer(models = ['claude-opus-5-5', 'claude-haiku-5-5']): Promise<VendorServer> {
  return startVendorServer(dialect, models);
}
