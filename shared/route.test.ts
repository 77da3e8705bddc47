import { describe, expect, test } from 'vitest';
import { type RouteInput, route } from './route.ts';

const base: RouteInput = {
  text: 'What is new?',
  mentioned: [],
  everyone: false,
  repliedTo: null,
  chat: { kind: 'group', answers: 'mentioned' },
  agentIds: ['research', 'coder'],
};

const toAgent = { senderId: 'coder', senderKind: 'agent' } as const;
const toPerson = { senderId: 'anna', senderKind: 'user' } as const;
const toStranger = { senderId: 'gone', senderKind: 'agent' } as const;

describe('route', () => {
  test('asks who is mentioned, in the order of mentioning, each once', () => {
    expect(route({ ...base, mentioned: ['coder', 'research', 'coder'] })).toEqual({
      kind: 'agents',
      agentIds: ['coder', 'research'],
      reason: 'mentioned',
    });
  });

  test('asks everyone in the order of the chat', () => {
    expect(route({ ...base, everyone: true })).toEqual({
      kind: 'agents',
      agentIds: ['research', 'coder'],
      reason: 'everyone',
    });
  });

  test('asks no agent where only people, or agents of other chats, are mentioned', () => {
    for (const answers of ['mentioned', 'useful', 'always'] as const) {
      const chat = { kind: 'group', answers } as const;
      expect(route({ ...base, chat, mentioned: ['anna'] })).toEqual({ kind: 'nobody' });
      expect(route({ ...base, chat, mentioned: ['health'], repliedTo: toAgent })).toEqual({ kind: 'nobody' });
    }
  });

  test('asks the agents among those mentioned', () => {
    expect(route({ ...base, mentioned: ['anna', 'coder'] })).toMatchObject({
      agentIds: ['coder'],
      reason: 'mentioned',
    });
  });
});

/** Everything that decides, in all its combinations, against the order of rules written down once more. */
describe('every case', () => {
  const cases: RouteInput[] = [];
  for (const agentIds of [[], ['coder'], ['research', 'coder']])
    for (const mentioned of [[], ['anna'], ['coder'], ['anna', 'coder'], ['health']])
      for (const everyone of [false, true])
        for (const repliedTo of [null, toAgent, toPerson, toStranger])
          for (const kind of ['direct', 'group', 'project'] as const)
            for (const answers of ['mentioned', 'useful', 'always'] as const)
              cases.push({ text: 'x', agentIds, mentioned, everyone, repliedTo, chat: { kind, answers } });

  function expected(input: RouteInput) {
    const members = input.agentIds;
    const named = input.mentioned.filter((id) => members.includes(id));
    const ordered: [boolean, unknown][] = [
      [members.length === 0, { kind: 'nobody' }],
      [named.length > 0 && !input.everyone, { kind: 'agents', agentIds: named, reason: 'mentioned' }],
      [input.everyone, { kind: 'agents', agentIds: members, reason: 'everyone' }],
      [input.mentioned.length > 0, { kind: 'nobody' }],
      [
        input.repliedTo?.senderKind === 'agent' && members.includes(input.repliedTo.senderId),
        { kind: 'agents', agentIds: [input.repliedTo?.senderId], reason: 'reply' },
      ],
      [input.chat.kind === 'direct', { kind: 'agents', agentIds: members, reason: 'direct' }],
      [input.chat.answers === 'always', { kind: 'agents', agentIds: members, reason: 'always' }],
      [input.chat.answers === 'useful', { kind: 'queen', agentIds: members }],
    ];
    return ordered.find(([applies]) => applies)?.[1] ?? { kind: 'nobody' };
  }

  test(`is decided (${cases.length})`, () => {
    for (const input of cases) expect(route(input), JSON.stringify(input)).toEqual(expected(input));
  });

  test('never asks anyone who is not in the chat, nor anyone twice', () => {
    for (const input of cases) {
      const result = route(input);
      if (result.kind === 'nobody') continue;
      expect(input.agentIds).toEqual(expect.arrayContaining([...result.agentIds]));
      expect(new Set(result.agentIds).size).toBe(result.agentIds.length);
      expect(result.agentIds.length).toBeGreaterThan(0);
    }
  });
});
