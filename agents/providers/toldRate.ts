/** What a provider says it lets through in a minute, and how much of that is left. */
export type Told = { limit: number; left: number };
export type ToldRate = { requests: Told | null; tokens: Told | null };

/** Longer than a minute, by what rounding adds; some count requests by the day, which is no rate by the minute. */
const LONGEST_WINDOW_MS = 90_000;

/**
 * What the headers of an answer, or of a refusal, say of rates: those of Anthropic (`anthropic-ratelimit-…`), which are by
 * the minute, and of OpenAI and those that imitate it (`x-ratelimit-…`), which are of that length of time in which they say
 * that all would be there again. Null where they say nothing that counts.
 */
export function toldRate(headers: Headers): ToldRate | null {
  const requests = anthropic(headers, 'requests') ?? openAi(headers, 'requests');
  const tokens = anthropic(headers, 'tokens') ?? openAi(headers, 'tokens');
  return requests === null && tokens === null ? null : { requests, tokens };
}

function anthropic(headers: Headers, of: string): Told | null {
  return told(headers.get(`anthropic-ratelimit-${of}-limit`), headers.get(`anthropic-ratelimit-${of}-remaining`));
}

function openAi(headers: Headers, of: string): Told | null {
  const found = told(headers.get(`x-ratelimit-limit-${of}`), headers.get(`x-ratelimit-remaining-${of}`));
  const resetMs = durationOf(headers.get(`x-ratelimit-reset-${of}`));
  if (found === null || resetMs === null || found.left >= found.limit) return null;
  const windowMs = (resetMs * found.limit) / (found.limit - found.left);
  return windowMs <= LONGEST_WINDOW_MS ? found : null;
}

function told(limit: string | null, left: string | null): Told | null {
  const [most, rest] = [limit, left].map((text) => (text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null));
  if (most === null || most === undefined || most === 0 || rest === null || rest === undefined) return null;
  return { limit: most, left: Math.min(rest, most) };
}

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** As in `6m0s`, `1.5s` or `20ms`; a number alone is seconds. */
function durationOf(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return null;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}

type Answered<T> = { withResponse(): Promise<{ data: T; response: { headers: Headers } }> };

/** What an SDK was asked for, once `onRate` has heard what the headers say of rates, also where it was refused. */
export async function tellingRate<T>(asked: Answered<T>, onRate: ((rate: ToldRate) => void) | undefined): Promise<T> {
  const tell = (headers: unknown) => {
    const rate = headers instanceof Headers ? toldRate(headers) : null;
    if (rate !== null) onRate?.(rate);
  };
  try {
    const { data, response } = await asked.withResponse();
    tell(response.headers);
    return data;
  } catch (error) {
    tell(typeof error === 'object' && error !== null ? Reflect.get(error, 'headers') : undefined);
    throw error;
  }
}
