import type { Span } from '../../shared/trace.ts';

/** A span with what is in it; `from` and `share` are where it stands in the time of the whole, 0 to 1. */
export type SpanNode = { span: Span; from: number; share: number; nodes: SpanNode[] };

export type SpanSums = {
  ms: number;
  requests: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  costMicros: number;
};

/** What is in what, in the order in which it began; a span whose parent is missing stands by itself. */
export function spanTree(spans: readonly Span[]): SpanNode[] {
  const known = new Set(spans.map(({ id }) => id));
  const { start, ms } = timeOf(spans);
  const below = new Map<string | null, Span[]>();
  for (const span of spans) {
    const parent = span.parentId !== null && known.has(span.parentId) ? span.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), span]);
  }
  const nodesOf = (parent: string | null): SpanNode[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => a.startedAt - b.startedAt || b.endedAt - a.endedAt)
      .map((span) => ({
        span,
        from: ms === 0 ? 0 : (span.startedAt - start) / ms,
        share: ms === 0 ? 1 : Math.max(0, span.endedAt - span.startedAt) / ms,
        nodes: nodesOf(span.id),
      }));
  return nodesOf(null);
}

/** What all of it took; tokens and money are those of the requests to models, which the rest only adds up. */
export function sumsOf(spans: readonly Span[]): SpanSums {
  const requests = spans.filter(({ kind }) => kind === 'model');
  const sum = (of: (span: Span) => number | null) => requests.reduce((total, span) => total + (of(span) ?? 0), 0);
  return {
    ms: timeOf(spans).ms,
    requests: requests.length,
    failed: requests.filter(({ status }) => status === 'error').length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costMicros: sum(({ costMicros }) => costMicros),
  };
}

function timeOf(spans: readonly Span[]): { start: number; ms: number } {
  if (spans.length === 0) return { start: 0, ms: 0 };
  const start = Math.min(...spans.map(({ startedAt }) => startedAt));
  return { start, ms: Math.max(...spans.map(({ endedAt }) => endedAt)) - start };
}
