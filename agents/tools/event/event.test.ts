import { expect, test } from 'vitest';
import type { ToolContext } from '../tool.ts';
import { type Event, eventTool } from './event.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'Europe/Berlin',
  language: 'en',
  progress: () => {},
};

async function posted(event: Event) {
  const events: unknown[] = [];
  const result = await eventTool(async (one) => (events.push(one), 'posted')).run(event, context);
  return { events, result };
}

test('times are those of the place the person is at, unless they say otherwise', async () => {
  const { events, result } = await posted({
    title: 'Review',
    starts: '2026-07-01T14:00',
    ends: '2026-07-01T13:30:00Z',
  });
  expect(events).toEqual([
    {
      ...{ title: 'Review', place: '', description: '', allDay: false },
      startsAt: Date.UTC(2026, 6, 1, 12),
      endsAt: Date.UTC(2026, 6, 1, 13, 30),
    },
  ]);
  expect(result).toMatchObject({ kind: 'done', text: expect.stringContaining('2026-07-01T14:00') as string });
});

test('what may not be posted any more is not told to stand there', async () => {
  const tool = eventTool(async () => 'not-allowed');
  const result = await tool.run({ title: 'Review', starts: '2026-07-01' }, context);
  expect(result).toMatchObject({ kind: 'failed', failure: 'not-allowed' });
});

test('days alone are whole days, wherever one looks', async () => {
  const { events } = await posted({ title: 'Fair', starts: '2026-12-01', ends: '2026-12-03', place: 'Hall 2' });
  expect(events).toMatchObject([
    { allDay: true, startsAt: Date.UTC(2026, 11, 1), endsAt: Date.UTC(2026, 11, 3), place: 'Hall 2' },
  ]);
});

test.each([
  ['no time', { starts: 'next Tuesday' }],
  ['no such day', { starts: '2026-02-30' }],
  ['a day and a time', { starts: '2026-02-03', ends: '2026-02-03T10:00' }],
  ['a day that no calendar here has', { starts: '1969-02-03' }],
  ['an end before its beginning', { starts: '2026-02-03T10:00', ends: '2026-02-03T09:00' }],
])('posts nothing for %s', async (_, given) => {
  const { events, result } = await posted({ title: 'Review', ...given });
  expect(events).toEqual([]);
  expect(result).toMatchObject({ kind: 'failed', failure: 'bad-input' });
});
