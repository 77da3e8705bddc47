import type { Traced, TracedEnd, TraceSpan } from '../run/tracer.ts';

export type RecordedSpan = { what: Traced | null; end: TracedEnd | null; spans: RecordedSpan[] };

/** Keeps what was told of something, as a tree; `end` is null while it is under way. */
export function recordedTrace(): { root: RecordedSpan; trace: TraceSpan } {
  const open = (span: RecordedSpan): TraceSpan => ({
    begin(what) {
      const inner: RecordedSpan = { what, end: null, spans: [] };
      span.spans.push(inner);
      return open(inner);
    },
    end(end = {}) {
      span.end ??= end;
    },
  });
  const root: RecordedSpan = { what: null, end: null, spans: [] };
  return { root, trace: open(root) };
}
