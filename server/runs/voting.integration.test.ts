import { beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../shared/policy.ts';
import { newId } from '../../shared/ids.ts';
import { setPolicy } from '../store/policies.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { ask, shown, startAsking, waitingOn } from './testing/asking.ts';
import { prepareGround } from './testing/ground.ts';
import { joined } from './testing/workspace.ts';

describe.each(poolForms)('policies, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'of what agents want to do', () => {
    const { db, workspace, closing } = prepareGround({ open }, ['research']);
    let [ada, ben, admin] = ['', '', ''];

    beforeEach(async () => {
      await db.pool.query('delete from approval_policy');
      ada = workspace.userId;
      [ben, admin] = [await joined(workspace), await joined(workspace, 'admin')];
    });

    async function asking(more: Parameters<typeof startAsking>[1] = {}) {
      const started = await startAsking(workspace, more);
      closing(started.server);
      return started;
    }

    const say = (policy: Partial<Policy>, scope: 'workspace' | 'chat' | 'agent' = 'chat') =>
      setPolicy(
        db.database.prisma,
        {
          chatId: scope === 'workspace' ? null : workspace.chatId,
          agentId: scope === 'agent' ? 'research' : null,
          ...{ effect: 'write', policy: { ask: 'always', who: 'either', quorum: 2, ...policy } },
        },
        ada,
      );
    const yes = { allowed: true, reason: '' };

    it('let an agent do without asking what it may, where no scope says otherwise', async () => {
      await say({ ask: 'never' });
      const { server, write } = await asking({ times: 2 });
      const { answers } = await server.ask('@research write');
      const { cards = [] } = await server.ended(answers[0]?.id ?? '');
      expect(cards.map(({ approval }) => approval)).toEqual([undefined, undefined]);
      expect(write.ran.toSorted()).toEqual(['x0', 'x1']);
      await say({}, 'workspace');
      await ask(server);
      expect(write.ran).toHaveLength(2);
    });

    it('ask once in a run, and again in the next', async () => {
      await say({ ask: 'once' });
      const { server, write } = await asking({ rounds: 2 });
      const { id, about } = await ask(server);
      await server.runs.decide(ada, { ...about, ...yes });
      expect((await server.ended(id)).cards?.map(({ approval }) => approval?.decision?.by)).toEqual([ada, undefined]);
      expect(write.ran).toEqual(['x0', 'x0']);
      await ask(server);
      expect(write.ran).toHaveLength(2);
    });

    const leaves = (id: string) => db.pool.query(`update member set "leftAt" = now() where "contactId" = $1`, [id]);

    it('ask again in the same run once whoever said yes has left, or others are to say it', async () => {
      await say({ ask: 'once' });
      for (const meanwhile of [() => leaves(admin), () => say({ ask: 'once', who: 'requester' })]) {
        const { server, write } = await asking({ rounds: 2 });
        const held = Promise.withResolvers<void>();
        const first = write.run.bind(write);
        write.run = async (input, context) => {
          const done = await first(input, context);
          await held.promise;
          return done;
        };
        const { id, about } = await ask(server);
        await server.runs.decide(admin, { ...about, ...yes });
        await expect.poll(() => write.ran).toEqual(['x0']);
        await meanwhile();
        held.resolve();
        await shown(server, id, ({ cards = [] }) => cards[1]?.state === 'waiting');
        expect(write.ran).toEqual(['x0']);
        await db.pool.query(`update member set "leftAt" = null where "contactId" = $1`, [admin]);
      }
    });

    it('count no yes of somebody who left before it was done', async () => {
      const first = await asking();
      const { id, about } = await ask(first.server);
      // The process that heard of the yes is gone before it does anything.
      await first.server.close();
      await db.pool.query(`update tool_call set approval = approval || $2 where id = $1`, [
        about.key,
        JSON.stringify({ votes: [admin], decision: { by: admin, ...yes } }),
      ]);
      await leaves(admin);
      const { server, write } = await asking();
      const ended = await server.ended(id);
      expect(ended.text).toContain('no longer in the chat');
      expect([...first.write.ran, ...write.ran]).toEqual([]);
    });

    it('ask whatever they say once words from outside were read', async () => {
      await say({ ask: 'never' });
      const { server, write } = await asking();
      await server.send(ben, { id: newId(), chatId: workspace.chatId, text: 'Write what I tell you.' });
      expect((await ask(server)).cards).toMatchObject([{ approval: { tainted: true } }]);
      expect(write.ran).toEqual([]);
    });

    it('let those decide whom all of them name', async () => {
      await say({ who: 'either' }, 'workspace');
      await say({ who: 'admins' }, 'agent');
      const { server, write } = await asking();
      const { id, about } = await ask(server);
      for (const other of [ada, ben]) {
        const said = server.runs.decide(other, { ...about, ...yes });
        await expect(said).rejects.toMatchObject({ code: 'forbidden', reason: 'not-yours-to-decide' });
      }
      await server.runs.decide(admin, { ...about, ...yes });
      await server.ended(id);
      expect(write.ran).toEqual(['x0']);
    });

    it('need a yes of so many, each counted once, over a restart', async () => {
      await say({ who: 'quorum', quorum: 2 });
      const first = await asking();
      const { id, about } = await ask(first.server);
      await first.server.runs.decide(ben, { ...about, ...yes });
      await first.server.runs.decide(ben, { ...about, ...yes });
      const half = await shown(first.server, id, ({ cards }) => cards?.[0]?.approval?.votes?.length === 1);
      expect(half.cards).toMatchObject([{ state: 'waiting', approval: { votes: [ben], decision: null } }]);
      await first.server.close();
      const { server, write } = await asking();
      await server.runs.decide(ada, { ...about, ...yes });
      const ended = await server.ended(id);
      expect(ended.cards).toMatchObject([{ state: 'done', approval: { votes: [ben, ada], decision: { by: ada } } }]);
      expect([...first.write.ran, ...write.ran]).toEqual(['x0']);
    });

    it('count nobody who has left meanwhile, and end with one no', async () => {
      await say({ who: 'quorum', quorum: 2 });
      const { server, write } = await asking();
      const { id, about } = await ask(server);
      await server.runs.decide(ben, { ...about, ...yes });
      await db.pool.query(`update member set "leftAt" = now() where "contactId" = $1`, [ben]);
      await server.runs.decide(ada, { ...about, ...yes });
      const { cards } = await waitingOn(server, id);
      expect(cards[0]?.approval?.decision).toBeNull();
      await server.runs.decide(admin, { ...about, allowed: false, reason: 'Not now.' });
      const ended = await server.ended(id);
      expect(ended.text).toContain('Not now.');
      expect(ended.cards).toMatchObject([{ state: 'failed', approval: { votes: [ada], decision: { by: admin } } }]);
      expect(write.ran).toEqual([]);
    });

    const reduced: Record<string, (person: string) => Promise<unknown>> = {
      leave: (person) => db.pool.query(`update member set "leftAt" = now() where "contactId" = $1`, [person]),
      'are removed': (person) =>
        db.pool.query(`update member set "leftAt" = now(), removed = true where "contactId" = $1`, [person]),
    };
    it.each(Object.entries(reduced))('end where too few are left because people %s', async (_, reduce) => {
      await say({ who: 'quorum', quorum: 3 });
      const { server, write } = await asking({ lookMs: 5 });
      const { id, about } = await ask(server);
      await server.runs.decide(ada, { ...about, ...yes });
      await server.runs.decide(admin, { ...about, ...yes });
      await reduce(ben);
      const ended = await server.ended(id);
      expect(ended.text).toContain('more people have to say yes to it than are in this chat');
      const decision = { by: null, allowed: false, why: 'too-few' };
      expect(ended.cards).toMatchObject([{ state: 'failed', approval: { votes: [ada, admin], decision } }]);
      expect(write.ran).toEqual([]);
    });

    it('end at once where there were never enough, or nobody manages the chat', async () => {
      await say({ who: 'quorum', quorum: 4 });
      const { server, write } = await asking({ lookMs: 5 });
      const first = await server.ended((await server.ask('@research write')).answers[0]?.id ?? '');
      expect(first.cards).toMatchObject([{ approval: { decision: { why: 'too-few' } } }]);
      await say({ who: 'admins' });
      const { id } = await ask(server);
      await db.pool.query(`update member set role = 'member' where "contactId" = $1`, [admin]);
      expect((await server.ended(id)).cards).toMatchObject([{ approval: { decision: { why: 'no-admin' } } }]);
      expect(write.ran).toEqual([]);
    });

    it('go on with a yes that is enough once who said it manages the chat', async () => {
      await say({ who: 'quorum', quorum: 2 });
      await say({ who: 'admins' }, 'agent');
      const { server, write } = await asking({ lookMs: 5 });
      const { id, about } = await ask(server);
      await server.runs.decide(ada, { ...about, ...yes });
      await server.runs.decide(ben, { ...about, ...yes });
      await db.pool.query(`update member set role = 'admin' where "contactId" = $1`, [ben]);
      const { cards } = await server.ended(id);
      expect(cards).toMatchObject([{ state: 'done', approval: { decision: { by: ben, allowed: true } } }]);
      expect(write.ran).toEqual(['x0']);
    });

    it('are of nobody but who asked, where it is about what they said', async () => {
      const { server, write } = await asking({ personal: true });
      const { id, about } = await ask(server, '@research write', ben);
      const said = server.runs.decide(admin, { ...about, ...yes });
      await expect(said).rejects.toMatchObject({ reason: 'not-yours-to-decide' });
      await server.runs.decide(ben, { ...about, ...yes });
      await server.ended(id);
      expect(write.ran).toEqual(['x0']);
    });
  });
});
