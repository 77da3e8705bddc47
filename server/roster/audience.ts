import type { Audience } from '../../shared/ownAgent.ts';
import { blocked, noSuchContact } from '../chat/chats.ts';
import { readChoosable, readChosen } from '../store/audience.ts';
import type { Tx } from '../store/transaction.ts';

/** Who may use an agent, each person once; its maker may anyway. */
export function besides(makerId: string, who: Audience): Audience {
  if (who.kind !== 'chosen') return who;
  const people = [...new Set(who.people)].filter((id) => id !== makerId);
  return people.length > 0 ? { kind: 'chosen', people } : { kind: 'me' };
}

/** Refuses people that there are not, and those who have blocked its maker, unless they were chosen before. */
export async function requireChoosable(
  tx: Tx,
  { agentId, makerId }: { agentId: string; makerId: string },
  who: Audience,
): Promise<void> {
  if (who.kind !== 'chosen') return;
  const before = new Set(await readChosen(tx, agentId));
  const choosable = await readChoosable(tx, makerId, who.people);
  if (choosable.length < who.people.length) throw noSuchContact();
  if (choosable.some(({ id, blocks }) => blocks && !before.has(id))) throw blocked();
}
