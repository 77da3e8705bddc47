import * as z from 'zod/mini';

export const SpanKind = z.enum(['run', 'choice', 'step', 'model', 'tool']);
export type SpanKind = z.infer<typeof SpanKind>;

export const SpanStatus = z.enum(['ok', 'error', 'stopped']);
export type SpanStatus = z.infer<typeof SpanStatus>;

export const SpanAttribute = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
export type SpanAttribute = z.infer<typeof SpanAttribute>;

/** A part of a run as it was traced; times are milliseconds since 1970. */
export const Span = z.object({
  /** As OpenTelemetry has it: 16 hexadecimal digits. */
  id: z.string(),
  /** May name one that is not there. */
  parentId: z.nullable(z.string()),
  kind: SpanKind,
  name: z.string(),
  agentId: z.nullable(z.string()),
  startedAt: z.int(),
  endedAt: z.int(),
  status: SpanStatus,
  /** A word of a closed list, such as `rate-limited`; null where it went well. */
  errorCode: z.nullable(z.string()),
  provider: z.nullable(z.string()),
  model: z.nullable(z.string()),
  inputTokens: z.nullable(z.int()),
  outputTokens: z.nullable(z.int()),
  cachedTokens: z.nullable(z.int()),
  /** Millionths of a US dollar; null where nobody knows it or nothing was spent. */
  costMicros: z.nullable(z.number()),
  /** By the names of OpenTelemetry's conventions for generative AI, and ours under `waggle.`. */
  attributes: z.record(z.string(), SpanAttribute),
  /** What was said and answered is kept. */
  hasTexts: z.boolean(),
});
export type Span = z.infer<typeof Span>;

const SpanMessage = z.object({
  role: z.string(),
  parts: z.array(
    z.union([
      z.object({ type: z.literal('text'), content: z.string() }),
      z.object({ type: z.literal('tool_call'), id: z.string(), name: z.string(), arguments: z.unknown() }),
      z.object({ type: z.literal('tool_call_response'), id: z.string(), response: z.string() }),
    ]),
  ),
});
export type SpanMessage = z.infer<typeof SpanMessage>;

/** What was said in a span, cut to what is kept of it; nothing of it where that was too much. */
export const SpanTexts = z.discriminatedUnion('of', [
  z.object({ of: z.literal('model'), input: z.array(SpanMessage), output: z.array(SpanMessage) }),
  z.object({ of: z.literal('tool'), input: z.unknown(), output: z.string() }),
  z.object({ of: z.literal('nothing') }),
]);
export type SpanTexts = z.infer<typeof SpanTexts>;
