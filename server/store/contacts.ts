import type { SenderKind } from '../../shared/message.ts';
import type { Tx } from './transaction.ts';

export type KnownContact = { contactId: string; kind: SenderKind };

/** Which of these ids are contacts, each once and in the order given; the others are `unknown`. */
export async function findContacts(
  tx: Tx,
  ids: readonly string[],
  agentIds: ReadonlySet<string>,
): Promise<{ known: KnownContact[]; unknown: string[] }> {
  const asked = [...new Set(ids)];
  const users = await tx.user.findMany({
    where: { id: { in: asked.filter((id) => !agentIds.has(id)) } },
    select: { id: true },
  });
  const userIds = new Set(users.map((user) => user.id));
  const known: KnownContact[] = [];
  const unknown: string[] = [];
  for (const contactId of asked) {
    if (agentIds.has(contactId)) known.push({ contactId, kind: 'agent' });
    else if (userIds.has(contactId)) known.push({ contactId, kind: 'user' });
    else unknown.push(contactId);
  }
  return { known, unknown };
}
