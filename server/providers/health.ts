import { z } from 'zod';
import { type Provider, ProviderError } from '../../agents/providers/provider.ts';
import type { ProviderState, Reachability } from '../../shared/provider.ts';

export type LastError = NonNullable<ProviderState['lastError']>;
export const LastError: z.ZodType<LastError> = z.object({ at: z.int(), failure: z.string(), detail: z.string() });

/** How long a provider may take to list its models. */
const PROBE_MS = 5_000;
const MOST_DETAIL = 300;

/** Asks a provider for its models: whether it can be reached, and why not. */
export async function probe(provider: Pick<Provider, 'models'>): Promise<Reachability> {
  try {
    const models = await provider.models(AbortSignal.timeout(PROBE_MS));
    return { kind: 'reachable', at: Date.now(), models };
  } catch (error) {
    const { at, failure, detail } = errorSeen(error);
    return { kind: 'unreachable', at, failure, detail };
  }
}

/** A provider's fault as the Models page shows it. */
export function errorSeen(error: unknown): LastError {
  const failure = error instanceof ProviderError ? error.fault : 'internal';
  const detail = error instanceof Error ? error.message : 'unknown';
  return { at: Date.now(), failure, detail: detail.slice(0, MOST_DETAIL) };
}
