import { describe, expect, it } from 'vitest';
import { createScripted } from '../../agents/providers/scripted.ts';
import { HELD_BACK } from '../../agents/run/confirming/words.ts';
import { confirmTool } from '../../agents/tools/confirm/confirm.ts';
import type { Tool } from '../../agents/tools/tool.ts';
import { newId } from '../../shared/ids.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { ask } from './testing/asking.ts';
import { prepareGround } from './testing/ground.ts';
import { engineWith, startServer, type TestServer } from './testing/server.ts';
import { joined } from './testing/workspace.ts';

const ADVICE = 'Take 400 mg of ibuprofen every six hours.';
const ILL = '@health I have had a headache for three days';
const yes = { allowed: true, reason: '' };

describe.each(poolForms)('advice for a person, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'of a model that gives it at once', () => {
    const { db, workspace, closing } = prepareGround({ open }, ['health']);

    /** Its model advises before it asks, beside that, and after; where it never asks, only that. */
    async function serve({ asks = true, of = workspace } = {}): Promise<TestServer> {
      const provider = createScripted(({ rounds = [] }) => {
        if (!asks || rounds.some(({ calls }) => calls.length > 0)) return [{ text: ADVICE }];
        return [{ text: ADVICE }, { call: 'confirm_understanding', input: { understood: 'You have had a headache.' } }];
      });
      return closing(await startServer(of, { engine: engineWith(provider, [confirmTool()] as readonly Tool[]) }));
    }

    const answer = async (server: TestServer, text: string, senderId?: string) =>
      server.ended((await server.ask(text, senderId)).answers[0]?.id ?? '');
    const seen = (server: TestServer) => JSON.stringify([server.told.deltas, server.told.changes]);

    it('waits for their yes, and is not streamed before it', async () => {
      const server = await serve();
      const { id, about } = await ask(server, ILL);
      expect(seen(server)).not.toContain('400 mg');
      await server.runs.decide(workspace.userId, { ...about, ...yes });
      expect((await server.ended(id)).text).toBe(ADVICE);
    });

    it('is not seen after a no, nor where nobody decided in time', async () => {
      const server = await serve();
      const denied = await ask(server, ILL);
      await server.runs.decide(workspace.userId, { ...denied.about, allowed: false, reason: 'It is my back.' });
      expect((await server.ended(denied.id)).text).toBe(HELD_BACK.en.asked);
      const late = await ask(server, ILL);
      await db.pool.query(`update tool_call set approval = jsonb_set(approval, '{expiresAt}', '1') where id = $1`, [
        late.about.key,
      ]);
      await server.close();
      const again = await serve();
      expect((await again.ended(late.id)).text).toBe(HELD_BACK.en.asked);
      expect(seen(server) + seen(again)).not.toContain('400 mg');
    });

    it('is not seen where the model never asks, in German either', async () => {
      const server = await serve({ asks: false });
      expect((await answer(server, ILL)).text).toBe(HELD_BACK.en.unasked);
      const german = await answer(server, '@health ich habe seit drei Tagen Kopfschmerzen');
      expect(german.text).toBe(HELD_BACK.de.unasked);
      expect(seen(server)).not.toContain('400 mg');
    });

    it('rests on what this very person confirmed here, and on nothing they have said since', async () => {
      const asking = await serve();
      const { id, about } = await ask(asking, ILL);
      const ben = await joined(workspace);
      await expect(asking.runs.decide(ben, { ...about, ...yes })).rejects.toMatchObject({ code: 'forbidden' });
      await asking.runs.decide(workspace.userId, { ...about, ...yes });
      await asking.ended(id);
      await asking.close();

      const server = await serve({ asks: false });
      expect((await answer(server, '@health And now?')).text).toBe(ADVICE);
      expect((await answer(server, '@health And now?', ben)).text).toBe(HELD_BACK.en.unasked);
      expect((await answer(server, '@health I also have a fever')).text).toBe(HELD_BACK.en.unasked);
      expect((await answer(server, '@health And now?')).text).toBe(HELD_BACK.en.unasked);
    });

    it('does not rest on what was confirmed in another chat, or two days ago', async () => {
      const asking = await serve();
      const { id, about } = await ask(asking, ILL);
      await asking.runs.decide(workspace.userId, { ...about, ...yes });
      await asking.ended(id);
      const chatId = newId();
      await db.pool.query(`insert into chat (id, kind, title, "createdBy") values ($1, 'group', 'Other', $2)`, [
        chatId,
        workspace.userId,
      ]);
      await db.pool.query(
        `insert into member ("chatId", "contactId", kind, version) values ($1, $2, 'user', 1), ($1, 'health', 'agent', 1)`,
        [chatId, workspace.userId],
      );
      const other = await serve({ asks: false, of: { ...workspace, chatId } });
      expect((await answer(other, '@health And now?')).text).toBe(HELD_BACK.en.unasked);

      await db.pool.query(`update tool_call set "startedAt" = now() - interval '2 days' where id = $1`, [about.key]);
      const server = await serve({ asks: false });
      expect((await answer(server, '@health And now?')).text).toBe(HELD_BACK.en.unasked);
    });
  });
});
