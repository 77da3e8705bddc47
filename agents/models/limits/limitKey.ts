import type { Candidate } from '../candidate.ts';
import { type LimitKey, nameOfKey } from './sharedLimits.ts';

type Asked = Pick<Candidate, 'provider' | 'model'>;

/** Whose calls a model's count with: those of the same model with the same credential. */
export function limitKeyOf({ provider, model }: Asked): LimitKey {
  return { provider: provider.id, model, key: provider.credential ?? '' };
}

/** By which name a breaker knows a model. */
export function breakerNameOf(asked: Asked): string {
  return nameOfKey(limitKeyOf(asked));
}

/** By which name a credential is known. */
export function credentialOf({ provider }: Pick<Candidate, 'provider'>): string {
  return [provider.id, provider.credential ?? ''].map(encodeURIComponent).join('/');
}
