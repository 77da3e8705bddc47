import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createScripted, type ScriptStep } from '../../agents/providers/scripted.ts';
import { done, toolNamed } from '../../agents/run/loop/testing/loopParts.ts';
import { newId } from '../../shared/ids.ts';
import type { Span } from '../../shared/trace.ts';
import { createInProcessBus } from '../bus/inProcessBus.ts';
import { prepareGround } from '../runs/testing/ground.ts';
import { engineWith, silent, type TestServer } from '../runs/testing/server.ts';
import { readSpans, readSpanTexts, sweepSpans } from '../store/spans.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { createOtlpExport } from './otlp.ts';
import { spanIdOf, traceIdOf } from './spanRow.ts';
import { type CollectedSpan, startCollector } from './testing/collector.ts';
import { createTraceReader } from './traceReader.ts';
import { type Export, openTraces, type Traces } from './traces.ts';

type Script = Parameters<typeof createScripted>[0];

/** Fails once, then calls a tool, then answers. */
const whole: Script = ({ rounds }, call): ScriptStep[] => {
  if (call === 1) return [{ fail: 'overloaded', retryAfterMs: 1 }];
  if (rounds === undefined) return [{ text: 'I look.' }, { call: 'look', input: { of: 'the \0hive' } }];
  return [{ text: 'It hums.' }];
};

/** Kind, name, status and what is below, in the order in which they began. */
type Tree = [string, string, string, Tree[]];
function treeOf(spans: readonly Span[], parentId: string | null): Tree[] {
  return spans
    .filter((span) => span.parentId === parentId)
    .map(({ id, kind, name, status }) => [kind, name, status, treeOf(spans, id)]);
}

