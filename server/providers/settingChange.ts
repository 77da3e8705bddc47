import type { CommandInput } from '../../shared/command.ts';
import { Refusal } from '../refusal.ts';
import type { ProviderSetting } from '../store/providerSettings.ts';
import { baseUrlOf, type Configuration } from './configuration.ts';
import type { Seal } from './seal.ts';

type Update = CommandInput<'provider:update'>;

/**
 * What is stored after an admin's update. A key of null removes the stored one, an empty one keeps it; but a key is
 * never kept for another address, lest changing that shows it to somebody. Refuses what the environment decides.
 */
export function settingAfter(
  update: Update,
  { now, stored, seal }: { now: Configuration; stored: ProviderSetting | undefined; seal: Seal },
): ProviderSetting {
  const { providerId } = update;
  const before = stored ?? { providerId, sealedKey: null, baseUrl: null, models: [] };
  const baseUrl = update.baseUrl === undefined ? before.baseUrl : addressOf(update.baseUrl);
  const keepsKey = update.key === '';
  if (now.keySource === 'environment' && (!keepsKey || baseUrl !== before.baseUrl)) {
    throw new Refusal('conflict', 'The key of this provider is set by the environment.', { reason: 'environment' });
  }
  if (now.baseUrlSource === 'environment' && baseUrl !== before.baseUrl) {
    throw new Refusal('conflict', 'The address of this provider is set by the environment.', { reason: 'environment' });
  }
  if (now.entry.key === 'none' && update.key !== null && !keepsKey) {
    throw new Refusal('bad-input', 'This provider takes no key.', { reason: 'key' });
  }
  if (keepsKey && before.sealedKey !== null && originOf(baseUrl) !== originOf(before.baseUrl)) {
    throw new Refusal('conflict', 'A new address needs the key again.', { reason: 'key-needed' });
  }
  return {
    providerId,
    baseUrl,
    models: update.models ?? before.models,
    sealedKey: keepsKey ? before.sealedKey : update.key === null ? null : seal.seal(update.key, providerId),
  };
}

function addressOf(given: string | null): string | null {
  if (given === null || given.trim() === '') return null;
  const baseUrl = baseUrlOf(given);
  if (baseUrl !== undefined) return baseUrl;
  throw new Refusal('bad-input', 'That is no address like https://example.com/v1, without a name or password in it.', {
    reason: 'baseUrl',
  });
}

function originOf(baseUrl: string | null): string | null {
  return baseUrl === null ? null : new URL(baseUrl).origin;
}
