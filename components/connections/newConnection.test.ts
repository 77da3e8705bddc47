import { describe, expect, it } from 'vitest';
import { newConnection, NOTHING_TYPED } from './newConnection.ts';

describe('what was typed', () => {
  it.each(['', 'example.com/mcp', 'ftp://example.com', 'https://exa mple.com'])('%j is no address', (url) => {
    expect(newConnection({ ...NOTHING_TYPED, url })).toBeNull();
  });

  it('is an address with its token', () => {
    const typed = { ...NOTHING_TYPED, url: ' https://example.com/mcp ', token: 'Bearer abc ' };
    expect(newConnection(typed)).toEqual({ kind: 'http', url: 'https://example.com/mcp', token: 'abc' });
  });

  it('is a program with what it is given', () => {
    const typed = {
      ...NOTHING_TYPED,
      kind: 'stdio' as const,
      command: ' node ',
      args: '-a\n\n b c \n',
      env: 'KEY=a=b\n',
    };
    expect(newConnection(typed)).toEqual({ kind: 'stdio', command: 'node', args: ['-a', 'b c'], env: { KEY: 'a=b' } });
    expect(newConnection({ ...typed, env: 'no pair' })).toBeNull();
    expect(newConnection({ ...typed, command: ' ' })).toBeNull();
  });
});
