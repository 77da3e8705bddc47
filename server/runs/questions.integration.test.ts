import { describe, expect, it } from 'vitest';
import { createScripted, type Script } from '../../agents/providers/scripted.ts';
import { newId } from '../../shared/ids.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith } from './testing/server.ts';

const ASKS = { call: 'ask_person', input: { question: 'Which colour?', choices: ['Red', 'Blue\u202E'] } } as const;

describe.each(poolForms)('questions of agents, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'at work', () => {
    const { db, workspace, start } = prepareGround({ open }, ['research', 'coder']);

    async function serve(script: Script) {
      const provider = createScripted(script);
      const server = await start({ engine: engineWith(provider) });
      return { server, provider };
    }

    it('end an answer, and a reply goes on with the same agent, which knows what it asked', async () => {
      const { server, provider } = await serve((_, call) =>
        call === 1 ? [{ text: 'I can paint it.' }, ASKS] : [{ text: 'Red it is.' }],
      );
      const { answers } = await server.ask('@coder Paint the hive');
      const asked = await server.ended(answers[0]?.id ?? '');
      expect(asked).toMatchObject({
        ...{ status: 'complete', text: 'I can paint it.\n\nWhich colour?' },
        question: { askedOf: workspace.userId, choices: ['Red', 'Blue'] },
      });
      const { chatId, userId } = workspace;
      const { messages = [], runs = [] } = await server.send(userId, {
        ...{ id: newId(), chatId, text: 'Red', replyTo: asked.id },
      });
      expect(runs).toMatchObject([{ reason: 'reply' }]);
      const next = messages.find(({ senderKind }) => senderKind === 'agent');
      expect(next?.senderId).toBe('coder');
      expect(await server.ended(next?.id ?? '')).toMatchObject({ text: 'Red it is.' });
      expect(provider.calls[1]?.turns.at(-2)).toEqual({
        ...{ role: 'assistant', text: 'I can paint it.\n\nWhich colour?\n[Choices: Red | Blue]' },
      });
    });

    it('are gone where the answer is written anew, and are no part of a combined one', async () => {
      const { server } = await serve((request, call) =>
        request.system.includes('You are Coder') && call < 3 ? [ASKS] : [{ text: 'Honey.' }],
      );
      const { answers, runId } = await server.ask('@research @coder which of these is best?');
      const [found, asked] = await Promise.all(answers.map(({ id }) => server.ended(id)));
      expect(found?.question).toBeUndefined();
      expect(asked?.question?.choices).toEqual(['Red', 'Blue']);
      const done = `select from run where id = $1 and status = 'done'`;
      await expect.poll(async () => (await db.pool.query(done, [runId])).rowCount).toBe(1);
      const { rowCount } = await db.pool.query('select from step where "runId" = $1', [runId]);
      expect(rowCount).toBe(2);
      const { chatId, userId } = workspace;
      await server.runs.retry({ chatId, messageId: asked?.id ?? '', mode: 'again', askedBy: userId });
      const again = await server.ended(asked?.id ?? '', 1);
      expect(again.text).toBe('Honey.');
      expect(again.question).toBeUndefined();
    });
  });
});
