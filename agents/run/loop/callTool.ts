import { HANDOVER } from '../../engines/engine.ts';
import { fileFindings } from '../../guard/callFindings.ts';
import { instructionsIn } from '../../guard/instructionsIn.ts';
import { isAborted } from '../../models/chain.ts';
import type { ToolCall } from '../../providers/provider.ts';
import type { Tool, ToolContext, ToolResult } from '../../tools/tool.ts';
import type { Log } from '../log.ts';
import type { Trace, TracedEnd } from '../tracer.ts';
import type { PlannedCall } from './nextStep.ts';
import { shortened } from './outside.ts';
import type { CallCard, LoopPorts } from './ports.ts';
import { fixedInput } from './fixedInput.ts';
import { type Ran, runTool } from './runTool.ts';
import { unseenAddresses } from './unseen.ts';

export type CallSurroundings = Pick<ToolContext, 'now' | 'timeZone' | 'language'> & {
  key: string;
  tainted: boolean;
  /** Texts whose addresses count as named. */
  texts: readonly string[];
  graceMs: number;
  /** The step's; with its abort the call ends too. */
  signal: AbortSignal;
  ports: LoopPorts;
  log: Log;
  trace: Trace;
};

/** The step was stopped meanwhile, and the call came to nothing that is recorded, not even what it used. */
export type Stopped = { kind: 'stopped'; shares?: ToolResult['shares'] };

const NOT_KNOWN = 'It is not known whether it was done. Do not do it again unasked; say so to the person.';

const UNANSWERED = `The work was interrupted while this waited for an answer of the person, which went nowhere. ${NOT_KNOWN}`;

/**
 * Does what is planned about a call and records it, so that it is never executed again; what was recorded before is
 * the answer at once. Throws what a port throws.
 */
export async function callTool({ call, plan }: PlannedCall, around: CallSurroundings): Promise<ToolResult | Stopped> {
  const { key, ports } = around;
  if (plan.do === 'refuse') {
    around.trace.begin({ kind: 'tool', key, tool: call.name, effect: null }).end({ error: plan.failure });
    return ended(failed(plan.failure, plan.text), { called: { key, tool: call.name, input: call.input }, ports });
  }
  const { name, label } = plan.tool;
  const before = await ports.recorded(key);
  const fixed = before?.state === 'ended' ? { input: before.input } : await fixedInput(plan, before, around);
  const input = 'stop' in fixed ? plan.input : fixed.input;
  const called = { key, tool: name, ...(label !== undefined && { label }), input };
  if (before?.state === 'ended') return ended(before.result, { called, ports });
  const span = around.trace.begin({ kind: 'tool', key, tool: plan.tool.name, effect: plan.tool.effect });
  let approvalMs = 0;
  const finish = async (result: ToolResult) => {
    await ports.record({ ...called, state: 'ended', result });
    span.end(tracedEnd(result, { input, approvalMs }));
    return ended(result, { called, ports });
  };
  const stopped = (shares?: ToolResult['shares']): Stopped => {
    if (around.signal.reason !== HANDOVER) span.end({ stopped: true, ...(approvalMs > 0 && { approvalMs }) });
    return { kind: 'stopped', shares };
  };

  if (before?.state === 'begun' && plan.tool.effect !== 'read') {
    if (before.asking === true) return finish(failed('unanswered', UNANSWERED));
    return finish(failed('failed', `The work was interrupted while this ran. ${NOT_KNOWN}`));
  }
  if ('stop' in fixed) return finish(fixed.stop);
  const { effect, personal = false } = plan.tool;
  const unseen = unseenAddresses(plan.tool.reaches?.(input) ?? [], around.texts);
  const askedAt = around.now();
  const allowed = await orAborted(
    ports.allow(
      { ...called, effect, personal, timeZone: around.timeZone, tainted: around.tainted, unseen },
      around.signal,
    ),
    around.signal,
  );
  approvalMs = around.now() - askedAt;
  if (allowed === null || isAborted(around.signal)) return stopped();
  if (allowed !== 'allowed') return finish(failed('not-allowed', `Not done, it was not allowed: ${allowed.denied}`));

  await ports.record({ ...called, state: 'begun' });
  if (isAborted(around.signal)) return stopped();
  ports.callState({ ...called, state: { kind: 'begun' } });
  const { ask } = ports;
  const ran = await runTool(plan.tool, input, {
    signal: around.signal,
    graceMs: around.graceMs,
    now: around.now,
    timeZone: around.timeZone,
    language: around.language,
    trace: span,
    ...(ask !== undefined && { ask: (form) => ask(called, form, around.signal) }),
    progress: (share, what = '') => ports.callState({ ...called, state: { kind: 'progress', share, what } }),
  });
  logFault(ran, call, around);
  // What was stopped before it came to anything stays begun: whoever goes on decides by its effect.
  if (ran.how === 'stopped' && ran.result?.kind !== 'done') {
    ports.callState({ ...called, state: { kind: 'stopped' } });
    return stopped(ran.result?.shares);
  }
  return finish(await withKeptFiles(lookedAt(resultOf(ran, plan.tool)), ports));
}

