import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { archiveOf } from '../testing/buildWheel.ts';
import { readEntries } from './readEntries.ts';
import { BadZip, unpack } from './unpack.ts';

/** The same archive with a name in it written otherwise, which has to be as long. */
function renamed(bytes: Buffer, from: string, to: string): Buffer {
  expect(to).toHaveLength(from.length);
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

/** What is in it, by path. */
async function contentsOf(bytes: Buffer): Promise<Record<string, string>> {
  const entries = await readEntries(bytes);
  return Object.fromEntries(entries.map((entry) => [entry.path, Buffer.from(unpack(bytes, entry)).toString()]));
}

test('unpacks what was packed, empty files and large ones', async () => {
  const large = 'honey '.repeat(100_000);
  const bytes = await archiveOf({ 'a/b.py': large, empty: '', 'ö.txt': 'ü' });
  expect(await contentsOf(bytes)).toEqual({ 'a/b.py': large, empty: '', 'ö.txt': 'ü' });
});

test.for(['../evil.py', '/aa/evil.p', 'a/../../ev', 'a//evil.py', 'aa\\evil.py', 'c:/evil.py', 'a/./evil.p'])(
  '%s leads outside',
  async (path) => {
    const bytes = renamed(await archiveOf({ aaaaaaaaaa: 'x' }), 'aaaaaaaaaa', path);
    await expect(readEntries(bytes)).rejects.toThrow(/leads outside/);
  },
);

test('what is broken is said to be, wherever it is cut or changed', async () => {
  const text = Array.from({ length: 400 }, (_, index) => `line ${index * 7919}`).join('\n');
  const whole = await archiveOf({ 'a.py': text, 'b.py': 'b' });
  const read = async (bytes: Buffer) => Object.values(await contentsOf(bytes));
  expect(await read(whole)).toEqual([text, 'b']);
  for (let cut = 0; cut < whole.length; cut += 13) await expect(read(whole.subarray(0, cut))).rejects.toThrow(BadZip);
  for (let at = 0; at < whole.length; at += 7) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    try {
      for (const content of await read(changed)) expect([text, 'b']).toContain(content);
    } catch (error) {
      expect(error).toBeInstanceOf(BadZip);
    }
  }
});

test('what would unpack to more than it says, or than there may be, is not unpacked', async () => {
  const bytes = await archiveOf({ bomb: Buffer.alloc(1 << 20) });
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const small = Buffer.from(bytes);
  small.writeUInt32LE(10, directory + 24);
  await expect(contentsOf(small)).rejects.toThrow(/broken/);
  const huge = Buffer.from(bytes);
  huge.writeUInt32LE(0xfffffff0, directory + 24);
  await expect(readEntries(huge)).rejects.toThrow(/unpacks to more/);
});

test('what is encrypted, packed in another way or too many files is said at once', async () => {
  const problem = async (change: (bytes: Buffer, directory: number, end: number) => void) => {
    const bytes = await archiveOf({ 'a.py': 'a' });
    change(bytes, bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])), bytes.indexOf(Buffer.from([0x50, 0x4b, 5, 6])));
    return readEntries(bytes).then(() => 'none', String);
  };
  expect(await problem(() => {})).toBe('none');
  expect(await problem((bytes, directory) => bytes.writeUInt16LE(1, directory + 8))).toBe('BadZip: it is encrypted');
  expect(await problem((bytes, directory) => bytes.writeUInt16LE(12, directory + 10))).toMatch(/BadZip: .*packed in a/);
  expect(await problem((bytes, _, end) => bytes.writeUInt16LE(20_001, end + 10))).toMatch(/BadZip: .*more than 20000/);
});
