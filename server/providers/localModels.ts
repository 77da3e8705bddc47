import type { CommandOutput } from '../../shared/command.ts';
import type { Providers } from './providers.ts';

type Asked = Pick<Providers, 'providers' | 'known' | 'transcriber'>;

/** What models on machines of the owner do here now. The demo, where it stands alone, answers too, and asks nobody. */
export function localModels({ providers, known, transcriber }: Asked): CommandOutput<'model:local'> {
  const configured = new Set(providers().flatMap(({ id, demo }) => (demo ? [] : [id])));
  const isAsked = known().some(
    ({ local, chat, offered, provider }) => local && chat && offered !== false && configured.has(provider),
  );
  return { answers: configured.size === 0 || isAsked, transcribes: transcriber({ localOnly: true }) !== undefined };
}
