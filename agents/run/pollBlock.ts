import { ChoiceText, NewPoll } from '../../shared/poll.ts';

/** Longest question of a poll that an agent posts. */
const QUESTION_LENGTH = 500;
const CHOICE_LENGTH = 100;

const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*([^`]*)$/;
const CHOICE = /^\s*(?:[-*+•]|\d{1,2}[.)])\s+(\S.*)$/;
const SEVERAL = /^\s*several\s*:\s*(yes|no|true|false)\s*$/i;
const QUESTION = /^\s*(?:question\s*:\s*)?(\S.*)$/i;

export type PostedPoll = { question: string; poll: NewPoll /** What the answer says besides. */; rest: string };

/** The first poll an answer posts, in a fenced block of the language `poll`; null where there is none that can be. */
export function takePoll(text: string): PostedPoll | null {
  const lines = text.split(/\r?\n/);
  for (const { from, to } of pollBlocks(lines)) {
    const found = pollOf(lines.slice(from + 1, to));
    if (found === null) continue;
    const rest = [lines.slice(0, from), lines.slice(to + 1)].map((part) => part.join('\n').trim());
    return { ...found, rest: rest.filter((part) => part !== '').join('\n\n') };
  }
  return null;
}

/** Places of the opening and the closing line of each; what stands in another block is none. */
function pollBlocks(lines: readonly string[]): { from: number; to: number }[] {
  const blocks: { from: number; to: number }[] = [];
  let open: { fence: string; from: number; isPoll: boolean } | null = null;
  for (const [at, line] of lines.entries()) {
    const [, fence = '', info = ''] = FENCE.exec(line) ?? [];
    if (fence === '') continue;
    if (open === null) open = { fence, from: at, isPoll: info.trim().toLowerCase() === 'poll' };
    else if (info.trim() === '' && fence.startsWith(open.fence)) {
      if (open.isPoll) blocks.push({ from: open.from, to: at });
      open = null;
    }
  }
  return blocks;
}

function pollOf(lines: readonly string[]): { question: string; poll: NewPoll } | null {
  let question: string | undefined;
  let several = false;
  const choices = new Set<string>();
  for (const line of lines) {
    if (line.trim() === '') continue;
    const choice = CHOICE.exec(line)?.[1];
    const says = SEVERAL.exec(line)?.[1]?.toLowerCase();
    if (choice !== undefined && question !== undefined) choices.add(shortened(choice.trim(), CHOICE_LENGTH));
    else if (says !== undefined) several = says === 'yes' || says === 'true';
    else if (question === undefined) question = QUESTION.exec(line)?.[1]?.trim();
    else return null;
  }
  const texts = [...choices].map((choice) => ChoiceText.safeParse(choice).data ?? '');
  const poll = NewPoll.safeParse({ choices: texts, several });
  if (question === undefined || !poll.success) return null;
  return { question: shortened(question, QUESTION_LENGTH), poll: poll.data };
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
