import { expect, test } from 'vitest';
import { messagesOf as anthropicMessages } from './anthropicMessages.ts';
import { messagesOf } from './compatibleMessages.ts';
import { demoTurn } from './demo/reply.ts';
import { inputOfRequest } from './openaiInput.ts';
import type { ModelRequest, Round } from './provider.ts';

const call = { id: 'c1', name: 'look', input: {}, text: '{}' };
const results = [{ callId: 'c1', text: 'Seen.', failed: false }];
const looked: Round = { text: '', calls: [call], results, kept: null, added: 'Ada adds: and wax' };
const said: Round = { text: 'So.', calls: [], results: [], kept: null, added: 'Ada adds: and honey' };

function request(model: string): ModelRequest {
  const turns = [{ role: 'user' as const, text: 'Look' }];
  const rounds = [looked, said];
  return { model, system: 'S', turns, rounds, soFar: '', maxOutputTokens: 9, signal: new AbortController().signal };
}

test('Anthropic reads what people added after what came of calls, and after a turn without any', () => {
  expect(anthropicMessages(request('claude'), 'anthropic').body.messages.slice(2)).toEqual([
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'c1', content: 'Seen.' },
        { type: 'text', text: 'Ada adds: and wax' },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'So.' }] },
    { role: 'user', content: [{ type: 'text', text: 'Ada adds: and honey' }] },
  ]);
});

test('OpenAI reads them as turns of people', () => {
  expect(inputOfRequest(request('gpt'), 'openai').slice(2)).toEqual([
    { type: 'function_call_output', call_id: 'c1', output: 'Seen.' },
    { role: 'user', content: 'Ada adds: and wax' },
    { role: 'assistant', content: 'So.' },
    { role: 'user', content: 'Ada adds: and honey' },
  ]);
});

test('so do servers like it, except for those that let nobody speak after a tool', () => {
  expect(messagesOf(request('some'), 'vllm').slice(3)).toEqual([
    { role: 'tool', tool_call_id: 'c1', content: 'Seen.' },
    { role: 'user', content: 'Ada adds: and wax' },
    { role: 'assistant', content: 'So.' },
    { role: 'user', content: 'Ada adds: and honey' },
  ]);
  expect(messagesOf(request('mistral-small'), 'mistral').slice(3)).toMatchObject([
    { role: 'tool', content: 'Seen.\n\nAda adds: and wax' },
    { role: 'assistant', content: 'So.' },
    { role: 'user', content: 'Ada adds: and honey' },
  ]);
});

test('the demo answers what was added, and repeats nothing', () => {
  const { text, calls } = demoTurn(request('assistant'), new Date(0));
  expect(text).toMatch(/^On what was added, “and honey”:\n\n./);
  expect(text).not.toContain('Ada adds');
  expect(calls).toEqual([]);
});
