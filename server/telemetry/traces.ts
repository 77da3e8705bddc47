import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { type Traced, type TracedEnd, type TraceSpan, UNTRACED } from '../../agents/run/tracer.ts';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../store/database.ts';
import { isOutage } from '../store/outage.ts';
import { forgetSpanTexts, type SpanRow, sweepSpans, writeSpans } from '../store/spans.ts';
import { readWorkspace } from '../store/workspace.ts';
import { createBatches } from './batches.ts';
import { type EndedSpan, spanIdOf, spanRow, type TracedRun } from './spanRow.ts';

const CHANGED = 'telemetry:changed';
const KEPT_MS = 30 * 86_400_000;
const SWEEP_EVERY_MS = 3_600_000;
const SWEEP_AT_ONCE = 5_000;

/** Where spans go besides the database. */
export type Export = { send(rows: readonly SpanRow[]): void; flush(): Promise<void>; close(): Promise<void> };

/** Who is told how runs go. */
export type RunTraces = { run(of: TracedRun): TraceSpan };
export const NO_TRACES: RunTraces = { run: () => UNTRACED };

export interface Traces extends RunTraces {
  /** Whether texts may be kept was changed; to be called after the commit. */
  changed(): Promise<void>;
  flush(): Promise<void>;
  /** Writes and sends what is there. */
  close(): Promise<void>;
}

type Parts = {
  database: Pick<Database, 'pool' | 'prisma'>;
  bus: Bus;
  exporter?: Export | undefined;
  /** Deletes what is too old. */
  sweeps: boolean;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  now?: () => number;
};

/** Keeps how runs went in the database for a month, and exports it where that is set. */
export async function openTraces({ database, bus, exporter, sweeps, logger, now = Date.now }: Parts): Promise<Traces> {
  const { pool, prisma } = database;
  let withTexts = false;
  const batches = createBatches<EndedSpan>({
    async write(spans) {
      const rows = spans.map(spanRow);
      await writeSpans(pool, rows);
      exporter?.send(rows);
    },
    mayTryAgain: isOutage,
    logger,
  });

  async function load(): Promise<void> {
    withTexts = (await readWorkspace(prisma))?.tracePrompts ?? false;
  }
  function reload(): void {
    load().catch((error: unknown) => {
      // Rather too little than what is not allowed.
      withTexts = false;
      logger.error({ err: error }, 'whether texts may be kept could not be read');
    });
  }
  function sweep(): void {
    sweepSpans(pool, { before: new Date(now() - KEPT_MS), most: SWEEP_AT_ONCE }).catch((error: unknown) => {
      logger.error({ err: error }, 'old traces could not be deleted');
    });
  }

  type Place = Pick<EndedSpan, 'id' | 'parentId' | 'of' | 'stepId' | 'agentId' | 'what'>;

  function open(place: Place): TraceSpan {
    const startedAt = now();
    let isOver = false;
    return {
      begin: (what) => open({ ...place, ...within(what, place), parentId: place.id, what }),
      end({ texts, ...end } = {}) {
        if (isOver) return;
        isOver = true;
        const kept: TracedEnd = withTexts && texts !== undefined && !batches.isBehind ? { ...end, texts } : end;
        batches.add({ ...place, end: kept, startedAt, endedAt: now() });
      },
    };
  }

  await load();
  const stops = [bus.subscribe(CHANGED, reload), bus.onResumed(reload)];
  const timer = sweeps ? setInterval(sweep, SWEEP_EVERY_MS).unref() : undefined;
  if (sweeps) sweep();

  return {
    run: (of) =>
      open({ id: spanIdOf(`run ${of.runId}`), parentId: null, of, stepId: null, agentId: null, what: { kind: 'run' } }),
    async changed() {
      await load();
      bus.publish(CHANGED, {});
      if (!withTexts) await forgetSpanTexts(pool);
    },
    flush: () => batches.flush(),
    async close() {
      clearInterval(timer);
      for (const stop of stops) stop();
      await batches.close();
      await exporter?.close();
    },
  };
}

/** Whoever goes on with a step tells of the same one; an attempt or a call is a new one each time. */
function within(what: Traced, { stepId, agentId }: Pick<EndedSpan, 'stepId' | 'agentId'>) {
  switch (what.kind) {
    case 'step':
      return { id: spanIdOf(`step ${what.stepId}`), stepId: what.stepId, agentId: what.agentId };
    case 'choice':
      return { id: drawn(), stepId, agentId: what.agentId };
    case 'model':
    case 'tool':
      return { id: drawn(), stepId, agentId };
  }
}

function drawn(): string {
  return randomBytes(8).toString('hex');
}
