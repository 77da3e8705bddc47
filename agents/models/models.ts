import type { Provider, ProviderError } from '../providers/provider.ts';
import type { KnownModel } from './catalog/merge.ts';

/** The providers as they are configured now (the demo among them), and where their health is kept. */
export interface Models {
  providers(): readonly Provider[];
  /** The catalog with what they are known to offer, those of providers that are not configured among them. */
  known(): readonly KnownModel[];
  failed(providerId: string, error: ProviderError): void;
  succeeded(providerId: string): void;
}
