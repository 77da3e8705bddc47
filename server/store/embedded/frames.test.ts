import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { type Frame, FrameReader } from './frames.ts';
import { queryMessage, SYNC, startupMessage } from './protocol.ts';

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const messages = [SSL_REQUEST, startupMessage('me', 'mine'), queryMessage('SELECT 1'), queryMessage(''), SYNC];

function summary(frame: Frame): string {
  return frame.kind === 'startup' ? `startup ${frame.code}` : `${frame.type} ${frame.bytes.length}`;
}

it.each([1, 2, 3, 5, 8, 1000])('reads the same messages from pieces of %i bytes', (size) => {
  const reader = new FrameReader();
  const whole = Buffer.concat(messages);
  const frames: Frame[] = [];
  for (let at = 0; at < whole.length; at += size) frames.push(...reader.read(whole.subarray(at, at + size)));
  expect(frames.map(summary)).toEqual(['startup 80877103', 'startup 196608', 'Q 14', 'Q 6', 'S 5']);
  expect(frames.map(({ bytes }) => bytes)).toEqual(messages);
});
