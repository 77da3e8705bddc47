import { randomUUID } from 'node:crypto';
import type { ImageMaker, ImageRequest } from '../../providers/imageMaker.ts';
import { type Fault, ProviderError } from '../../providers/provider.ts';
import type { Log } from '../../run/log.ts';
import { imageCost, type ImagePrice } from '../catalog/imagePrice.ts';
import { Held } from '../limits/held.ts';
import type { Purse, Spender } from './withBudget.ts';

/** A picture with what it cost, in millionths of a US dollar; null where nobody knows it, as where it broke off. */
export type PaidImage =
  | { kind: 'made'; bytes: Uint8Array; costMicros: number | null }
  | { kind: 'failed'; fault: Fault | 'no-price'; costMicros: number | null };

type Parts = { maker: ImageMaker; price: ImagePrice; spender: Spender; purse: Purse; log: Log };

/** What was refused before anything was made costs nothing. */
const UNPAID: readonly Fault[] = [
  'bad-key',
  'out-of-credit',
  'rate-limited',
  'overloaded',
  'refused',
  'bad-request',
  'too-long',
];

/** Whether what failed like this has cost nothing: it was refused, or never sent. */
export function isUnpaid(error: unknown): boolean {
  return error instanceof Held || (error instanceof ProviderError && UNPAID.includes(error.fault));
}

/**
 * Has a picture made. Where a budget limits the spender its price is set aside before, in all budgets or none, and counted
 * after; then one whose price nobody knows is not made.
 */
export async function paidImage(
  request: ImageRequest,
  signal: AbortSignal,
  { maker, price, spender, purse, log }: Parts,
): Promise<PaidImage> {
  const cost = imageCost(price, request);
  const limited = purse.limits(spender);
  if (limited && cost === null) return { kind: 'failed', fault: 'no-price', costMicros: 0 };
  const callId = randomUUID();
  if (limited && cost !== null && cost > 0) {
    try {
      if (!(await purse.reserve(callId, spender, cost))) return { kind: 'failed', fault: 'over-budget', costMicros: 0 };
    } catch (error) {
      log.error({ err: error, ...spender }, 'no budget could be asked');
      return { kind: 'failed', fault: 'internal', costMicros: 0 };
    }
  }
  /** Null counts as all that was set aside. */
  let counted: number | null = null;
  try {
    const bytes = await maker.generate(request, signal);
    counted = cost;
    return { kind: 'made', bytes, costMicros: cost };
  } catch (error) {
    const fault = error instanceof ProviderError ? error.fault : 'internal';
    counted = isUnpaid(error) ? 0 : null;
    return { kind: 'failed', fault, costMicros: counted };
  } finally {
    if (limited && cost !== null && cost > 0) {
      await purse.settle(callId, counted).catch((error: unknown) => {
        log.error({ err: error, callId, ...spender }, 'what a picture cost could not be counted');
      });
    }
  }
}
