import type { CallResult } from '../../providers/provider.ts';
import type { ToolResult } from '../../tools/tool.ts';
import { type Citations, cite } from '../../tools/web/citations.ts';
import { type CallSurroundings, callTool } from './callTool.ts';
import type { PlannedCall } from './nextStep.ts';
import { drawNonce, readable } from './outside.ts';
import type { Share } from '../../models/budget/spent.ts';

/**
 * What came of calls; where `stopped` is true not all of them have a result. `shares` is what they used until then,
 * `unrecorded` that part of it which is recorded with none of them.
 */
export type CameOf = {
  stopped: boolean;
  results: CallResult[];
  fromOutside: boolean;
  citations: Citations;
  shares: Share[];
  unrecorded: Share[];
};

/**
 * Does the calls of one round at the same time, and gives what they found the numbers that follow `citations`, in the
 * order of the calls and not that in which they ended. Where a port throws, the other calls are stopped and ended before that
 * is thrown.
 */
export async function runCalls(
  calls: readonly PlannedCall[],
  roundKey: string,
  around: Omit<CallSurroundings, 'key'>,
  citations: Citations,
): Promise<CameOf> {
  const broken = new AbortController();
  const signal = AbortSignal.any([around.signal, broken.signal]);
  const settled = await Promise.allSettled(
    calls.map(async (planned) => {
      try {
        return await callTool(planned, { ...around, signal, key: `${roundKey}/${planned.position}` });
      } catch (error) {
        broken.abort(error);
        throw error;
      }
    }),
  );
  if (broken.signal.aborted) throw broken.signal.reason;

  const cameOf: CameOf = { stopped: false, results: [], fromOutside: false, citations, shares: [], unrecorded: [] };
  for (const [at, { call }] of calls.entries()) {
    const one = settled[at];
    if (one?.status !== 'fulfilled') continue;
    const { shares = [] } = one.value;
    cameOf.shares.push(...shares);
    if (one.value.kind === 'stopped') {
      cameOf.stopped = true;
      cameOf.unrecorded.push(...shares);
    } else add(cameOf, call, one.value);
  }
  return cameOf;
}

function add(cameOf: CameOf, call: PlannedCall['call'], result: ToolResult): void {
  const text = readable(call.name, numbered(cameOf, result), drawNonce());
  cameOf.results.push({ callId: call.id, text, failed: result.kind === 'failed' });
  cameOf.fromOutside ||= result.fromOutside === true;
}

/** What is recorded has the numbers of its own call, and so gets those of the answer anew whenever a step is done again. */
function numbered(cameOf: CameOf, result: ToolResult): ToolResult {
  if (result.kind === 'failed' || result.sources === undefined || result.sources.length === 0) return result;
  const { text, citations } = cite(cameOf.citations, { text: result.text, sources: result.sources });
  cameOf.citations = citations;
  return { ...result, text };
}
