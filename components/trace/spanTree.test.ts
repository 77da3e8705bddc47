import { expect, test } from 'vitest';
import type { Span } from '../../shared/trace.ts';
import { spanTree, sumsOf, type SpanNode } from './spanTree.ts';

function span(
  id: string,
  parentId: string | null,
  [startedAt, endedAt]: [number, number],
  more: Partial<Span> = {},
): Span {
  return {
    ...{ id, parentId, kind: 'model', name: id, agentId: null, startedAt, endedAt, status: 'ok', errorCode: null },
    ...{ provider: null, model: null, inputTokens: null, outputTokens: null, cachedTokens: null, costMicros: null },
    ...{ attributes: {}, hasTexts: false },
    ...more,
  };
}

const names = (nodes: readonly SpanNode[]): unknown[] => nodes.map(({ span, nodes }) => [span.id, names(nodes)]);

test('puts spans into what they belong to, in the order in which they began', () => {
  const spans = [
    span('b', 'step', [150, 200]),
    span('step', 'run', [100, 200], { kind: 'step' }),
    span('a', 'step', [100, 150]),
    span('run', null, [100, 300], { kind: 'run' }),
    span('alone', 'gone', [250, 300]),
  ];
  const tree = spanTree(spans);
  expect(names(tree)).toEqual([
    [
      'run',
      [
        [
          'step',
          [
            ['a', []],
            ['b', []],
          ],
        ],
      ],
    ],
    ['alone', []],
  ]);
  expect(tree[0]?.nodes[0]?.nodes[1]).toMatchObject({ from: 0.25, share: 0.25 });
  expect(tree[1]).toMatchObject({ from: 0.75, share: 0.25 });
});

test('adds up what models took, and nothing twice', () => {
  const used = { inputTokens: 10, outputTokens: 5, costMicros: 3 };
  const spans = [
    span('step', null, [0, 90], { kind: 'step', ...used }),
    span('a', 'step', [0, 40], { status: 'error', errorCode: 'overloaded' }),
    span('b', 'step', [40, 90], used),
  ];
  expect(sumsOf(spans)).toEqual({ ms: 90, requests: 2, failed: 1, ...used });
  expect(sumsOf([])).toMatchObject({ ms: 0, requests: 0 });
  expect(spanTree([span('now', null, [5, 5])])).toMatchObject([{ from: 0, share: 1 }]);
});
