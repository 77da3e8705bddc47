import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScripted, type Script } from '../../agents/providers/scripted.ts';
import { providerAt, type Vendor, vendors } from '../../agents/testing/vendors.ts';
import type { VendorServer } from '../../agents/testing/vendorServer.ts';
import { applyDelta } from '../../shared/delta.ts';
import type { Delta, Message } from '../../shared/message.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith, type TestServer } from './testing/server.ts';
import { runsOf } from './testing/workspace.ts';

const [anthropic, openai] = vendors;

/** What somebody reads who is told this; throws where something is missing. */
function together(deltas: readonly Delta[]): string {
  let live = { epoch: -1, text: '' };
  for (const delta of deltas) {
    const outcome = applyDelta(live, delta);
    if (outcome.kind === 'hole') throw new Error(`a hole from ${outcome.from}`);
    if (outcome.kind === 'applied') live = outcome.live;
  }
  return live.text;
}

describe.each(poolForms)('thoughts, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'at work', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research']);

    async function serve(script: Script) {
      const provider = createScripted(script);
      return { server: await start({ engine: engineWith(provider) }), provider };
    }

    /** All so far, and from then on what comes. */
    async function watch(server: TestServer, messageId: string): Promise<Delta[]> {
      const { chatId } = workspace;
      const all = await server.texts.thoughts.watch({ chatId, messageId }, () => server.watching.add(messageId));
      return all === undefined ? [] : [all];
    }

    async function answered(server: TestServer): Promise<Message> {
      const { answers } = await server.ask('@research And?');
      return server.ended(answers[0]?.id ?? '');
    }

    const read = (server: TestServer, messageId: string) =>
      server.runs.readThought({ chatId: workspace.chatId, messageId });

    it('are kept beside the answer, read when asked for, and told to no agent', async () => {
      const { server, provider } = await serve([{ thought: 'Secretly, wasps.' }, { text: 'Bees.' }]);
      const answer = await answered(server);
      expect(answer).toMatchObject({ text: 'Bees.', thought: { characters: 16 } });
      expect(JSON.stringify(server.told.changes)).not.toContain('wasps');
      expect(await read(server, answer.id)).toEqual({ text: 'Secretly, wasps.' });
      await answered(server);
      expect(JSON.stringify(provider.calls)).not.toContain('wasps');
    });

    it('are not there where nothing was thought, and go with the answer, deleted or written anew', async () => {
      const { server } = await serve((_, call) =>
        call === 3 ? [{ text: 'Bees.' }] : [{ thought: 'Hm.' }, { text: 'Bees.' }],
      );
      const { chatId, userId } = workspace;
      const [first, second] = [await answered(server), await answered(server)];
      await db.pool.query(`update member set role = 'owner' where "contactId" = $1`, [userId]);
      await server.messages.delete(userId, { chatId, messageId: first.id });
      await expect(read(server, first.id)).rejects.toMatchObject({ reason: 'thought' });
      const { rowCount } = await db.pool.query(
        `select from step where "messageId" = $1 and result::text like '%Hm.%'`,
        [first.id],
      );
      expect(rowCount).toBe(0);
      await server.runs.retry({ chatId, messageId: second.id, mode: 'again', askedBy: userId });
      expect((await server.ended(second.id, 1)).thought).toBeUndefined();
      await expect(read(server, second.id)).rejects.toMatchObject({ reason: 'thought' });
    });

    describe.each<Vendor>([anthropic, openai])('of $kind', (vendor) => {
      let vendorServer: VendorServer;
      beforeAll(async () => {
        vendorServer = await vendor.start();
      });
      afterAll(() => vendorServer.close());

      it('stream while they come, to those who look, and are the same in the end', async () => {
        const thought = 'The question is where wasps 🐝 fit in. '.repeat(40).trim();
        const [halfway, whole] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
        vendorServer.next({
          ...{ do: 'play', parts: [{ thought }, { text: 'Bees dance.' }] },
          before: async (index) => {
            if (index === 50) await halfway.promise;
            if (index === 80) await whole.promise;
          },
        });
        const server = await start({
          engine: engineWith(providerAt(vendor, vendorServer), [], { listed: [vendor.thinks] }),
        });
        const { answers } = await server.ask('@research And?');
        const id = answers[0]?.id ?? '';
        const first = await server.seen((_, delta) => delta.thought === true);
        expect(first).toMatchObject({ messageId: id, offset: 0, text: '' });
        await expect
          .poll(() => server.told.states.map(({ state }) => state))
          .toEqual(['accepted', 'reading', 'thinking']);
        let seen: Delta[] = [];
        await expect.poll(async () => (seen = await watch(server, id))[0]?.text.length ?? 0).toBeGreaterThan(300);
        expect(thought.startsWith(together(seen))).toBe(true);
        expect(server.texts.board.get(id)).toMatchObject({ text: '', thought: true });
        const before = together(seen).length;
        halfway.resolve();
        await expect.poll(() => together([...seen, ...server.told.thoughts]).length).toBeGreaterThan(before);
        whole.resolve();
        const answer = await server.ended(id);
        expect(answer).toMatchObject({ text: 'Bees dance.', thought: { characters: thought.length } });
        expect(await read(server, id)).toEqual({ text: thought });
        expect(thought.startsWith(together([...seen, ...server.told.thoughts]))).toBe(true);
        expect(await watch(server, id)).toEqual([]);
        expect(JSON.stringify([server.told.changes, server.told.deltas])).not.toContain('wasps');
      });
    });

    it('are told to nobody who does not look', async () => {
      const { server } = await serve([{ thought: 'Secretly, wasps.' }, { wait: 250 }, { text: 'Bees.' }]);
      await answered(server);
      expect(server.told.thoughts).toEqual([]);
    });

    it('begin anew where another process goes on with the answer, and stand once in the end', async () => {
      const { server: first } = await serve([{ thought: 'Wasps first.' }, { hang: true }]);
      const { answers } = await first.ask('@research And?');
      const id = answers[0]?.id ?? '';
      await first.seen((_, delta) => delta.thought === true);
      const seen = await watch(first, id);
      expect(together(seen)).toBe('Wasps first.');
      await first.close();
      const go = Promise.withResolvers<void>();
      const { server: second } = await serve([{ thought: 'Bees first.' }, { until: go.promise }, { text: 'Bees.' }]);
      second.runs.enqueue((await runsOf(db.database, workspace.chatId))[0]?.id ?? '');
      await second.seen((_, delta) => delta.thought === true);
      expect(together([...seen, ...(await watch(second, id))])).toBe('Bees first.');
      go.resolve();
      await second.ended(id);
      expect(await read(second, id)).toEqual({ text: 'Bees first.' });
    });
  });
});
