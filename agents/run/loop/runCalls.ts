import type { CallResult } from '../../providers/provider.ts';
import type { ToolResult, ToolSource } from '../../tools/tool.ts';
import { type CallSurroundings, callTool } from './callTool.ts';
import type { PlannedCall } from './nextStep.ts';
import { drawNonce, readable } from './outside.ts';

export type CameOf = { results: CallResult[]; fromOutside: boolean; sources: ToolSource[] };

/**
 * Does the calls of one round at the same time. Null where the step was stopped. Where a port throws, the other calls
 * are stopped and ended before that is thrown.
 */
export async function runCalls(
  calls: readonly PlannedCall[],
  roundKey: string,
  around: Omit<CallSurroundings, 'key'>,
): Promise<CameOf | null> {
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

  const cameOf: CameOf = { results: [], fromOutside: false, sources: [] };
  for (const [at, { call }] of calls.entries()) {
    const one = settled[at];
    if (one?.status !== 'fulfilled' || one.value === null) return null;
    add(cameOf, call, one.value);
  }
  return cameOf;
}

function add(cameOf: CameOf, call: PlannedCall['call'], result: ToolResult): void {
  const text = readable(call.name, result, drawNonce());
  cameOf.results.push({ callId: call.id, text, failed: result.kind === 'failed' });
  cameOf.fromOutside ||= result.fromOutside === true;
  if (result.kind === 'done') cameOf.sources.push(...(result.sources ?? []));
}
