import { describe, expect, test } from 'vitest';
import { classify, scrub } from './classify.ts';
import { ProviderError } from './provider.ts';

function apiError(more: Record<string, unknown>, name = 'APIError'): Error {
  return Object.assign(new Error('x'), { name, ...more });
}

function network(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

describe('classify', () => {
  test('leaves our own faults as they are', () => {
    const error = new ProviderError('timeout', 'x');
    expect(classify(error)).toBe(error);
  });

  test.each([
    ['a refused connection', network('ECONNREFUSED'), 'unreachable'],
    ['an unknown host', network('ENOTFOUND'), 'unreachable'],
    ['a passing fault of names', network('EAI_AGAIN'), 'unreachable'],
    ['a connection nobody answers', network('ETIMEDOUT'), 'timeout'],
    ['a reset', network('ECONNRESET'), 'unreachable'],
    ['a socket that closed', network('UND_ERR_SOCKET'), 'unreachable'],
    ['a bare TypeError', new TypeError('terminated'), 'unreachable'],
    ['a connection error of an SDK', apiError({}, 'APIConnectionError'), 'unreachable'],
    ['a time limit', new DOMException('x', 'TimeoutError'), 'timeout'],
    ['a stop', new DOMException('x', 'AbortError'), 'aborted'],
    ['a stop in an SDK', apiError({}, 'APIUserAbortError'), 'aborted'],
    ['broken JSON', new SyntaxError('Unexpected end'), 'overloaded'],
    ['an in-stream overload without a status', apiError({ status: undefined, type: 'overloaded_error' }), 'overloaded'],
    ['an in-stream limit without a status', apiError({ type: 'rate_limit_error' }), 'rate-limited'],
    ['an in-stream lack of credit', apiError({ type: 'billing_error' }), 'out-of-credit'],
    ['an in-stream bad request', apiError({ type: 'invalid_request_error' }), 'bad-request'],
    ['an in-stream lack of room', apiError({ code: 'context_length_exceeded' }), 'too-long'],
    ['an error nobody described', apiError({}), 'overloaded'],
    ['an overload in a body', apiError({ status: 529, error: { error: { type: 'overloaded_error' } } }), 'overloaded'],
    ['a gateway', apiError({ status: 502 }), 'overloaded'],
    ['a conflict', apiError({ status: 409 }), 'overloaded'],
    ['too large a body', apiError({ status: 413 }), 'too-long'],
    ['a policy', apiError({ status: 400, code: 'content_policy_violation' }), 'refused'],
    ['our own mistake', new Error('undefined is not a function'), 'internal'],
    ['no error at all', 'nonsense', 'internal'],
    ['nothing', undefined, 'internal'],
  ])('knows %s', (_, error, fault) => {
    expect(classify(error).fault).toBe(fault);
  });

  test.each([
    ['Your credit balance is too low', 400, 'out-of-credit'],
    ['Insufficient Balance', 402, 'out-of-credit'],
    ['You exceeded your current quota', 429, 'out-of-credit'],
    ["This model's maximum context length is 8192 tokens", 400, 'too-long'],
    ['request (9000 tokens) exceeds the available context size (4096 tokens)', 400, 'too-long'],
    ['temperature must be below 2', 400, 'bad-request'],
    ['Slow down', 429, 'rate-limited'],
  ])('reads %j with %d', (message, status, fault) => {
    expect(classify(Object.assign(new Error(message), { name: 'BadRequestError', status })).fault).toBe(fault);
  });

  test('takes the time to wait from the headers, in every form', () => {
    const wait = (headers: Record<string, string>) =>
      classify(apiError({ status: 429, headers: new Headers(headers) })).retryAfterMs;
    expect(wait({ 'retry-after': '2' })).toBe(2000);
    expect(wait({ 'retry-after-ms': '250', 'retry-after': '2' })).toBe(250);
    expect(wait({ 'retry-after': '-1' })).toBe(0);
    expect(wait({ 'retry-after': new Date(Date.now() - 5000).toUTCString() })).toBe(0);
    expect(wait({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() })).toBeGreaterThan(50_000);
    expect(wait({ 'retry-after': 'soon' })).toBeUndefined();
    expect(wait({})).toBeUndefined();
  });

  test('says facts, not the vendor’s words', () => {
    const error = apiError({
      status: 401,
      code: 'invalid_api_key',
      message: 'Incorrect API key provided: sk-ab***9f.',
    });
    expect(classify(error).message).toBe('The key was refused. (401, invalid_api_key)');
  });
});

test('scrub removes what is or looks like a secret, and shortens', () => {
  expect(scrub('key hunter22 refused', ['hunter22'])).toBe('key *** refused');
  expect(scrub('sk-proj-abcdef123456 and Bearer abc.def.ghi', [])).toBe('*** and ***');
  expect(scrub('AIzaSyA1234567890abcdef', [])).toBe('***');
  expect(scrub('a '.repeat(1000), [])).toHaveLength(300);
  expect(scrub('the model claude-opus-5-5 is overloaded', ['abc'])).toBe('the model claude-opus-5-5 is overloaded');
});
