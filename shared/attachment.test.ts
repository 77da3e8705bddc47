import { expect, it } from 'vitest';
import { FileName, UploadMetadata } from './attachment.ts';

it.each([
  ['Bild 1.png', 'Bild 1.png'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\ada\\bees.txt', 'bees.txt'],
  ['honey/', 'honey'],
  ['evil\u202Egnp.exe', 'evilgnp.exe'],
  ['a\r\nset-cookie: x', 'a set-cookie: x'],
])('keeps of the name %j only what names the file', (given, name) => {
  expect(FileName.parse(given)).toBe(name);
});

it.each(['', '   ', '..', '.', '/', '\u200b', 'x'.repeat(256)])('takes %j for no name', (given) => {
  expect(FileName.safeParse(given).success).toBe(false);
});

it('reads what comes with a voice note', () => {
  const text = { name: 'Voice', voice: '1', durationMs: '2400', waveform: '0,31,7' };
  expect(UploadMetadata.parse(text)).toEqual({ name: 'Voice', voice: '1', durationMs: 2400, waveform: [0, 31, 7] });
});

it.each([
  { durationMs: '-1' },
  { durationMs: '999999999' },
  { waveform: '32' },
  { waveform: '1,,2' },
  { waveform: Array.from({ length: 65 }, () => '1').join(',') },
  { id: 'not-an-id' },
  { voice: 'yes' },
])('refuses %j', (wrong) => {
  expect(UploadMetadata.safeParse({ name: 'Voice', ...wrong }).success).toBe(false);
});
