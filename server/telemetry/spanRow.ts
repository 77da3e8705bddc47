import { createHash } from 'node:crypto';
import type { Traced, TracedEnd, TracedTexts } from '../../agents/run/tracer.ts';
import type { SpanAttribute, SpanStatus } from '../../shared/trace.ts';
import { cleanText } from '../../shared/text.ts';
import type { SpanRow } from '../store/spans.ts';

/** Of which run. `engine` executes it; `attempt` counts those that took it up. */
export type TracedRun = { runId: string; chatId: string; userId: string; engine: string; attempt: number };

/** Something that has ended, with what is known of it. */
export type EndedSpan = {
  id: string;
  parentId: string | null;
  of: TracedRun;
  /** Whose step it is in. */
  stepId: string | null;
  agentId: string | null;
  what: Traced | { kind: 'run' };
  end: TracedEnd;
  startedAt: number;
  endedAt: number;
};

type Attributes = Record<string, SpanAttribute>;

/** Longest texts of one span, in characters. */
const TEXTS_LENGTH = 32_000;
const LONGEST_NAME = 200;

/** The same for a run in every process that works on it. */
export function traceIdOf(runId: string): string {
  const hex = runId.replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) ? hex : hashed(runId).slice(0, 32);
}

/** The id of a run's span or of a step's: whoever goes on with it adds to the same. */
export function spanIdOf(name: string): string {
  return hashed(name).slice(0, 16);
}

/** A span by the conventions of OpenTelemetry for generative AI, as it is kept and exported. */
export function spanRow(span: EndedSpan): SpanRow {
  const { id, parentId, of, stepId, agentId, what, end, startedAt, endedAt } = span;
  const { usage } = end;
  return {
    ...{ id, parentId, stepId, agentId, startedAt, endedAt },
    ...{ runId: of.runId, chatId: of.chatId, userId: of.userId, traceId: traceIdOf(of.runId) },
    ...{ kind: what.kind, name: nameOf(span).slice(0, LONGEST_NAME), status: statusOf(end) },
    errorCode: end.error ?? null,
    provider: what.kind === 'model' ? what.provider : null,
    model: cleaned(what.kind === 'model' ? what.model : end.model),
    inputTokens: whole(usage?.inputTokens),
    outputTokens: whole(usage?.outputTokens),
    cachedTokens: whole(usage?.cachedInputTokens),
    costMicros: end.costMicros ?? null,
    attributes: attributesOf(span),
    texts: end.texts === undefined ? null : cut(end.texts()),
  };
}

function nameOf({ what, of }: EndedSpan): string {
  switch (what.kind) {
    case 'run':
      return `invoke_workflow ${of.engine}`;
    case 'choice':
      return `plan ${what.agentName}`;
    case 'step':
      return `invoke_agent ${what.agentName}`;
    case 'model':
      return `${what.draws ? 'generate_content' : 'chat'} ${what.model}`;
    case 'tool':
      return `execute_tool ${cleanText(what.tool)}`;
  }
}

function statusOf({ error, stopped = false }: TracedEnd): SpanStatus {
  if (error !== undefined) return 'error';
  return stopped ? 'stopped' : 'ok';
}

function attributesOf({ what, of, end, stepId, agentId }: EndedSpan): Attributes {
  return present({
    ...ofKind(what, of),
    ...ofEnd(end),
    'gen_ai.conversation.id': of.chatId,
    'gen_ai.agent.id': agentId ?? undefined,
    'waggle.run.id': of.runId,
    'waggle.step.id': stepId ?? undefined,
  });
}

type Perhaps = Record<string, SpanAttribute | undefined>;

function ofKind(what: EndedSpan['what'], of: TracedRun): Perhaps {
  switch (what.kind) {
    case 'run':
      return {
        'gen_ai.operation.name': 'invoke_workflow',
        'gen_ai.workflow.name': of.engine,
        'user.id': of.userId,
        'waggle.run.attempt': of.attempt,
      };
    case 'choice':
      return { 'gen_ai.operation.name': 'plan', 'gen_ai.agent.name': what.agentName };
    case 'step':
      return {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': what.agentName,
        ...(what.goesOn && { 'waggle.step.goes_on': true }),
        ...(what.features !== undefined && { 'waggle.request.features': JSON.stringify(what.features()) }),
      };
    case 'model':
      return {
        'gen_ai.operation.name': what.draws ? 'generate_content' : 'chat',
        ...(what.draws && { 'gen_ai.output.type': 'image' }),
        'gen_ai.provider.name': PROVIDERS[what.provider] ?? what.provider,
        'gen_ai.request.model': what.model,
        'waggle.model.tier': what.tier ?? undefined,
        'waggle.model.because': what.because,
        'waggle.attempt': what.attempt,
        'waggle.round': what.round,
      };
    case 'tool':
      return {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': cleanText(what.tool).slice(0, LONGEST_NAME),
        'gen_ai.tool.type': 'function',
        'gen_ai.tool.call.id': what.key,
        'waggle.tool.effect': what.effect ?? undefined,
      };
  }
}

function ofEnd(end: TracedEnd): Perhaps {
  const { usage, costMicros, firstMs, model, finish } = end;
  return {
    'error.type': end.error,
    'gen_ai.response.model': model,
    'gen_ai.response.finish_reasons': finish && [FINISHES[finish]],
    'gen_ai.usage.input_tokens': usage?.inputTokens,
    'gen_ai.usage.output_tokens': usage?.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': usage?.cachedInputTokens,
    'gen_ai.usage.cache_creation.input_tokens': usage?.cacheWriteTokens,
    'gen_ai.usage.reasoning.output_tokens': usage?.thinkingTokens,
    'waggle.cost.micro_usd': costMicros ?? undefined,
    'waggle.first_chunk_ms': firstMs,
    'waggle.retry_in_ms': end.retryInMs,
    'waggle.approval_ms': end.approvalMs,
    ...(end.held === true && { 'waggle.held': true }),
    ...(end.stopped === true && { 'waggle.stopped': true }),
  };
}

/** As the conventions call those they know by another name. */
const PROVIDERS: Readonly<Record<string, string>> = { gemini: 'gcp.gemini', mistral: 'mistral_ai' };

const FINISHES = { complete: 'stop', length: 'length', refused: 'content_filter', calls: 'tool_calls' } as const;

function present(attributes: Perhaps): Attributes {
  const given = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'string' ? cleanText(value) : value]],
  );
  return Object.fromEntries(given) as Attributes;
}

function cleaned(text: string | undefined): string | null {
  return text === undefined ? null : cleanText(text).slice(0, LONGEST_NAME);
}

/** As a column holds it, whatever a provider says. */
function whole(count: number | undefined): number | null {
  return count === undefined ? null : Math.min(2 ** 31 - 1, Math.max(0, Math.round(count)));
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** As JSON within the bound: the longest strings lose their end until it fits. */
function cut(texts: TracedTexts): string {
  for (let most = TEXTS_LENGTH; ; most = Math.floor(most / 2)) {
    const json = JSON.stringify(texts, (_, value: unknown) =>
      typeof value === 'string' ? shortened(value, most) : value,
    );
    if (json.length <= TEXTS_LENGTH) return json;
    if (most < 64) return JSON.stringify({ of: 'nothing' });
  }
}

function shortened(text: string, most: number): string {
  const clean = cleanText(text);
  if (clean.length <= most) return clean;
  return `${clean.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}… [${clean.length - most} more]`;
}
