import * as z from 'zod';
import type { AnswerFailure, AnswerShare } from '../../../shared/message.ts';
import type { ToolFailure } from '../../../shared/toolCard.ts';
import type { Tool, ToolContext, ToolResult } from '../tool.ts';

/** A colleague of the chat who can be asked. */
export type Colleague = { id: string; handle: string; name: string; about: string };

/** What a colleague said, and what its models used for that, as its share. */
export type Said = ({ kind: 'said'; text: string } | { kind: 'failed'; failure: AnswerFailure | 'stopped' }) & {
  shares: readonly AnswerShare[];
};

export type Consulting = {
  colleagues: readonly Colleague[];
  /** So many of them may be asked for one answer. */
  most: number;
  ask(id: string, question: string, context: Pick<ToolContext, 'signal' | 'trace'>): Promise<Said>;
};

type Input = { handle: string; question: string };

/** Asks a colleague something while an answer is made. Who is asked calls nothing, and so waits for nobody. */
export function askAgentTool({ colleagues, most, ask }: Consulting): Tool<Input> {
  const asked = new Set<string>();
  const lines = colleagues.map(({ handle, name, about }) => `- ${handle}: ${name}, ${about}`);
  return {
    name: 'ask_agent',
    about: [
      'Asks another agent of this chat a question while you answer, and gives you what it says. You stay the one who answers.',
      'It reads the chat as you do and your question, and only writes: it can look up, run or change nothing.',
      `Each of them once for an answer, at most ${most} in all, and only where its field decides; what it says may be wrong.`,
      ...lines,
    ].join('\n'),
    effect: 'read',
    input: z.strictObject({
      handle: z.enum(
        colleagues.map(({ handle }) => handle),
        `one of the other agents of this chat: ${colleagues.map(({ handle }) => handle).join(', ')}`,
      ),
      question: z.string().trim().min(1).max(4_000).describe('All it needs to know beside the chat, and what you want'),
    }),
    limits: { timeMs: 120_000, characters: 12_000 },
    async run({ handle, question }, { signal, trace }) {
      const colleague = colleagues.find((one) => one.handle === handle);
      if (colleague === undefined) return failed('not-found', `There is no ${handle} in this chat.`);
      if (asked.has(colleague.id))
        return failed('bad-input', `You have asked ${colleague.name} for this answer already.`);
      if (asked.size >= most) return failed('not-allowed', `You have asked ${most} colleagues, and may ask no more.`);
      asked.add(colleague.id);
      const said = await ask(colleague.id, question, { signal, ...(trace !== undefined && { trace }) });
      const { shares } = said;
      if (said.kind === 'failed') {
        const text = `${colleague.name} could not answer (${said.failure}). Go on without.`;
        return { ...failed(FAILURES[said.failure] ?? 'failed', text), shares };
      }
      // What an agent says is no word of the person's, whatever it may have been talked into.
      return { kind: 'done', text: `${colleague.name} says:\n${said.text}`, fromOutside: true, shares };
    },
  };
}

const FAILURES: Partial<Record<Extract<Said, { kind: 'failed' }>['failure'], ToolFailure>> = {
  'rate-limited': 'rate-limited',
  'out-of-credit': 'no-key',
  'bad-key': 'no-key',
  overloaded: 'unreachable',
  unreachable: 'unreachable',
  timeout: 'timeout',
  refused: 'refused',
  'too-long': 'too-large',
  'over-budget': 'over-budget',
};

function failed(failure: ToolFailure, text: string): ToolResult {
  return { kind: 'failed', failure, text };
}
