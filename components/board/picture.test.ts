import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pictureOf } from './picture.ts';
import { boardRun, boardStep } from './testing/boardRun.ts';

describe('the picture of a run', () => {
  test('leads from the person over those it was handed to down to what they used', () => {
    const calls = [{ tool: 'search_web' }, { tool: 'search_web' }];
    const research = boardStep('research', { calls, hosts: [{ host: 'bees.example', sources: 2 }] });
    const coder = boardStep('coder', { handedBy: 'research', task: 'Write it.' });
    const { nodes, edges } = pictureOf(boardRun([research, coder]));
    expect(nodes.map(({ of, line }) => [of, line])).toEqual([
      ['ada', 0],
      ['research', 1],
      ['coder', 2],
      ['search_web', 3],
      ['bees.example', 4],
    ]);
    expect(edges.map(({ from, to, kind, count }) => [from, to, kind, count])).toEqual([
      ['person', 'agent research', 'asked', 1],
      ['agent research', 'agent coder', 'handed', 1],
      ['agent research', 'tool search_web', 'used', 2],
      ['agent research', 'host bees.example', 'cited', 2],
    ]);
    expect(edges[1]?.task).toBe('Write it.');
  });

  test('begins with the queen where she chose, and ends with her where she made one answer of several', () => {
    const steps = [boardStep('research'), boardStep('coder'), boardStep('queen', { kind: 'consolidation' })];
    const { edges } = pictureOf(boardRun(steps, { reason: 'useful' }));
    expect(edges.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'person → queen',
      'queen → agent research',
      'queen → agent coder',
      'agent research → combined',
      'agent coder → combined',
    ]);
  });

  test('knows who handed it over in a run before', () => {
    const { edges } = pictureOf(boardRun([boardStep('coder', { handedBy: 'business', task: 'Go on.' })]));
    expect(edges.map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'person → agent business',
      'agent business → agent coder',
    ]);
  });

  test('has every agent once, nobody in the same place, and no arrow from or to nowhere', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const step = fc.record({
      handedBy: fc.option(fc.constantFrom(...ids, 'gone'), { nil: null }),
      calls: fc.array(fc.record({ tool: fc.constantFrom('x', 'y', 'z', 'w') }), { maxLength: 5 }),
    });
    const reason = fc.constantFrom('useful' as const, 'mentioned' as const);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), reason, fc.boolean(), (given, why, combines) => {
        const steps = given.map((one, at) => boardStep(ids[at] ?? '', one));
        if (combines) steps.push(boardStep('queen', { kind: 'consolidation' }));
        const { nodes, edges, lines } = pictureOf(boardRun(steps, { reason: why }));
        for (const { agentId, kind } of steps) {
          const id = kind === 'answer' ? `agent ${agentId}` : 'combined';
          expect(nodes.filter((node) => node.id === id)).toHaveLength(1);
        }
        const places = new Set(nodes.map(({ x, line }) => `${String(x)} ${String(line)}`));
        expect(places.size).toBe(nodes.length);
        for (const { x, line } of nodes) {
          expect(x > 0 && x < 1 && line >= 0 && line < lines).toBe(true);
        }
        const known = new Set(nodes.map(({ id }) => id));
        for (const { from, to } of edges) expect(known.has(from) && known.has(to)).toBe(true);
      }),
    );
  });
});
