import type { Provider, ProviderError } from '../providers/provider.ts';

/** The providers as they are configured now (the demo among them), and where their health is kept. */
export interface Models {
  providers(): readonly Provider[];
  /** What a provider is known to offer; empty while nobody asked it. */
  modelsOf(providerId: string): readonly string[];
  failed(providerId: string, error: ProviderError): void;
  succeeded(providerId: string): void;
}
