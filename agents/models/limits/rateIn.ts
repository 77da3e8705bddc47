import type { KnownModel } from '../catalog/merge.ts';
import type { Rate } from './bucket.ts';
import type { LimitKey } from './sharedLimits.ts';

const UNKNOWN: Rate = { requests: null, tokens: null };

/** What a provider lets through of a model, as far as the catalog says. */
export function rateIn(known: readonly KnownModel[], { provider, model }: LimitKey): Rate {
  return known.find((one) => one.provider === provider && one.askAs === model)?.perMinute ?? UNKNOWN;
}
