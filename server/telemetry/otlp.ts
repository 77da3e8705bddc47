import { SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { SpanTexts } from '../../shared/trace.ts';
import type { SpanRow } from '../store/spans.ts';
import type { Export } from './traces.ts';

const TIMEOUT_MS = 10_000;
/** So long the end of the process waits for who takes the spans. */
const CLOSE_WITHIN_MS = 2_000;

type Parts = {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Of this process, and its version. */
  instance: string;
  version: string;
  logger: Pick<Logger, 'warn' | 'info'>;
};

/** Sends spans by OTLP over HTTP, several at once; what nobody takes is lost. */
export function createOtlpExport({ url, headers, instance, version, logger }: Parts): Export {
  const resource = resourceFromAttributes({
    'service.name': 'waggle',
    'service.version': version,
    'service.instance.id': instance,
  });
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: TIMEOUT_MS });
  const processor = new BatchSpanProcessor({
    exporter: telling(exporter, { url, logger }),
    scheduledDelayMillis: 1_000,
    exportTimeoutMillis: TIMEOUT_MS,
  });
  return {
    send(rows) {
      for (const row of rows) processor.onEnd(readableSpan(row, { resource, version }));
    },
    flush: () => processor.forceFlush(),
    async close() {
      await Promise.race([processor.shutdown(), pause(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

/** Says once that nothing gets there, and once that it does again. */
function telling(exporter: SpanExporter, { url, logger }: Pick<Parts, 'url' | 'logger'>): SpanExporter {
  let failing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !failing) logger.warn({ err: result.error, url: originOf(url) }, 'traces could not be sent');
        if (!failed && failing) logger.info({ url: originOf(url) }, 'traces are sent again');
        failing = failed;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/** A path or a query may hold a key. */
function originOf(url: string): string {
  return new URL(url).origin;
}

const STATUS = { ok: SpanStatusCode.OK, error: SpanStatusCode.ERROR, stopped: SpanStatusCode.UNSET } as const;

function readableSpan(row: SpanRow, { resource, version }: { resource: Resource; version: string }): ReadableSpan {
  const contextOf = (spanId: string) => ({ traceId: row.traceId, spanId, traceFlags: TraceFlags.SAMPLED });
  return {
    name: row.name,
    kind: row.kind === 'model' ? SpanKind.CLIENT : SpanKind.INTERNAL,
    spanContext: () => contextOf(row.id),
    ...(row.parentId !== null && { parentSpanContext: contextOf(row.parentId) }),
    startTime: hrTime(row.startedAt),
    endTime: hrTime(row.endedAt),
    duration: hrTime(row.endedAt - row.startedAt),
    status: { code: STATUS[row.status], ...(row.errorCode !== null && { message: row.errorCode }) },
    attributes: { ...row.attributes, ...textsOf(row.texts) },
    ...{ links: [], events: [], ended: true, resource, instrumentationScope: { name: 'waggle', version } },
    ...{ droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0 },
  };
}

function hrTime(ms: number): [number, number] {
  return [Math.floor(ms / 1000), Math.round((ms % 1000) * 1e6)];
}

function textsOf(json: string | null): Record<string, string> {
  const texts = json === null ? undefined : SpanTexts.parse(JSON.parse(json));
  switch (texts?.of) {
    case undefined:
    case 'nothing':
      return {};
    case 'model':
      return {
        'gen_ai.input.messages': JSON.stringify(texts.input),
        'gen_ai.output.messages': JSON.stringify(texts.output),
      };
    case 'tool':
      return {
        'gen_ai.tool.call.arguments': JSON.stringify(texts.input ?? null),
        'gen_ai.tool.call.result': texts.output,
      };
  }
}
