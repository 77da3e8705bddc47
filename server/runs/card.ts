import { callFindings } from '../../agents/guard/callFindings.ts';
import type { RecordedCall } from '../../agents/run/loop/ports.ts';
import { cleanText } from '../../shared/text.ts';
import {
  CARD_DIFF_LENGTH,
  CARD_INPUT_LENGTH,
  CARD_RESULT_LENGTH,
  CODE_FINDINGS,
  type CodeFinding,
  type ToolApproval,
  type ToolCard,
  type ToolCardState,
} from '../../shared/toolCard.ts';

type Times = { startedAt: number; now: number; approval: ToolApproval | null };

/** What people see of a call as it is recorded; times are milliseconds since 1970. */
export function cardOf(call: RecordedCall, { startedAt, now, approval }: Times): ToolCard {
  const ended = call.state === 'ended' ? call.result : null;
  const findings = findingsOf(call, ended?.findings ?? []);
  return {
    ...beginningOf(call, ended === null ? 'running' : ended.kind, { startedAt, approval }),
    result: ended === null ? '' : beginning(ended.text, CARD_RESULT_LENGTH),
    failure: ended?.kind === 'failed' ? ended.failure : null,
    endedAt: ended === null ? null : now,
    ...(ended?.kind === 'done' && ended.diff !== undefined && { diff: beginning(ended.diff, CARD_DIFF_LENGTH) }),
    ...(ended?.warning && { warning: { ...ended.warning, passage: cleanText(ended.warning.passage) } }),
    ...(findings.length > 0 && { findings }),
  };
}

/** What people see of a call that nothing has come of. */
export function beginningOf(
  { key, tool, label, input }: Pick<RecordedCall, 'key' | 'tool' | 'label' | 'input'>,
  state: ToolCardState,
  { startedAt, approval }: Pick<Times, 'startedAt' | 'approval'>,
): ToolCard {
  const findings = findingsOf({ tool, input }, []);
  return {
    ...{
      key,
      tool: cleanText(tool),
      ...(label !== undefined && { label }),
      state,
      result: '',
      failure: null,
      startedAt,
      endedAt: null,
    },
    input: beginning(withSeenSigns(JSON.stringify(input)), CARD_INPUT_LENGTH),
    ...(approval !== null && { approval }),
    ...(findings.length > 0 && { findings }),
  };
}

/** What the program does that is to be run, and those that were made. */
function findingsOf({ tool, input }: { tool: string; input: unknown }, made: readonly CodeFinding[]): CodeFinding[] {
  return [...callFindings(tool, input), ...made].slice(0, CODE_FINDINGS).map(({ text, file, ...finding }) => {
    return { ...finding, text: cleanText(text), ...(file !== undefined && { file: cleanText(file) }) };
  });
}

/** JSON that means the same: signs that hide, or turn round what stands beside them, are written out for who decides. */
function withSeenSigns(json: string): string {
  return json.replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}]/gu, (sign) =>
    sign.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** No character is cut in half. */
function beginning(text: string, length: number): string {
  return cleanText(text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`);
}
