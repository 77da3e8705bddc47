import { describe, expect, it } from 'vitest';
import { parentOf, parseScreen, type Screen, screenPath, settingsSections } from './screen.ts';

const screens: readonly Screen[] = [
  { kind: 'chats' },
  { kind: 'archived' },
  { kind: 'chat', chatId: '0198c2f0-1111-7abc-8def-000000000001' },
  { kind: 'chat-info', chatId: 'a b/ü' },
  { kind: 'new-chat' },
  { kind: 'new-project' },
  { kind: 'agents' },
  { kind: 'agent', agentId: 'research' },
  { kind: 'new-agent' },
  { kind: 'edit-agent', agentId: 'own-1' },
  { kind: 'copy-agent', agentId: 'research' },
  { kind: 'settings', section: null },
  ...settingsSections.map((section): Screen => ({ kind: 'settings', section })),
  { kind: 'join', token: 'x-_9' },
  { kind: 'reset', token: 'abc' },
];

describe('parseScreen', () => {
  it.each(screens)('reads back $kind', (screen) => {
    expect(parseScreen(screenPath(screen))).toEqual(screen);
    expect(parseScreen(`${screenPath(screen)}/`)).toEqual(screen);
  });

  it.each([
    '/nothing',
    '/chat',
    '/join',
    '/reset',
    '/chat/1/files',
    '/chat/1/info/more',
    '/settings/secrets',
    '/settings/profile/info',
    '/new/thing',
    '/new/project/1',
    '/agents/1/info',
    '/chat/%E0%A4%A',
  ])('does not know %s', (path) => {
    expect(parseScreen(path)).toEqual({ kind: 'unknown' });
  });
});

describe('parentOf', () => {
  it.each([...screens, { kind: 'unknown' } satisfies Screen])('leads from $kind to the chats', (screen) => {
    const seen = new Set<string>();
    for (let at: Screen | null = screen; at; at = parentOf(at)) {
      const path = at.kind + screenPath(at);
      expect(seen).not.toContain(path);
      seen.add(path);
    }
    expect([...seen].at(-1)).toBe('chats/');
  });
});
