import { beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../../shared/policy.ts';
import { newId } from '../../shared/ids.ts';
import { createChangeChat } from '../chat/change.ts';
import { Lanes } from '../chat/lanes.ts';
import { Refusal } from '../refusal.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { createPolicySettings, type PolicySettings } from './policySettings.ts';
import { prepareDatabase } from './testing/ground.ts';
import { joined, seed, type Workspace } from './testing/workspace.ts';

const nobody = () => {
  throw new Error('nothing of the chat changes');
};
const tell = {
  ...{
    chatChanged: nobody,
    stepChanged: nobody,
    budgetWarned: nobody,
    userChanged: nobody,
    workspaceChanged: nobody,
    receiptChanged: nobody,
  },
  ...{ ownReceiptChanged: nobody, typingChanged: nobody, presenceChanged: nobody },
  ...{ promptsChanged: nobody, joined: nobody, left: nobody },
};

describe.each(poolForms)('what is said of asking, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'by people', () => {
    const db = prepareDatabase({ open });
    let workspace: Workspace;
    let settings: PolicySettings;
    let [boss, manager, member] = ['', '', ''];
    const never: Policy = { ask: 'never', who: 'either', quorum: 2 };

    beforeAll(async () => {
      workspace = { ...db, ...(await seed(db.pool, ['research'])) };
      boss = workspace.userId;
      [manager, member] = [await joined(workspace, 'admin'), await joined(workspace)];
      await db.pool.query(`update "user" set role = 'admin' where id = $1`, [boss]);
      await db.pool.query(`update member set role = 'owner' where "contactId" = $1`, [boss]);
      const changeChat = createChangeChat({ database: db.database, tell, lanes: new Lanes() });
      settings = createPolicySettings({ database: db.database, changeChat });
    });

    const refused = (userId: string, input: Parameters<PolicySettings['set']>[1]) =>
      settings.set(userId, input).then(
        () => 'not at all',
        (error: unknown) => (error instanceof Refusal ? `${error.code}/${error.toFailure().reason ?? ''}` : error),
      );

    it('is stored for its place, and read by the members of that place alone', async () => {
      const { chatId } = workspace;
      await settings.set(boss, { chatId: null, agentId: null, effect: 'write', policy: never });
      await settings.set(manager, { chatId, agentId: 'research', effect: 'write', policy: { ...never, ask: 'once' } });
      await settings.set(manager, { chatId, agentId: 'research', effect: 'write', policy: never });
      const all = await settings.list(member, { chatId });
      expect(all).toEqual([
        { chatId, agentId: 'research', effect: 'write', policy: never },
        { chatId: null, agentId: null, effect: 'write', policy: never },
      ]);
      expect(await settings.list(newId(), { chatId: null })).toHaveLength(1);
      await expect(settings.list(newId(), { chatId })).rejects.toMatchObject({ code: 'not-found' });
      await settings.set(manager, { chatId, agentId: 'research', effect: 'write', policy: null });
      expect(await settings.list(member, { chatId })).toHaveLength(1);
    });

    it('is for those to say who manage the place; that nobody is asked of what is dangerous, for admins of the workspace', async () => {
      const { chatId } = workspace;
      const place = { chatId, agentId: null, effect: 'dangerous' } as const;
      expect(await refused(member, { ...place, policy: null })).toBe('forbidden/role');
      expect(await refused(newId(), { ...place, policy: null })).toBe('not-found/chat');
      expect(await refused(manager, { ...place, policy: never })).toBe('forbidden/never-dangerous');
      expect(await refused(manager, { ...place, policy: { ...never, ask: 'once' } })).toBe('not at all');
      expect(await refused(boss, { ...place, policy: never })).toBe('not at all');
      expect(await refused(manager, { ...place, agentId: 'coder', policy: null })).toBe('not-found/agent');
      expect(await refused(manager, { ...place, chatId: null, policy: null })).toBe('forbidden/');
      expect(await refused(boss, { ...place, chatId: null, agentId: 'research', policy: null })).toBe(
        'not-found/agent',
      );
    });

    it('is for its person to say in a direct chat', async () => {
      const chatId = newId();
      await db.pool.query(`insert into chat (id, kind, "createdBy") values ($1, 'direct', $2)`, [chatId, member]);
      await db.pool.query(
        `insert into member ("chatId", "contactId", kind, version) values ($1, $2, 'user', 1), ($1, 'coder', 'agent', 1)`,
        [chatId, member],
      );
      const place = { chatId, agentId: null, effect: 'write' } as const;
      expect(await refused(member, { ...place, policy: never })).toBe('not at all');
      expect(await refused(boss, { ...place, policy: null })).toBe('not-found/chat');
    });
  });
});
