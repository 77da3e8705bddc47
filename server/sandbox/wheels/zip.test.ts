import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { archiveOf } from '../testing/buildWheel.ts';
import { BadZip, readEntries, unpack } from './zip.ts';

/** The same archive with a name in it written otherwise, which has to be as long. */
function renamed(bytes: Buffer, from: string, to: string): Buffer {
  expect(to).toHaveLength(from.length);
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

test('unpacks what was packed, empty files and large ones', async () => {
  const large = 'honey '.repeat(100_000);
  const bytes = await archiveOf({ 'a/b.py': large, empty: '', 'ö.txt': 'ü' });
  const files = readEntries(bytes).map((entry) => [entry.path, Buffer.from(unpack(bytes, entry)).toString()]);
  expect(Object.fromEntries(files)).toEqual({ 'a/b.py': large, empty: '', 'ö.txt': 'ü' });
});

test.for(['../evil.py', '/aa/evil.p', 'a/../../ev', 'a//evil.py', 'aa\\evil.py', 'c:/evil.py', 'a/./evil.p'])(
  '%s leads outside',
  async (path) => {
    const bytes = renamed(await archiveOf({ aaaaaaaaaa: 'x' }), 'aaaaaaaaaa', path);
    expect(() => readEntries(bytes)).toThrow(/leads outside/);
  },
);

test('what is broken is said to be, wherever it is cut or changed', async () => {
  const text = Array.from({ length: 400 }, (_, index) => `line ${index * 7919}`).join('\n');
  const whole = await archiveOf({ 'a.py': text, 'b.py': 'b' });
  const read = (bytes: Uint8Array) => readEntries(bytes).map((entry) => Buffer.from(unpack(bytes, entry)).toString());
  expect(read(whole)).toEqual([text, 'b']);
  for (let cut = 0; cut < whole.length; cut += 13) expect(() => read(whole.subarray(0, cut))).toThrow(BadZip);
  for (let at = 0; at < whole.length; at += 7) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    try {
      for (const content of read(changed)) expect([text, 'b']).toContain(content);
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
  const [entry] = readEntries(small);
  expect(entry && (() => unpack(small, entry))).toThrow(/broken/);
  const huge = Buffer.from(bytes);
  huge.writeUInt32LE(0xfffffff0, directory + 24);
  expect(() => readEntries(huge)).toThrow(/unpacks to more/);
});
