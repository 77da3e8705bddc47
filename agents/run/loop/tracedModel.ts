import type { Candidate } from '../../models/candidate.ts';
import type { ModelRequest, ToolCall } from '../../providers/provider.ts';
import { type Trace, type TracedMessage, type TracedTexts, type TraceSpan, UNTRACED } from '../tracer.ts';

/** The how-manieth attempt at this model, after so many turns. */
export function beginAttempt(
  { provider, model, tier, because }: Candidate,
  which: { attempt: number; round: number },
  trace: Trace = UNTRACED,
): TraceSpan {
  const reason = because === undefined ? {} : { because };
  return trace.begin({ kind: 'model', provider: provider.id, model, tier, ...which, ...reason });
}

/** What a model was sent and what it answered, message by message. */
export function modelTexts(
  { system, turns, rounds = [], soFar }: Pick<ModelRequest, 'system' | 'turns' | 'rounds' | 'soFar'>,
  said: { text: string; calls: readonly ToolCall[] },
): TracedTexts {
  const input = [
    message('system', system),
    ...turns.map(({ role, text }) => message(role, text)),
    ...rounds.flatMap(({ text, calls, results }): TracedMessage[] => [
      answer(text, calls),
      {
        role: 'tool',
        parts: results.map((result) => ({ type: 'tool_call_response', id: result.callId, response: result.text })),
      },
    ]),
    ...(soFar === '' ? [] : [message('assistant', soFar)]),
  ];
  return { of: 'model', input, output: [answer(said.text, said.calls)] };
}

function message(role: TracedMessage['role'], content: string): TracedMessage {
  return { role, parts: [{ type: 'text', content }] };
}

function answer(text: string, calls: readonly ToolCall[]): TracedMessage {
  return {
    role: 'assistant',
    parts: [
      ...(text === '' ? [] : [{ type: 'text' as const, content: text }]),
      ...calls.map(({ id, name, input }) => ({ type: 'tool_call' as const, id, name, arguments: input })),
    ],
  };
}
