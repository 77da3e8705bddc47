import type { ToolContext, ToolResult } from '../../tools/tool.ts';
import type { Log } from '../log.ts';
import type { PlannedCall } from './nextStep.ts';
import type { KnownCall } from './ports.ts';

type Planned = Extract<PlannedCall['plan'], { do: 'run' }>;

/** The input with which a call is asked for and done, or why there is nothing to ask: what it stands for is in it. */
export async function fixedInput(
  { tool, input }: Planned,
  before: KnownCall | null,
  { key, timeZone, log }: Pick<ToolContext, 'timeZone'> & { key: string; log: Log },
): Promise<{ input: unknown } | { stop: ToolResult }> {
  if (tool.fix === undefined) return { input };
  try {
    return await tool.fix(input, before?.input ?? null, { timeZone });
  } catch (error) {
    log.error({ err: error, tool: tool.name, key }, 'a tool threw');
    return { stop: { kind: 'failed', failure: 'failed', text: 'The tool failed. Nothing was done.' } };
  }
}