describe.each(poolForms)('traces, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'of a run', () => {
    const { db, workspace, closing, start } = prepareGround({ open }, ['research', 'coder']);

    beforeAll(async () => {
      await db.pool.query(`insert into workspace (id, name) values ('w', 'Hive')`);
    });
    afterEach(async () => {
      await db.pool.query(`update workspace set "tracePrompts" = false`);
    });

    async function trace(exporter?: Export): Promise<Traces> {
      const parts = { bus: createInProcessBus(silent), exporter, sweeps: false, logger: silent };
      return closing(await openTraces({ database: db.database, ...parts }));
    }

    async function serve(script: Script, traces: Traces): Promise<TestServer> {
      const look = toolNamed('look', (of) => done(`Seen ${of}.`));
      return start({ engine: engineWith(createScripted(script), [look]), traces });
    }

    async function kept(runId: string, traces: Traces, enough: number): Promise<Span[]> {
      const read = async () => {
        await traces.flush();
        return readSpans(db.pool, { chatId: workspace.chatId, runId, most: 100 });
      };
      await expect.poll(async () => (await read()).length, { timeout: 5_000 }).toBeGreaterThanOrEqual(enough);
      return read();
    }

    it('tell each attempt and each call as a tree, with what was used, and no words', async () => {
      const traces = await trace();
      const server = await serve(whole, traces);
      const { runId } = await server.ask('@research look');
      const spans = await kept(runId, traces, 6);
      expect(treeOf(spans, null)).toEqual([
        [
          'run',
          'invoke_workflow direct',
          'ok',
          [
            [
              'step',
              'invoke_agent Research',
              'ok',
              [
                ['model', 'chat script', 'error', []],
                ['model', 'chat script', 'ok', []],
                ['tool', 'execute_tool look', 'ok', []],
                ['model', 'chat script', 'ok', []],
              ],
            ],
          ],
        ],
      ]);
      const [, step, failed, first, tool] = spans;
      expect(step).toMatchObject({ agentId: 'research', inputTokens: 20, outputTokens: 10, errorCode: null });
      expect(JSON.parse(String(step?.attributes['waggle.request.features']))).toMatchObject({ tools: 1, depth: 0 });
      expect(failed).toMatchObject({ errorCode: 'overloaded', provider: 'scripted', inputTokens: null });
      expect(failed?.attributes).toMatchObject({ 'error.type': 'overloaded', 'waggle.attempt': 1 });
      expect(failed?.attributes['waggle.retry_in_ms']).toBeGreaterThan(0);
      expect(first).toMatchObject({ model: 'script', inputTokens: 10, outputTokens: 5, agentId: 'research' });
      expect(first?.attributes).toMatchObject({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'scripted',
        'gen_ai.request.model': 'script',
        'gen_ai.response.model': 'script',
        'gen_ai.response.finish_reasons': ['tool_calls'],
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.conversation.id': workspace.chatId,
        'gen_ai.agent.id': 'research',
        'waggle.attempt': 2,
        'waggle.round': 0,
        'waggle.run.id': runId,
      });
      expect(tool?.attributes).toMatchObject({ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'look' });
      expect(JSON.stringify(spans)).not.toMatch(/hive|hums|I look/);
      expect(spans.some(({ hasTexts }) => hasTexts)).toBe(false);
    });

    it('tell a run that another process goes on with once, under the same ids', async () => {
      const [one, other] = [await trace(), await trace()];
      const hanging: Script = ({ rounds }) =>
        rounds === undefined ? [{ call: 'look', input: { of: 'a' } }] : [{ text: 'So' }, { hang: true }];
      const first = await serve(hanging, one);
      const { runId, answers } = await first.ask('@research look');
      await first.seen((text) => text.includes('So'));
      await first.close(0);
      const before = await kept(runId, one, 3);
      expect(before.map(({ kind, status }) => [kind, status])).toEqual([
        ['model', 'ok'],
        ['tool', 'ok'],
        ['model', 'stopped'],
      ]);
      const second = await serve(({ soFar }) => [{ text: `${soFar} it is.` }], other);
      second.runs.enqueue(runId);
      await second.ended(answers[0]?.id ?? '', 1);
      const spans = await kept(runId, other, 6);
      const [root] = spans.filter(({ parentId }) => parentId === null);
      expect(root).toMatchObject({ id: spanIdOf(`run ${runId}`), kind: 'run', status: 'ok' });
      expect(root?.attributes['waggle.run.attempt']).toBe(2);
      const steps = spans.filter(({ kind }) => kind === 'step');
      expect(steps).toHaveLength(1);
      expect(steps[0]?.attributes['waggle.step.goes_on']).toBe(true);
      const inStep = spans.filter(({ parentId }) => parentId === steps[0]?.id);
      expect(inStep.map(({ kind }) => kind)).toEqual(['model', 'tool', 'model', 'model']);
    });

    it('have what was said only while the admin allows it', async () => {
      await db.pool.query(`update workspace set "tracePrompts" = true`);
      const traces = await trace();
      const server = await serve(whole, traces);
      const { runId } = await server.ask('@research look');
      const spans = await kept(runId, traces, 6);
      const textsOf = (spanId: string) => readSpanTexts(db.pool, { chatId: workspace.chatId, runId, spanId });
      const withTexts = spans.filter(({ hasTexts }) => hasTexts);
      expect(withTexts.map(({ kind }) => kind)).toEqual(['model', 'model', 'tool', 'model']);
      const last = (await textsOf(withTexts.at(-1)?.id ?? '')) ?? '';
      expect(last).toContain('Seen the hive.');
      expect(last).toContain('It hums.');
      await db.pool.query(`update workspace set "tracePrompts" = false`);
      await traces.changed();
      expect(await textsOf(withTexts[0]?.id ?? '')).toBeUndefined();
      const later = await server.ask('@coder look');
      expect((await kept(later.runId, traces, 4)).some(({ hasTexts }) => hasTexts)).toBe(false);
    });

    it('are read by who manages the chat and by admins in it, the words by these alone', async () => {
      await db.pool.query(`update workspace set "tracePrompts" = true`);
      const traces = await trace();
      const server = await serve(whole, traces);
      const { chatId, userId } = workspace;
      const { runId } = await server.ask('@research look');
      const spans = await kept(runId, traces, 6);
      const spanId = spans.find(({ kind }) => kind === 'tool')?.id ?? '';
      const reader = createTraceReader({ database: db.database, flush: () => traces.flush() });
      const be = async (chatRole: string, role: string) => {
        await db.pool.query(`update member set role = $1 where "chatId" = $2 and "contactId" = $3`, [
          chatRole,
          chatId,
          userId,
        ]);
        await db.pool.query(`update "user" set role = $1 where id = $2`, [role, userId]);
      };
      const texts = () => reader.texts(userId, { chatId, runId, spanId });
      await be('member', 'member');
      await expect(reader.read(userId, { chatId, runId })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(texts()).rejects.toMatchObject({ reason: 'role' });
      await be('admin', 'member');
      const seen = await reader.read(userId, { chatId, runId });
      expect(seen).toMatchObject({ texts: false, more: false, spans: { length: 6 } });
      expect(seen.spans.some(({ hasTexts }) => hasTexts)).toBe(false);
      await expect(texts()).rejects.toMatchObject({ reason: 'texts' });
      await be('member', 'admin');
      expect(await reader.read(userId, { chatId, runId })).toMatchObject({ texts: true });
      expect(await texts()).toEqual({ texts: { of: 'tool', input: { of: 'the hive' }, output: 'Seen the hive.' } });
      expect(await reader.read(userId, { chatId, runId: newId() })).toMatchObject({ spans: [] });
      const elsewhere = { chatId: newId(), runId };
      await expect(reader.read(userId, elsewhere)).rejects.toMatchObject({ code: 'not-found' });
      await db.pool.query(`update workspace set "tracePrompts" = false`);
      await expect(texts()).rejects.toMatchObject({ reason: 'texts' });
    });

    it('go by OTLP to who collects them, one trace for each run', async () => {
      const collector = closing(await startCollector());
      const exporter = createOtlpExport({
        ...{ url: `${collector.url}/v1/traces`, headers: { authorization: 'Basic bee' } },
        ...{ instance: 'here', version: '1', logger: silent },
      });
      const traces = await trace(exporter);
      const server = await serve(whole, traces);
      const { runId } = await server.ask('@research look');
      await kept(runId, traces, 6);
      await exporter.flush();
      expect(collector.spans).toHaveLength(6);
      expect(new Set(collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([traceIdOf(runId)]));
      expect(collector.headers[0]).toBe('Basic bee');
      expect(collector.resources[0]).toMatchObject({ 'service.name': 'waggle', 'service.instance.id': 'here' });
      const named = (name: string) => collector.spans.filter((span) => span.name === name);
      const [run] = named('invoke_workflow direct') as [CollectedSpan];
      const [step] = named('invoke_agent Research') as [CollectedSpan];
      expect(run.parentSpanId ?? '').toBe('');
      expect(step.parentSpanId).toBe(run.spanId);
      const chats = named('chat script');
      expect(chats.map(({ parentSpanId, kind, status }) => [parentSpanId, kind, status])).toEqual([
        [step.spanId, 3, 2],
        [step.spanId, 3, 1],
        [step.spanId, 3, 1],
      ]);
      expect(chats[1]?.attributes).toMatchObject({
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.response.finish_reasons': ['tool_calls'],
      });
      expect(JSON.stringify(collector.spans)).not.toMatch(/hive|hums|gen_ai\.(input|output)\.messages/);
    });

    it('go with their chat, and after a while', async () => {
      const traces = await trace();
      const server = await serve([{ text: 'Yes.' }], traces);
      const { runId } = await server.ask('@research yes?');
      await kept(runId, traces, 3);
      const all = await db.pool.query('select id from span where "chatId" = $1', [workspace.chatId]);
      expect(await sweepSpans(db.pool, { before: new Date(0), most: 10 })).toBe(0);
      expect(await sweepSpans(db.pool, { before: new Date(Date.now() + 1_000), most: 10_000 })).toBeGreaterThanOrEqual(
        all.rowCount ?? 0,
      );
      const next = await server.ask('@research yes?');
      await kept(next.runId, traces, 3);
      const late = traces.run({ runId, chatId: workspace.chatId, userId: 'u', engine: 'direct', attempt: 1 });
      await server.close();
      await db.pool.query('delete from chat where id = $1', [workspace.chatId]);
      late.end();
      await traces.flush();
      const left = await db.pool.query('select id from span where "chatId" = $1', [workspace.chatId]);
      expect(left.rowCount).toBe(0);
    });
  });
});
