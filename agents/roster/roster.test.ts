import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Agent } from '../../shared/contact.ts';
import { findMentions } from '../../shared/mention.ts';
import { queen } from '../queen/queen.ts';
import { TOOL_NAMES } from '../tools/toolNames.ts';
import { roster, specialistById } from './roster.ts';

const everyone = [...roster, queen];

describe('the roster', () => {
  test('lists every specialist that has a file', () => {
    const files = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => file.replace('.ts', ''))
      .filter((file) => !['agent', 'roster'].includes(file));
    expect(roster.map((specialist) => specialist.id).sort()).toEqual(files.sort());
  });

  test('gives ids, handles, names and colours once', () => {
    for (const of of [
      (s: Agent) => s.id,
      (s: Agent) => s.handle,
      (s: Agent) => s.name,
      (s: Agent) => s.colour.light,
      (s: Agent) => s.colour.dark,
      (s: Agent) => s.icon,
    ]) {
      expect(new Set(everyone.map(of)).size).toBe(everyone.length);
    }
  });

  test('finds by id and by nothing else', () => {
    expect(specialistById('coder')?.name).toBe('Coder');
    expect(specialistById('Coder')).toBeUndefined();
    expect(specialistById('__proto__')).toBeUndefined();
  });
});

describe.each(everyone)('$id', (specialist) => {
  test('is an agent that can be sent to clients', () => {
    expect(Agent.parse(specialist).id).toBe(specialist.id);
    expect(specialist.handle).toBe(specialist.handle.toLowerCase());
    expect(specialist.about.length).toBeGreaterThan(20);
  });

  test('may use tools that there are, each named once', () => {
    expect(new Set(specialist.tools).size).toBe(specialist.tools.length);
    for (const name of specialist.tools) expect(TOOL_NAMES).toContain(name);
  });

  test('has models of known form and room to answer', () => {
    expect(specialist.models.length).toBeGreaterThanOrEqual(2);
    expect(new Set(specialist.models).size).toBe(specialist.models.length);
    expect(new Set(specialist.models.map((name) => name.split('/')[0])).size).toBeGreaterThanOrEqual(2);
    for (const name of specialist.models) expect(name).toMatch(/^[a-z-]+\/[a-z0-9.-]+$/);
    expect(specialist.maxOutputTokens).toBeGreaterThanOrEqual(1000);
  });
});

describe.each([...roster])('$id as a specialist', (specialist) => {
  test('has three starters, words in lower case and instructions worth the name', () => {
    expect(specialist.starters).toHaveLength(3);
    for (const starter of specialist.starters) expect(starter.length).toBeLessThanOrEqual(70);
    expect(specialist.words.length).toBeGreaterThan(20);
    expect(new Set(specialist.words).size).toBe(specialist.words.length);
    for (const word of specialist.words) expect(word).toMatch(/^[\p{Ll}\d-]+$/u);
    expect(specialist.instructions.length).toBeGreaterThan(400);
  });

  test('is told what its tools are for, in words that hold where one is not set up, and not by name', () => {
    expect(specialist.instructions).not.toMatch(/knowledge ends|at your training/);
    for (const name of TOOL_NAMES) if (name.includes('_')) expect(specialist.instructions).not.toContain(name);
    const searches = specialist.tools.includes('search_web');
    expect(/where you can search|look(?:ing)? .{0,60}(?:where|as far as) you can/i.test(specialist.instructions)).toBe(
      searches,
    );
  });

  test('can be mentioned by its handle', () => {
    const contacts = roster.map((other) => ({ id: other.id, names: [other.handle, other.name] }));
    expect(findMentions(`hello @${specialist.handle}, please`, contacts).map((m) => m.id)).toEqual([specialist.id]);
  });
});

test('health states its limits, makes no diagnosis and knows the emergency numbers', () => {
  const text = specialistById('health')?.instructions ?? '';
  for (const needed of ['never make a diagnosis', '112', '911', '999', 'doctor', 'limits'])
    expect(text).toContain(needed);
});
