import { expect, it } from 'vitest';
import { listenRequest } from './channels.ts';

it.each([
  ['LISTEN news', { kind: 'listen', channel: 'news' }],
  ['  listen News ;', { kind: 'listen', channel: 'news' }],
  ['LISTEN "Neu""es"', { kind: 'listen', channel: 'Neu"es' }],
  ['UNLISTEN *', { kind: 'unlisten', channel: '*' }],
  ['LISTEN a; LISTEN b', undefined],
  ['SELECT 1', undefined],
])('understands %j', (statement, request) => {
  expect(listenRequest(statement)).toEqual(request);
});
