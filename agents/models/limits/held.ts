import { type Fault, ProviderError } from '../../providers/provider.ts';

/** We ourselves kept a request back; no sign of anything at its provider. */
export class Held extends ProviderError {
  override readonly name = 'Held';
  constructor(fault: Fault, message: string, retryAfterMs?: number) {
    super(fault, message, retryAfterMs === undefined ? {} : { retryAfterMs });
  }
}
