import type { CommandOutput } from '../../shared/command.ts';
import { offeredBy } from './offeredModels.ts';
import type { Providers } from './providers.ts';

/** Who could tell what is local here. */
export type LocalModels = Pick<Providers, 'providers' | 'known' | 'transcriber'>;

/** What models on machines of the owner do here now. The demo, where it stands alone, answers too, and asks nobody. */
export function localModels(models: LocalModels): CommandOutput<'model:local'> {
  const isAlone = models.providers().every(({ demo }) => demo);
  const isAsked = offeredBy(models).some(({ local }) => local);
  return { answers: isAlone || isAsked, transcribes: models.transcriber({ localOnly: true }) !== undefined };
}
