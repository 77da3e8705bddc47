import { describe, expect, it } from 'vitest';
import { createScripted, type Script } from '../../agents/providers/scripted.ts';
import type { Message } from '../../shared/message.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith, type TestServer } from './testing/server.ts';

describe.each(poolForms)('thoughts, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'at work', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research']);

    async function serve(script: Script) {
      const provider = createScripted(script);
      const server = await start({ engine: engineWith(provider) });
      return { server, provider };
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
  });
});
