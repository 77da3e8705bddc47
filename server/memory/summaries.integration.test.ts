import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDirectEngine } from '../../agents/engines/direct/direct.ts';
import type { Purse } from '../../agents/models/budget/withBudget.ts';
import { createDemo } from '../../agents/providers/demo.ts';
import type { ModelRequest, Provider } from '../../agents/providers/provider.ts';
import { createScripted, type Script, type ScriptedProvider } from '../../agents/providers/scripted.ts';
import { specialistById } from '../../agents/roster/roster.ts';
import { modelsWith } from '../../agents/testing/parts.ts';
import { newId } from '../../shared/ids.ts';
import { createInProcessBus } from '../bus/inProcessBus.ts';
import { prepareGround } from '../runs/testing/ground.ts';
import { engineWith, silent, type TestServer } from '../runs/testing/server.ts';
import { forgetSummaries, outdateSummaries, readSummaries } from '../store/summaries.ts';
import { readRunContext } from '../store/runContext.ts';
import { readSpending } from '../store/spending.ts';
import { aroundQueries } from '../store/testing/aroundQueries.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { createSummaries, type Summaries } from './summaries.ts';

const isSummary = ({ system }: ModelRequest) => system.startsWith('You keep the memory of a chat.');

/** What a model was told, of one kind of request or the other. */
function told(provider: ScriptedProvider, which: 'summaries' | 'answers'): string[] {
  return provider.calls
    .filter((call) => isSummary(call) === (which === 'summaries'))
    .map(({ turns }) => turns.map(({ text }) => text).join('\n'));
}

