import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { readReadable } from '../store/files.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { ask, startAsking } from './testing/asking.ts';
import { prepareGround } from './testing/ground.ts';
import type { TestServer } from './testing/server.ts';
import { joined } from './testing/workspace.ts';

describe.each(poolForms)('who leaves a chat, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'while an agent works for them', () => {
    const { db, workspace, closing } = prepareGround({ open }, ['research', 'coder']);
    let ben: string;

    beforeEach(async () => {
      await db.pool.query(`update member set role = 'owner' where "contactId" = $1`, [workspace.userId]);
      ben = await joined(workspace);
    });

    async function asking() {
      const started = await startAsking(workspace);
      closing(started.server);
      return started;
    }

    const endings = {
      'is removed': (server: TestServer) =>
        server.members.remove(workspace.userId, { chatId: workspace.chatId, contactId: ben }),
      leaves: (server: TestServer) => server.members.leave(ben, workspace.chatId),
    };
    it.each(Object.entries(endings))('and %s has it stopped, with what it asked people for', async (_, end) => {
      const { server, write } = await asking();
      const { id, about } = await ask(server, '@research write', ben);
      const others = await ask(server, '@coder write');
      await end(server);
      expect(await server.ended(id)).toMatchObject({ status: 'stopped', cards: [{ state: 'stopped' }] });
      const late = server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' });
      await expect(late).rejects.toMatchObject({ code: 'conflict' });
      await server.runs.decide(workspace.userId, { ...others.about, allowed: true, reason: '' });
      expect(await server.ended(others.id)).toMatchObject({ status: 'complete' });
      expect(write.ran).toEqual(['x0']);
    });

    it('has nothing begun any more, whoever allowed it at the same moment', async () => {
      const { server, write } = await asking();
      const { id, about } = await ask(server, '@research write', ben);
      await db.pool.query(`update member set "leftAt" = now() where "contactId" = $1`, [ben]);
      // Refused only where that was noticed in between.
      await server.runs.decide(workspace.userId, { ...about, allowed: true, reason: '' }).catch(() => {});
      expect(await server.ended(id)).toMatchObject({ status: 'stopped' });
      expect(write.ran).toEqual([]);
    });

    it('decides nothing any more', async () => {
      const { server } = await asking();
      await db.pool.query(`update member set role = 'admin' where "contactId" = $1`, [ben]);
      const { about } = await ask(server);
      await db.pool.query(`update member set "leftAt" = now() where "contactId" = $1`, [ben]);
      const yes = { ...about, allowed: true, reason: '' };
      await expect(server.runs.decide(ben, yes)).rejects.toMatchObject({ code: 'not-found', reason: 'chat' });
      await server.runs.decide(workspace.userId, yes);
    });

    it('reads no longer what was made for them, but still what they brought', async () => {
      const { server } = await asking();
      const { id } = await ask(server, '@research write', ben);
      const [made, brought] = [newId(), newId()];
      await db.pool.query(
        `insert into file (id, "ownerId", name, size, status, made)
         select id, $3, 'bees.txt', 3, 'ready', id = $1 from unnest(array[$1, $2]::text[]) as f(id)`,
        [made, brought, ben],
      );
      await db.pool.query(
        `insert into file_use ("fileId", "messageId", "chatId", seq, kind) select $1, id, "chatId", seq, 'text' from message
         where id = $2`,
        [made, id],
      );
      const readable = async () =>
        (await Promise.all([made, brought].map((fileId) => readReadable(db.pool, { userId: ben, fileId })))).map(
          (row) => row !== undefined,
        );
      expect(await readable()).toEqual([true, true]);
      await server.members.leave(ben, workspace.chatId);
      expect(await readable()).toEqual([false, true]);
    });

    it('finds nobody who takes up what waited meanwhile', async () => {
      const first = await asking();
      const { id } = await ask(first.server, '@research write', ben);
      await first.server.close();
      await db.pool.query(`update member set "leftAt" = now() where "contactId" = $1`, [ben]);
      const { server, turns } = await asking();
      expect(await server.ended(id)).toMatchObject({ status: 'stopped', cards: [{ state: 'stopped' }] });
      expect(turns()).toBe(0);
    });

    it('stops what an agent does that is removed, and nothing else', async () => {
      const { server, write } = await asking();
      const [research, coder] = [await ask(server, '@research write'), await ask(server, '@coder write')];
      await server.members.remove(workspace.userId, { chatId: workspace.chatId, contactId: 'research' });
      expect(await server.ended(research.id)).toMatchObject({ status: 'stopped' });
      await server.runs.decide(workspace.userId, { ...coder.about, allowed: true, reason: '' });
      expect(await server.ended(coder.id)).toMatchObject({ status: 'complete' });
      expect(write.ran).toEqual(['x0']);
    });
  });
});
