import { beforeEach, describe, expect, it, test } from 'vitest';
import type { ToolContext, ToolResult } from '../tool.ts';
import type { SpaceRefusal } from './projectSpace.ts';
import { spaceTools } from './spaceTools.ts';
import { writeFile } from './writeTools.ts';
import { type MemorySpace, memorySpace } from './testing/memorySpace.ts';

const context: ToolContext = {
  ...{ signal: new AbortController().signal, now: Date.now, timeZone: 'UTC', language: 'en' },
  progress() {},
};

let space: MemorySpace;

beforeEach(() => {
  space = memorySpace();
});

async function use(name: string, input: object): Promise<ToolResult> {
  const tool = spaceTools(space).find((one) => one.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool.run(tool.input.parse(input), context);
}

const write = (path: string, content: string) => use('write_file', { path, content, message: 'Write' });

/** Files of a chat, and copying them as a call does: people are asked about the first, which the second then does. */
function copies() {
  const chat: { id: string; name: string; bytes: Uint8Array }[] = [];
  const tool = writeFile(space, {
    async find(name) {
      const file = chat.findLast((one) => one.name === name);
      return file && { id: file.id, size: file.bytes.length, sentBy: 'ada', sentAt: 5 };
    },
    bytesOf: async (id) => chat.find((one) => one.id === id)?.bytes,
  });
  type Fixed = Awaited<ReturnType<NonNullable<typeof tool.fix>>>;
  return {
    chat,
    async copying(given: object, before: unknown = null): Promise<Fixed> {
      const input = tool.input.parse({ ...given, message: 'Keep' });
      return (await tool.fix?.(input, before, { timeZone: 'UTC' })) ?? { input };
    },
    copyOf: async (fixed: Fixed) => ('stop' in fixed ? fixed.stop : tool.run(fixed.input, context)),
  };
}

describe('a file that is written', () => {
  it('is a version with a message, whose lines people see and the model does not read again', async () => {
    expect(await write('a.txt', 'one\n')).toEqual({
      ...{ kind: 'done', text: 'Wrote the new file a.txt: +1 −0 lines, version 1aaaaaaaaa.', fromOutside: false },
      diff: '@@ -0,0 +1 @@\n+one',
    });
    expect(await write('a.txt', 'two\n')).toMatchObject({
      text: 'Wrote a.txt: +1 −1 lines, version 2aaaaaaaaa.',
      diff: '@@ -1 +1 @@\n-one\n+two',
    });
    expect(space.versions.map(({ message }) => message)).toEqual(['Write', 'Write']);
  });

  it('can be a copy of a file of the chat, whatever it is', async () => {
    const { chat, copying, copyOf } = copies();
    const bytes = new Uint8Array([0, 255]);
    chat.push({ id: 'f1', name: 'photo.png', bytes });
    const copy = async (from: string, path = 'pictures/photo.png') => copyOf(await copying({ path, from }));
    expect(await copy('photo.png')).toMatchObject({
      ...{ kind: 'done', text: 'Wrote the new file pictures/photo.png: 0 → 2 bytes, version 1aaaaaaaaa.' },
    });
    expect(space.versions[0]?.files.get('pictures/photo.png')).toEqual(bytes);
    expect(await copy('other.png')).toMatchObject({ kind: 'failed', failure: 'not-found' });
    expect(await copy('photo.png', '../photo.png')).toMatchObject({ kind: 'failed', failure: 'bad-input' });
    space.refusal = { kind: 'file-too-large', path: 'photo.png', limit: 1 };
    expect(await copy('photo.png', 'b.png')).toMatchObject({ kind: 'failed', failure: 'too-large' });
    expect(space.versions).toHaveLength(1);
    const tool = spaceTools(space).find(({ name }) => name === 'write_file');
    expect(tool?.effect).toBe('write');
    for (const wrong of [{}, { content: 'x', from: 'photo.png' }]) {
      expect(tool?.input.safeParse({ path: 'a', message: 'm', ...wrong }).success).toBe(false);
    }
    expect(await use('write_file', { path: 'a', from: 'photo.png', message: 'm' })).toMatchObject({
      failure: 'not-found',
    });
  });

  it('is a copy of the one that people were asked about, whatever has its name by then', async () => {
    const { chat, copying, copyOf } = copies();
    chat.push({ id: 'f1', name: 'a.txt', bytes: new Uint8Array([1]) });
    const forged = { fileId: 'f2', bytes: 7, sentBy: 'eve', sentAt: 9 };
    const asked = await copying({ path: 'a.txt', from: 'a.txt', ...forged });
    const meant = { fileId: 'f1', bytes: 1, sentBy: 'ada', sentAt: 5 };
    expect(asked).toEqual({ input: { path: 'a.txt', from: 'a.txt', message: 'Keep', ...meant } });
    chat.push({ id: 'f2', name: 'a.txt', bytes: new Uint8Array([2, 2]) });
    const askedAgain = await copying({ path: 'a.txt', from: 'a.txt' }, 'input' in asked ? asked.input : null);
    expect(JSON.stringify(askedAgain)).toBe(JSON.stringify(asked));
    await copyOf(askedAgain);
    expect(space.versions[0]?.files.get('a.txt')).toEqual(new Uint8Array([1]));
    chat.shift();
    const gone = await copyOf(askedAgain);
    expect(gone).toMatchObject({ kind: 'failed', failure: 'not-found' });
    expect(gone.text).toContain('not in this chat any more');
    expect(await copying({ path: 'b.txt', from: 'b.txt' })).toMatchObject({ stop: { failure: 'not-found' } });
    expect(space.versions).toHaveLength(1);
  });

  it('has a path in composed characters', async () => {
    await write('U\u0308.txt', 'x');
    expect(await use('read_file', { path: '\u00dc.txt' })).toMatchObject({ kind: 'done' });
  });

  test.each(['../x', '/etc/passwd', '.git/config', 'a\\b', 'C:\\x', 'a/.GIT/b', ' '])('is none at %j', async (path) => {
    expect(await write(path, 'x')).toMatchObject({ kind: 'failed', failure: 'bad-input' });
    expect(space.versions).toEqual([]);
  });

  it('shows no more of a long diff than people read', async () => {
    const made = await write('long.txt', 'line\n'.repeat(50_000));
    expect(made.kind === 'done' && (made.diff?.length ?? 0)).toBeLessThan(13_000);
    expect(made.kind === 'done' && made.diff?.endsWith('\n[…]')).toBe(true);
  });
});

describe('a file that is patched', () => {
  const patch = (edits: object[], path = 'a.txt') => use('patch_file', { path, edits, message: 'Patch' });

  it('changes where it fits', async () => {
    await write('a.txt', 'one\r\ntwo\r\n');
    expect(await patch([{ find: 'one\ntwo', replace: 'one\n2' }])).toMatchObject({
      ...{ kind: 'done', text: 'Changed a.txt: +1 −1 lines, version 2aaaaaaaaa.', fromOutside: false },
    });
    expect(await use('read_file', { path: 'a.txt' })).toMatchObject({
      text: 'a.txt, version 2aaaaaaaaa, lines 1 to 2 of 2, lines end with CRLF:\none\n2',
    });
  });

  it('stays as it is where it does not, and the model is told why, as words from outside', async () => {
    await write('a.txt', 'one\n');
    const made = await patch([
      { find: 'one', replace: 'two' },
      { find: 'three', replace: 'four' },
    ]);
    expect(made).toMatchObject({ kind: 'failed', failure: 'bad-input', fromOutside: true });
    expect(made.text).toContain('Edit 2: find does not stand in the file.');
    expect(space.versions).toHaveLength(1);
  });

  it('takes a diff as well, and answers one that does not fit with which hunk and why', async () => {
    await write('a.txt', 'one\ntwo\nthree\n');
    const diff = (text: string) => use('patch_file', { path: 'a.txt', diff: text, message: 'Patch' });
    expect(await diff('--- a/a.txt\n+++ b/a.txt\n@@ -2 +2 @@\n-two\n+2\n')).toMatchObject({
      ...{ kind: 'done', text: 'Changed a.txt: +1 −1 lines, version 2aaaaaaaaa.' },
    });
    const made = await diff('@@ -1 +1 @@\n-one\n+1\n@@ -3 +3 @@\n-four\n+4\n');
    expect(made).toMatchObject({ kind: 'failed', failure: 'bad-input', fromOutside: true });
    expect(made.text).toMatch(
      /^Hunk 2: .*line 3 of the file is "three", and the hunk has "four"\..*Nothing was changed\.$/,
    );
    expect((await diff('nothing')).text).toMatch(/^The diff: "nothing"/);
    expect(space.versions).toHaveLength(2);
  });

  it('is given edits or a diff, one of them', () => {
    const tool = spaceTools(space).find((one) => one.name === 'patch_file');
    const edits = [{ find: 'a', replace: 'b' }];
    const accepts = (more: object) => tool?.input.safeParse({ path: 'a', message: 'm', ...more }).success;
    expect([{}, { edits, diff: 'x' }, { edits }, { diff: 'x' }].map(accepts)).toEqual([false, false, true, true]);
  });

  it('is a text that is there', async () => {
    expect(await patch([{ find: 'a', replace: 'b' }])).toMatchObject({ failure: 'not-found' });
    await space.change(async () => new Map([['a.txt', new Uint8Array([0, 255])]]), 'Bytes');
    expect(await patch([{ find: 'a', replace: 'b' }])).toMatchObject({
      failure: 'bad-input',
      text: 'a.txt is no text.',
    });
  });
});

describe('a file that is read', () => {
  it('comes in parts, marked as words from outside', async () => {
    await write('a.txt', Array.from({ length: 12 }, (_, at) => `line ${at + 1}`).join('\n'));
    expect(await use('read_file', { path: 'a.txt', from: 3, lines: 2 })).toEqual({
      ...{ kind: 'done', fromOutside: true },
      text: 'a.txt, version 1aaaaaaaaa, lines 3 to 4 of 12, the last line has no end:\nline 3\nline 4\n[go on with "from": 5]',
    });
    expect(await use('read_file', { path: 'a.txt', from: 13 })).toMatchObject({
      text: expect.stringContaining('has 12 lines') as string,
    });
  });

  it('is cut where it is long, at the end of a line', async () => {
    await write('a.txt', `${'x'.repeat(999)}\n`.repeat(100));
    const { text: shown } = await use('read_file', { path: 'a.txt' });
    expect(shown.length).toBeLessThan(30_000);
    expect(shown).toMatch(/lines 1 to 28 of 100:[^]*\[go on with "from": 29\]$/);
  });

  it('is said to be no text, or empty, or not there', async () => {
    await write('empty', '');
    await space.change(
      async () => new Map([...(space.versions.at(-1)?.files ?? []), ['b', new Uint8Array([0xff])]]),
      'Bytes',
    );
    expect(await use('read_file', { path: 'empty' })).toMatchObject({ text: 'empty, version 2aaaaaaaaa, is empty.' });
    expect((await use('read_file', { path: 'b' })).text).toContain('is no text: 1 bytes');
    expect(await use('read_file', { path: 'c' })).toMatchObject({ failure: 'not-found' });
    expect(await use('read_file', { path: 'b', version: 'fffffff' })).toMatchObject({ failure: 'not-found' });
  });
});

test('files are moved, deleted, listed and compared', async () => {
  expect((await use('list_files', {})).text).toBe('The project has no files yet.');
  await write('a.txt', 'one\n');
  await write('b/c.txt', 'see\n');
  expect(await use('move_file', { from: 'a.txt', to: 'b/c.txt', message: 'Move' })).toMatchObject({
    failure: 'bad-input',
  });
  expect(await use('move_file', { from: 'no.txt', to: 'x', message: 'Move' })).toMatchObject({ failure: 'not-found' });
  await use('move_file', { from: 'a.txt', to: 'b/a.txt', message: 'Move' });
  expect(await use('list_files', {})).toEqual({
    ...{ kind: 'done', fromOutside: true, text: '2 files, version 3aaaaaaaaa:\nb/c.txt (4)\nb/a.txt (4)' },
  });
  expect((await use('list_files', { folder: 'b/' })).text).toMatch(/^2 files/);
  expect(await use('list_files', { folder: 'c' })).toMatchObject({ failure: 'not-found' });
  expect(await use('delete_file', { path: 'b/a.txt', message: 'Away' })).toMatchObject({
    ...{ text: 'Deleted b/a.txt: +0 −1 lines, version 4aaaaaaaaa.', diff: '@@ -1 +0,0 @@\n-one' },
  });
  expect(await use('delete_file', { path: 'b/a.txt', message: 'Away' })).toMatchObject({ failure: 'not-found' });
  expect(await use('diff_file', { path: 'b/c.txt', from: '1aaaaaaaaa' })).toEqual({
    ...{ kind: 'done', fromOutside: true },
    text: 'b/c.txt: +1 −0 lines. It was not there before.\n@@ -0,0 +1 @@\n+see',
  });
  expect(await use('file_history', {})).toMatchObject({
    ...{
      fromOutside: true,
      text: expect.stringMatching(/^4aaaaaaaaa 1970-01-01T00:00 Coder for Ada: Away\n/) as string,
    },
  });
});

test.each<[SpaceRefusal, string, string]>([
  [{ kind: 'place', path: 'a', fault: { kind: 'same-letters', other: 'A' } }, 'bad-input', '"A" already'],
  [{ kind: 'place', path: 'a', fault: { kind: 'is-folder', other: 'a' } }, 'bad-input', 'is a folder'],
  [{ kind: 'file-too-large', path: 'a', limit: 7 }, 'too-large', '7 bytes'],
  [{ kind: 'too-many-files', limit: 7 }, 'too-large', '7 files'],
  [{ kind: 'space-too-large', limit: 7 }, 'too-large', '7 bytes'],
  [{ kind: 'history-too-large', limit: 7 }, 'too-large', 'no room left'],
  [{ kind: 'not-allowed' }, 'not-allowed', 'not write'],
  [{ kind: 'late' }, 'failed', 'Try again'],
  [{ kind: 'disk-full' }, 'failed', 'full'],
])('a refusal is said in words: %j', async (given, failure, words) => {
  space.refusal = given;
  const made = await write('a', 'x');
  expect(made).toMatchObject({ kind: 'failed', failure });
  expect(made.text).toContain(words);
  expect(made.text).toContain('Nothing was changed.');
});

test('what changes files asks people, what reads them does not', () => {
  const effects = spaceTools(space).map(({ name, effect }) => [name, effect]);
  expect(effects.filter(([, effect]) => effect === 'write').map(([name]) => name)).toEqual([
    ...['write_file', 'patch_file', 'move_file', 'delete_file'],
  ]);
});
