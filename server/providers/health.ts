import { once } from 'node:events';
import { connect } from 'node:net';
import { z } from 'zod';
import { asked } from '../../agents/providers/guarded.ts';
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
    return unreachableBy(error);
  }
}

/** Why nothing can be reached at an address; null where something listens there. */
export async function absenceAt(url: string): Promise<Reachability | null> {
  const { hostname, port, protocol } = new URL(url);
  const signal = AbortSignal.timeout(PROBE_MS);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const socket = connect({ host, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) });
  try {
    await asked(once(socket, 'connect', { signal }), signal, []);
    return null;
  } catch (error) {
    return unreachableBy(error);
  } finally {
    socket.destroy();
  }
}

function unreachableBy(error: unknown): Reachability {
  const { at, failure, detail } = errorSeen(error);
  return { kind: 'unreachable', at, failure, detail };
}

/** A provider's fault as the Models page shows it. */
export function errorSeen(error: unknown): LastError {
  const failure = error instanceof ProviderError ? error.fault : 'internal';
  const detail = error instanceof Error ? error.message : 'unknown';
  return { at: Date.now(), failure, detail: detail.slice(0, MOST_DETAIL) };
}
