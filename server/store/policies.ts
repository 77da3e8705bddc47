import type { Pool } from 'pg';
import { z } from 'zod';
import type { SetPolicy } from '../../shared/commands/policies.ts';
import { Policy, PolicyAsk, PolicyEffect, PolicyWho } from '../../shared/policy.ts';
import type { Tx } from './transaction.ts';

type Queryable = Pick<Pool, 'query'>;
type Place = Pick<SetPolicy, 'chatId' | 'agentId' | 'effect'>;

const Row = z.object({
  chatId: z.nullable(z.string()),
  agentId: z.nullable(z.string()),
  effect: PolicyEffect,
  ask: PolicyAsk,
  who: PolicyWho,
  quorum: z.int(),
});

function idOf({ chatId, agentId, effect }: Place): string {
  if (chatId === null) return `workspace/${effect}`;
  return agentId === null ? `chat/${chatId}/${effect}` : `agent/${chatId}/${agentId}/${effect}`;
}

const COLUMNS = `"chatId", "agentId", effect, ask, who, quorum`;

/** What was said for the workspace, and for a chat and its agents. */
export async function listPolicies(pool: Queryable, chatId: string | null): Promise<SetPolicy[]> {
  const { rows } = await pool.query(
    `select ${COLUMNS} from approval_policy where "chatId" is null or "chatId" = $1 order by id`,
    [chatId],
  );
  return z
    .array(Row)
    .parse(rows)
    .map(({ chatId: of, agentId, effect, ...policy }) => ({ chatId: of, agentId, effect, policy }));
}

/** What was said of calls like this, of the workspace, the chat and the agent in it. */
export async function policiesFor(
  pool: Queryable,
  { chatId, agentId, effect }: { chatId: string; agentId: string; effect: PolicyEffect },
): Promise<Policy[]> {
  const places: Place[] = [
    { chatId: null, agentId: null, effect },
    { chatId, agentId: null, effect },
    { chatId, agentId, effect },
  ];
  const { rows } = await pool.query({
    name: 'policies-for',
    text: 'select ask, who, quorum from approval_policy where id = any($1)',
    values: [places.map(idOf)],
  });
  return z.array(Policy).parse(rows);
}

/** Says something for a place, or nothing any more. */
export async function setPolicy(
  { approvalPolicy }: Pick<Tx, 'approvalPolicy'>,
  { policy, ...place }: Place & { policy: Policy | null },
  setBy: string,
): Promise<void> {
  const where = { id: idOf(place) };
  if (policy === null) {
    await approvalPolicy.deleteMany({ where });
    return;
  }
  const said = { ...policy, setBy, setAt: new Date() };
  await approvalPolicy.upsert({ where, create: { ...where, ...place, ...said }, update: said });
}
