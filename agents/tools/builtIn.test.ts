import { describe, expect, test } from 'vitest';
import { roster } from '../roster/roster.ts';
import { offerOf } from '../run/loop/input.ts';
import { type BuiltInParts, builtInTools, toolsFor } from './builtIn.ts';
import { FILE_TOOLS, TOOL_NAMES } from './toolNames.ts';

const never = () => Promise.reject(new Error('Not asked for here.'));

const whole: BuiltInParts = {
  searchEngines: [{ id: 'none', search: never }],
  readPage: never,
  sandbox: { run: never },
  inputs: null,
  calendars: { people: never, calendars: never },
  postEvent: never,
  postPoll: never,
  makeImage: never,
  consulting: { colleagues: [{ id: 'coder', handle: 'coder', name: 'Coder', about: 'Code.' }], most: 3, ask: never },
  space: { list: never, read: never, change: never, history: never },
  mailEvent: { meant: never, send: never },
};
const all = builtInTools(whole);
const namesWith = (parts: Partial<BuiltInParts>) => builtInTools({ ...whole, ...parts }).map(({ name }) => name);

describe('the built-in tools', () => {
  test('are those that have a name in the list, in its order', () => {
    expect(all.map(({ name }) => name)).toEqual(TOOL_NAMES);
  });

  test('are left out where their parts are missing', () => {
    const without = (...names: string[]) => TOOL_NAMES.filter((name) => !names.includes(name));
    expect(namesWith({ searchEngines: null })).toEqual(without('search_web'));
    expect(namesWith({ searchEngines: [] })).toEqual(without('search_web'));
    expect(namesWith({ readPage: null })).toEqual(without('read_page'));
    expect(namesWith({ sandbox: null })).toEqual(without('run_python', 'run_javascript'));
    expect(namesWith({ calendars: null })).toEqual(without('calendar'));
    expect(namesWith({ postEvent: null })).toEqual(without('post_event'));
    expect(namesWith({ postPoll: null })).toEqual(without('post_poll'));
    expect(namesWith({ makeImage: null })).toEqual(without('make_image'));
    expect(namesWith({ consulting: null })).toEqual(without('ask_agent'));
    expect(namesWith({ space: null })).toEqual(without(...FILE_TOOLS));
  });

  test.each(all)('$name can be offered to every model', (tool) => {
    const { name, about, parameters } = offerOf(tool);
    expect(name).toMatch(/^[a-z][a-z0-9_]{0,63}$/);
    expect(about.length).toBeGreaterThan(40);
    expect(parameters).toMatchObject({ type: 'object', properties: expect.any(Object) as object });
    expect(tool.limits.timeMs).toBeGreaterThan(0);
    expect(tool.limits.characters).toBeLessThanOrEqual(30_000);
  });
});

test('an agent gets its own tools, as far as they are there', () => {
  expect(toolsFor({ tools: ['time', 'search_web'] }, all).map(({ name }) => name)).toEqual(['search_web', 'time']);
  const few = builtInTools({ ...whole, searchEngines: null });
  expect(toolsFor({ tools: ['time', 'search_web'] }, few).map(({ name }) => name)).toEqual(['time']);
  expect(toolsFor({ tools: [] }, all)).toEqual([]);
  for (const agent of roster) expect(toolsFor(agent, all)).toHaveLength(agent.tools.length);
});
