import { type Fault, ProviderError } from './provider.ts';

/** What the vendors' errors have in common, read from their fields; their classes are not needed. */
type Signs = {
  name: string;
  status: number | undefined;
  /** The vendor's machine-readable words for it: type and code, of the error and of its body. */
  codes: readonly string[];
  text: string;
  /** Code of the system's network error, as in ECONNREFUSED. */
  network: string | undefined;
  retryAfterMs: number | undefined;
};

const OUT_OF_CREDIT =
  /insufficient_(quota|balance|credits?)|billing|spend_limit|spend_cap|credit_balance|quota_exceeded|payment_required|organization_on_hold/;
const OVERLOADED =
  /overloaded|server_error|api_error|internal_error|service_unavailable|engine_overloaded|slow_down|timeout_error|vector_store_timeout/;
const TOO_LONG = /context_length_exceeded|context_window|request_too_large|string_above_max_length|prompt_too_long/;
const TOO_LONG_TEXT =
  /context (length|window|size)|maximum context|prompt is too long|too many tokens|exceeds? the (model'?s )?(maximum|context)|input is too long|n_ctx/i;
const CREDIT_TEXT =
  /credit balance|insufficient (balance|credit|quota|funds)|exceeded your current quota|spend(ing)? (limit|cap)|billing/i;
const BAD_KEY =
  /authentication_error|permission_error|invalid_api_key|invalid_authentication|account_deactivated|unauthorized/;
const REFUSED = /content_filter|moderation_blocked|content_policy|policy_violation|bio_policy|invalid_prompt|refusal/;
const RATE_LIMITED = /rate_limit|ramp_limit|too_many_requests/;

/**
 * Makes one of our faults out of whatever an SDK threw. The message holds no text of the vendor's; the cause holds it
 * with everything that looks like a secret removed.
 */
export function classify(error: unknown, secrets: readonly string[] = []): ProviderError {
  if (error instanceof ProviderError) return error;
  const signs = signsOf(error);
  const fault = faultOf(signs);
  const facts = [signs.status, ...signs.codes, signs.network].filter((fact) => fact !== undefined).join(', ');
  return new ProviderError(fault, facts === '' ? WORDS[fault] : `${WORDS[fault]} (${facts})`, {
    retryAfterMs: TELLS_WHEN.includes(fault) ? signs.retryAfterMs : undefined,
    cause: new Error(scrub(`${signs.name}: ${signs.text}`, secrets)),
  });
}

/** Those that pass, so that it means something when. */
const TELLS_WHEN: readonly Fault[] = ['rate-limited', 'overloaded', 'out-of-credit'];

const WORDS: Record<Fault, string> = {
  'bad-key': 'The key was refused.',
  'out-of-credit': 'The account has no credit left or reached its spending limit.',
  'rate-limited': 'Too many requests for this account.',
  overloaded: 'The provider is overloaded or failed.',
  unreachable: 'The provider could not be reached, or the connection broke.',
  timeout: 'The provider kept silent for too long.',
  'too-long': 'The conversation is too long for this model.',
  refused: 'The model declined to answer.',
  'cut-short': 'The stream ended before the answer did.',
  'over-budget': 'A budget is used up.',
  'bad-request': 'The provider did not accept the request.',
  aborted: 'Stopped.',
  internal: 'The provider failed in an unexpected way.',
};

export function faultOf({ name, status, codes, text, network }: Signs): Fault {
  const has = (pattern: RegExp) => codes.some((code) => pattern.test(code));
  if (/AbortError|APIUserAbortError/.test(name)) return 'aborted';
  if (/TimeoutError|APIConnectionTimeoutError/.test(name) || network === 'ETIMEDOUT') return 'timeout';
  if (status === 402 || has(OUT_OF_CREDIT)) return 'out-of-credit';
  if (status === 429) return CREDIT_TEXT.test(text) ? 'out-of-credit' : 'rate-limited';
  if (status === 401 || status === 403 || has(BAD_KEY)) return 'bad-key';
  if (status === 413 || has(TOO_LONG)) return 'too-long';
  if (has(REFUSED)) return 'refused';
  if (status === 408 || status === 409 || (status !== undefined && status >= 500)) return 'overloaded';
  if (status !== undefined && status >= 400) {
    if (TOO_LONG_TEXT.test(text)) return 'too-long';
    return status === 400 && CREDIT_TEXT.test(text) ? 'out-of-credit' : 'bad-request';
  }
  if (has(RATE_LIMITED)) return 'rate-limited';
  if (has(OVERLOADED)) return 'overloaded';
  if (has(/invalid_request|not_found/)) return TOO_LONG_TEXT.test(text) ? 'too-long' : 'bad-request';
  if (network !== undefined || /APIConnectionError/.test(name)) return 'unreachable';
  if (name === 'TypeError' || /terminated|fetch failed|socket|ECONN|network/i.test(text)) return 'unreachable';
  if (name === 'SyntaxError' || name === 'ZodError') return 'overloaded';
  return /APIError/.test(name) ? 'overloaded' : 'internal';
}

function signsOf(error: unknown): Signs {
  const name = error instanceof Error ? (error.name === 'Error' ? error.constructor.name : error.name) : typeof error;
  const text = error instanceof Error ? error.message : String(error);
  const body = field(error, 'error');
  const inner = field(body, 'error') ?? body;
  const codes = [
    field(error, 'type'),
    field(error, 'code'),
    field(error, 'errorCode'),
    field(inner, 'type'),
    field(inner, 'code'),
    field(field(inner, 'details'), 'error_code'),
  ].filter((code): code is string => typeof code === 'string' && /^[A-Za-z0-9_.-]{1,60}$/.test(code));
  const status = field(error, 'status');
  return {
    name,
    status: typeof status === 'number' ? status : undefined,
    codes: [...new Set(codes.filter((code) => code !== 'error' && !/^E[A-Z]+$/.test(code)))],
    text,
    network: networkCode(error),
    retryAfterMs: retryAfter(field(error, 'headers')),
  };
}

/** The system's code, wherever in the chain of causes it stands. */
function networkCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at !== undefined && at !== null && depth < 5; at = field(at, 'cause'), depth += 1) {
    const code = field(at, 'code');
    if (typeof code === 'string' && /^(E[A-Z_]{3,}|UND_ERR_[A-Z_]+)$/.test(code)) return code;
  }
  return undefined;
}

function retryAfter(headers: unknown): number | undefined {
  if (!(headers instanceof Headers)) return undefined;
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const after = headers.get('retry-after') ?? '';
  const seconds = Number.parseFloat(after);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

const LIKE_A_SECRET = /\b(?:sk|pk|rk|gsk|xai|key|AIza|Bearer)[-_ ][\w*.-]{6,}|\bAIza[\w-]{10,}|\b[A-Za-z0-9_-]{40,}\b/g;

/** A vendor's words without anything that is or looks like a key, and not too many of them. */
export function scrub(text: string, secrets: readonly string[]): string {
  const known = secrets
    .filter((secret) => secret.length > 3)
    .reduce((all, secret) => all.replaceAll(secret, '***'), text);
  return known.replace(LIKE_A_SECRET, '***').slice(0, 300);
}
