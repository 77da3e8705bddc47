import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { closeStatement, messagesIn, queryMessage } from './protocol.ts';
import { renameStatement } from './statementNames.ts';

function message(type: string, body: string): Buffer {
  const bytes = Buffer.from(`${type}\0\0\0\0${body}`, 'latin1');
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

it.each([
  ['P', 'name\0SELECT 1\0\0\0', '7_name\0SELECT 1\0\0\0', { declares: '7_name' }],
  ['B', 'portal\0name\0\0\0', 'portal\x007_name\0\0\0', {}],
  ['D', 'Sname\0', 'S7_name\0', {}],
  ['C', 'Sname\0', 'S7_name\0', { forgets: '7_name' }],
])('puts a prefix before the name in %s', (type, before, after, effect) => {
  expect(renameStatement(type, message(type, before), '7_')).toEqual({ bytes: message(type, after), ...effect });
});

it.each([
  ['P', '\0SELECT 1\0\0\0'],
  ['B', 'portal\0\0\0\0'],
  ['D', 'Pportal\0'],
  ['D', 'S\0'],
  ['E', 'portal\0\0\0\0\0'],
])('leaves %s %j as it is', (type, body) => {
  const bytes = message(type, body);
  expect(renameStatement(type, bytes, '7_')).toEqual({ bytes });
});

it('forgets by messages that are whole', () => {
  const both = Buffer.concat([closeStatement('7_name'), queryMessage('x')]);
  expect([...messagesIn(both)].map(({ type }) => type)).toEqual(['C', 'Q']);
  expect(closeStatement('7_name')).toEqual(message('C', 'S7_name\0'));
});