/** The result with a warning where what it brought from outside seems to tell the model what to do. */
function lookedAt({ unseen, ...result }: ToolResult): ToolResult {
  if (result.fromOutside !== true) return result;
  const warning = instructionsIn({ text: result.text, unseen });
  return warning === null ? result : { ...result, warning };
}

function tracedEnd(result: ToolResult, { input, approvalMs }: { input: unknown; approvalMs: number }): TracedEnd {
  return {
    ...(result.kind === 'failed' && { error: result.failure }),
    ...(approvalMs > 0 && { approvalMs }),
    texts: () => ({ of: 'tool', input, output: result.text }),
  };
}

/** What could not be kept is said to the model, or it would promise people a file that is not there. */
async function withKeptFiles(result: ToolResult, ports: LoopPorts): Promise<ToolResult> {
  if (result.kind === 'failed' || result.files === undefined || result.files.length === 0) return result;
  const { attachments, lost } = await ports.keepFiles(result.files);
  const lines = lost.map(({ name, why }) => `\n[${name} could not be kept: ${why}]`);
  const { files, ...rest } = result;
  const findings = fileFindings(files);
  const found = findings.length > 0 && { findings };
  return { ...rest, ...found, text: result.text + lines.join(''), attachments };
}

function resultOf(ran: Ran, tool: Tool): ToolResult {
  if (ran.how === 'threw') return failed('failed', `The tool failed.${doubt(tool)}`);
  if (ran.result !== null) return { ...ran.result, text: shortened(ran.result.text, tool.limits.characters) };
  return failed('timeout', `It took longer than ${tool.limits.timeMs} ms and was stopped.${doubt(tool)}`);
}

function doubt(tool: Tool): string {
  return tool.effect === 'read' ? '' : ` ${NOT_KNOWN}`;
}

function failed(failure: Extract<ToolResult, { kind: 'failed' }>['failure'], text: string): ToolResult {
  return { kind: 'failed', failure, text };
}

function ended(
  result: ToolResult,
  { called, ports }: { called: Omit<CallCard, 'state'>; ports: LoopPorts },
): ToolResult {
  ports.callState({ ...called, state: { kind: 'ended', result } });
  return result;
}

function logFault(ran: Ran, call: ToolCall, { key, log }: CallSurroundings): void {
  if (ran.how === 'threw') log.error({ err: ran.cause, tool: call.name, key }, 'a tool threw');
  if (ran.how === 'timeout') log.warn({ err: ran.cause, tool: call.name, key }, 'a tool took too long');
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const stop = () => resolve(null);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, promise]);
  } catch (error) {
    // A port that rejects because of the abort says nothing new.
    if (signal.aborted) return null;
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