describe.each(poolForms)('summaries, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'at work', () => {
    const { db, workspace, closing, start } = prepareGround({ open }, ['research']);
    let provider: ScriptedProvider;

    const answering: Script = (request, call) => [{ text: isSummary(request) ? `Summary ${call}.` : 'Honey.' }];

    function summariesOf(asked: Provider, purse?: Purse): Summaries {
      const engine = engineWith(asked, [], purse === undefined ? {} : { purse });
      const agentName = (id: string) => specialistById(id)?.name;
      return closing(
        createSummaries({
          ...{ database: db.database, bus: createInProcessBus(silent), engine, agentName, logger: silent },
        }),
      );
    }

    /** A server of which this provider is the only one, with what it keeps of chats. */
    async function serve(script: Script = answering): Promise<{ server: TestServer; summaries: Summaries }> {
      provider = createScripted(script);
      const summaries = summariesOf(provider);
      const ended = (run: { chatId: string; askedBy: string }) => summaries.look(run);
      return { server: await start({ engine: engineWith(provider), ended }), summaries };
    }

    /** So many messages, each of which names its place. */
    async function say(count: number, text = 'We keep bees.'): Promise<string[]> {
      const ids = Array.from({ length: count }, () => newId());
      const { chatId, userId } = workspace;
      await db.pool.query(
        `with raised as (
           update chat set "lastSeq" = "lastSeq" + $4::int where id = $2 returning "lastSeq" - $4::int as before
         )
         insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions)
         select id, $2, before + at, 1, $3, 'user', 'N' || (before + at) || ': ' || $5, '{}'
         from raised, unnest($1::text[]) with ordinality as m(id, at)`,
        [ids, chatId, userId, count, text],
      );
      return ids;
    }

    const kept = () => readSummaries(db.pool, workspace.chatId);
    const wanted = () => ({ chatId: workspace.chatId, askedBy: workspace.userId });

    async function answer(server: TestServer, summaries: Summaries): Promise<void> {
      const { answers, runId } = await server.ask('@research And?');
      await server.ended(answers[0]?.id ?? '');
      const done = `select from run where id = $1 and status = 'done'`;
      await expect.poll(async () => (await db.pool.query(done, [runId])).rowCount).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      await summaries.settled();
    }

    it('are made after an answer of what was said before the latest, and told in its place', async () => {
      await say(100);
      const { server, summaries } = await serve();
      await answer(server, summaries);
      expect(told(provider, 'answers')[0]).not.toContain('Summary');
      await expect.poll(async () => (await kept()).map(({ text }) => text)).toEqual(['Summary 2.']);
      const [made] = await kept();
      expect(made).toMatchObject({ number: 1, fromSeq: 1, uptoSeq: 86, stale: null, outside: false });
      expect(made?.facts).toEqual({
        ...{ provider: 'scripted', model: 'script', inputTokens: 10, outputTokens: 5, costMicros: null },
      });
      expect(told(provider, 'summaries')[0]).toMatch(/\[\d{4}-\d\d-\d\d \d\d:\d\d\] Ada: N1: We keep bees\./);
      await answer(server, summaries);
      const next = told(provider, 'answers')[1] ?? '';
      expect(next).toMatch(/^\[Summary of 86 earlier messages[^\n]+\nSummary 2\.\n\[End of the summary\]\nAda: N40:/);
      expect(next).not.toContain('left out');
      expect(await kept()).toHaveLength(1);
    });

    it('are told with what they do not tell, also where one is kept while a run reads', async () => {
      const { chatId, userId: askedBy } = workspace;
      const requestId = (await say(100)).at(-1) ?? '';
      const read = async (pool: Pick<typeof db.pool, 'query'>) => {
        const context = await readRunContext(pool, { chatId, requestId, askedBy, most: 70 });
        const { summary, unread } = context?.memory ?? {};
        return { summary: summary?.text, unread, said: context?.said.map(({ text }) => text) };
      };
      const places = (from: number) => Array.from({ length: 100 - from }, (_, at) => `N${from + at}: We keep bees.`);
      expect(await read(db.pool)).toEqual({ unread: { fromSeq: 1, uptoSeq: 29 }, said: places(30) });

      let asked = 0;
      let last: Promise<unknown> = Promise.resolve();
      const query = (statement: { text: string; values: unknown[] }) => {
        last = last.then(async () => {
          const rows = await db.pool.query(statement);
          asked += 1;
          if (asked === 1) {
            await db.pool.query(
              `insert into chat_summary ("chatId", number, "fromSeq", "uptoSeq", text, "madeFor", senders)
               values ($1, 1, 1, 80, 'Bees.', $2, '{}')`,
              [chatId, askedBy],
            );
          }
          return rows;
        });
        return last;
      };
      expect(await read({ query } as Pick<typeof db.pool, 'query'>)).toEqual({
        ...{ summary: 'Bees.', unread: { fromSeq: 1, uptoSeq: 39 }, said: places(40) },
      });
      expect(asked).toBe(4);
    });

    it('go on from the last one with what was said since', async () => {
      await say(50);
      const { summaries } = await serve();
      summaries.look(wanted());
      await summaries.settled();
      await say(40);
      summaries.look(wanted());
      await summaries.settled();
      expect((await kept()).map(({ number, fromSeq, uptoSeq }) => [number, fromSeq, uptoSeq])).toEqual([
        [2, 1, 74],
        [1, 1, 34],
      ]);
      expect(told(provider, 'summaries')[1]).toMatch(/<summary_so_far>\nSummary 1\.\n<\/summary_so_far>/);
      expect(told(provider, 'summaries')[1]).not.toContain('N34:');
      expect(told(provider, 'summaries')[1]).toContain('N35:');
    });

    it('lose what was deleted at once, and are made anew without it', async () => {
      const ids = await say(60);
      const { server, summaries } = await serve();
      summaries.look(wanted());
      await summaries.settled();
      await server.messages.delete(workspace.userId, { chatId: workspace.chatId, messageId: ids[4] ?? '' });
      expect(await kept()).toMatchObject([{ text: '', stale: 'deleted' }]);
      await answer(server, summaries);
      expect(told(provider, 'answers').join('\n')).not.toMatch(/Summary|N5:/);
      await expect.poll(async () => (await kept())[0]).toMatchObject({ number: 2, stale: null, fromSeq: 1 });
      expect(told(provider, 'summaries')[1]).not.toContain('N5:');
      expect(told(provider, 'summaries')[1]).toContain('N6:');
    });

    it('are not used once a message was edited that they tell of; another one changes nothing', async () => {
      const ids = await say(60);
      const { server, summaries } = await serve();
      summaries.look(wanted());
      await summaries.settled();
      const edit = (at: number) => {
        const messageId = ids[at] ?? '';
        return server.messages.edit(workspace.userId, { chatId: workspace.chatId, messageId, text: 'Wasps.' });
      };
      await edit(59);
      expect(await kept()).toMatchObject([{ stale: null }]);
      await edit(2);
      expect(await kept()).toMatchObject([{ text: 'Summary 1.', stale: 'edited' }]);
      await answer(server, summaries);
      expect(told(provider, 'answers').join('\n')).not.toContain('Summary 1.');
    });

    it('are not kept where what they were made of was deleted meanwhile', async () => {
      const ids = await say(60);
      const { promise, resolve } = Promise.withResolvers<null>();
      const { server, summaries } = await serve((request) => [
        { until: isSummary(request) ? promise : Promise.resolve() },
        { text: 'Summary with N5.' },
      ]);
      summaries.look(wanted());
      await expect.poll(() => provider.calls.length).toBe(1);
      await server.messages.delete(workspace.userId, { chatId: workspace.chatId, messageId: ids[4] ?? '' });
      resolve(null);
      await summaries.settled();
      expect(await kept()).toEqual([]);
    });

    it('are given up where the chat begins to keep to local models', async () => {
      await say(60);
      const { summaries } = await serve([{ hang: true }]);
      summaries.look(wanted());
      const ended = summaries.settled();
      await expect.poll(() => provider.calls.length).toBe(1);
      summaries.keepLocal(workspace.chatId);
      await ended;
      expect(provider.calls.map(({ signal }) => signal.aborted)).toEqual([true]);
      expect(await kept()).toEqual([]);
    });

    it('are given up within a second where nobody tells of that, and made where it was so before', async () => {
      await say(60);
      const keep = (on: boolean) =>
        db.pool.query('update chat set "localOnly" = $2 where id = $1', [workspace.chatId, on]);
      const { summaries } = await serve([{ hang: true }]);
      summaries.look(wanted());
      const ended = summaries.settled();
      await expect.poll(() => provider.calls.length).toBe(1);
      await keep(true);
      await ended;
      expect(provider.calls.map(({ signal }) => signal.aborted)).toEqual([true]);
      expect(await kept()).toEqual([]);

      const { promise, resolve } = Promise.withResolvers<null>();
      const near = createScripted([{ until: promise }, { text: 'Made here.' }], { id: 'ollama' });
      const models = modelsWith([near], { ollama: ['qwen3'] }, ['ollama']);
      const engine = createDirectEngine({ models, specialist: specialistById, log: silent });
      const one = closing(
        createSummaries({
          ...{ database: db.database, bus: createInProcessBus(silent), engine, logger: silent, agentName: () => 'x' },
        }),
      );
      one.look(wanted());
      const made = one.settled();
      await expect.poll(() => near.calls.length).toBe(1);
      // Longer than between two looks.
      await pause(1_500);
      resolve(null);
      await made;
      expect((await kept()).map(({ text }) => text)).toEqual(['Made here.']);
      await keep(false);
    });

    it('are made by one process at a time, and by another where one has died', async () => {
      await say(60);
      const { summaries } = await serve();
      const other = summariesOf(provider);
      for (const one of [summaries, other, summaries]) one.look(wanted());
      await Promise.all([summaries.settled(), other.settled()]);
      expect(told(provider, 'summaries')).toHaveLength(1);
      await say(60);
      const { rows } = await db.pool.query(
        `insert into chat_summary ("chatId", number, claim, "madeFor", "leaseUntil")
         values ($1, 2, 'dead', $2, now() + interval '1 hour') returning number`,
        [workspace.chatId, workspace.userId],
      );
      expect(rows).toHaveLength(1);
      other.look(wanted());
      await other.settled();
      expect(await kept()).toMatchObject([{ number: 2, text: null }, { number: 1 }]);
      await db.pool.query(`update chat_summary set "leaseUntil" = now() where claim = 'dead'`);
      other.look(wanted());
      await other.settled();
      expect(await kept()).toMatchObject([{ number: 3, uptoSeq: 104 }, { number: 1 }]);
    });

    it('are not made again by who read the chat before one was kept', async () => {
      await say(60);
      const { summaries } = await serve();
      const other = summariesOf(provider);
      let claims = 0;
      const both = Promise.withResolvers<void>();
      const restore = aroundQueries(db.pool, async (statement, ask) => {
        if (!statement.includes('insert into chat_summary')) return ask();
        const claim = ++claims;
        if (claim === 2) both.resolve();
        // Both have read the chat by then; the second goes on when what the first made is there.
        await both.promise;
        if (claim === 2) {
          await expect.poll(async () => (await kept()).map(({ text }) => text)).toEqual([expect.any(String)]);
        }
        return ask();
      });
      onTestFinished(restore);
      for (const one of [summaries, other]) one.look(wanted());
      await Promise.all([summaries.settled(), other.settled()]);
      expect(claims).toBeGreaterThanOrEqual(2);
      expect(told(provider, 'summaries')).toHaveLength(1);
      expect(await kept()).toMatchObject([{ number: 1 }]);
    });

    it('cost the chat’s budget, and are not made over it', async () => {
      await say(60);
      const spenders: unknown[] = [];
      const purse: Purse = {
        limits: () => true,
        money: async () => null,
        reserve: async (_, spender) => {
          spenders.push(spender);
          return false;
        },
        settle: async () => {},
      };
      const asked = createScripted(answering, { id: 'anthropic' });
      const engine = engineWith(asked, [], { listed: ['claude-haiku-5-5'], purse });
      const one = closing(
        createSummaries({
          ...{ database: db.database, bus: createInProcessBus(silent), engine, logger: silent, agentName: () => 'x' },
        }),
      );
      one.look(wanted());
      await one.settled();
      expect(asked.calls).toEqual([]);
      expect(await kept()).toEqual([]);
      const { rows } = await db.pool.query(
        `insert into chat_summary ("chatId", number, text, facts, "madeFor")
         values ($1, 9, 'x', '{"provider": "p", "model": "m", "inputTokens": 9, "outputTokens": 1, "costMicros": 70}', $2)
         returning number`,
        [workspace.chatId, workspace.userId],
      );
      expect(rows).toHaveLength(1);
      const spent = await readSpending(db.pool, { since: new Date(0), userId: workspace.userId, timeZone: 'UTC' });
      expect(spent).toMatchObject([{ agentId: 'queen', provider: 'p', answers: 0, costMicros: 70, unknown: 0 }]);
      expect(spenders[0]).toEqual({
        userId: workspace.userId,
        chatId: workspace.chatId,
        agentId: 'queen',
        runId: null,
      });
    });

    it('are picked by rules where there is no model, and say so', async () => {
      await say(60, 'Ben must call 12 keepers tomorrow.');
      const summaries = summariesOf(createDemo());
      summaries.look(wanted());
      await summaries.settled();
      const [made] = await kept();
      expect(made).toMatchObject({ facts: null, uptoSeq: 44 });
      expect(made?.text).toMatch(/^Without a model this is no summary/);
      expect(made?.text).toContain('Ben must call 12 keepers');
    });

    it('say that words from outside stood in what they tell of, and whose all of it was', async () => {
      const ids = await say(60);
      await db.pool.query(`update message set extras = '{"forwarded": true}' where id = $1`, [ids[3]]);
      const { summaries } = await serve();
      summaries.look(wanted());
      await summaries.settled();
      const { rows } = await db.pool.query('select outside, senders from chat_summary where "chatId" = $1', [
        workspace.chatId,
      ]);
      expect(rows).toEqual([{ outside: true, senders: [workspace.userId] }]);
    });

    it('are made anew from the messages where people want it, and forgotten with all that was said', async () => {
      await say(60);
      const { server, summaries } = await serve();
      summaries.look(wanted());
      await summaries.settled();
      await outdateSummaries(db.pool, workspace.chatId);
      summaries.want(wanted());
      await summaries.settled();
      expect(await kept()).toMatchObject([
        { number: 2, stale: null },
        { number: 1, stale: 'anew' },
      ]);
      expect(told(provider, 'summaries')[1]).not.toContain('summary_so_far');
      await forgetSummaries(db.database, { chatId: workspace.chatId, userId: workspace.userId });
      expect((await kept()).map(({ kind, text, stale }) => [kind, text, stale])).toEqual([
        ['forgotten', '', null],
        ['summary', '', 'forgotten'],
        ['summary', '', 'forgotten'],
      ]);
      await answer(server, summaries);
      expect(told(provider, 'answers').at(-1)).toBe(
        '[What was said before was forgotten because people here wanted it so]\nRequest from Ada:\n@research And?',
      );
      await say(50);
      await answer(server, summaries);
      await expect.poll(async () => (await kept())[0]).toMatchObject({ kind: 'summary', fromSeq: 61, stale: null });
    });
  });
});
