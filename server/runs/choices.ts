import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import { notWriting } from '../chat/send.ts';
import { modelChoices } from '../providers/offeredModels.ts';
import type { Providers } from '../providers/providers.ts';
import { noSuchChat } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { standingIn } from '../store/members.ts';

type Parts = { database: Pick<Database, 'pool'>; providers: Pick<Providers, 'providers' | 'known' | 'list'> };

/** Tells whoever may have an answer given anew by which models; throws Refusals. */
export type Choices = (
  userId: string,
  input: CommandInput<'answer:choices'>,
) => Promise<CommandOutput<'answer:choices'>>;

export function createChoices({ database: { pool }, providers }: Parts): Choices {
  return async (userId, { chatId }) => {
    const standing = await standingIn(pool, chatId, userId);
    if (standing === undefined) throw noSuchChat();
    if (!mayWrite(standing.role, standing)) throw notWriting();
    const names = new Map(providers.list().map(({ id, name }) => [id, name]));
    const { localOnly } = standing;
    return { models: modelChoices(providers, { providerName: (id) => names.get(id) ?? id, localOnly }) };
  };
}
