import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ToolResult, ToolSource } from '../../tools/tool.ts';
import type { LoopPorts } from './ports.ts';
import { sourcesOf } from './sourcesOf.ts';
import { keptPorts, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, fails, type Played, type PlayedModel, playedModel, says } from './testing/playedModel.ts';

const passage = (name: string): ToolSource => ({
  url: `https://a.example/${name}`,
  title: name,
  quote: `On ${name}.`,
});

/** Finds a passage for each word, numbered by itself as every tool does. */
function found(of: string): ToolResult {
  const sources = of.split(' ').map(passage);
  const text = sources.map(({ quote }, at) => `[${at + 1}] ${quote}`).join('\n');
  return { kind: 'done', text, fromOutside: false, sources };
}

const finds = () => toolNamed('find', found);

function names(name: string): Played {
  return { type: 'source', source: { url: `https://p.example/${name}`, title: name } };
}

const named = (number: number, name: string) => ({ number, url: `https://p.example/${name}`, title: name, quote: '' });

function readBy(model: PlayedModel): string[] {
  const rounds = model.asked.at(-1)?.rounds ?? [];
  return rounds.flatMap(({ results }) => results.map(({ text }) => text));
}

describe('what calls find', () => {
  test('is numbered over the whole answer, in the order of the calls and not of their ends', async () => {
    const slow = toolNamed('slow', async (of) => {
      await wait(10);
      return found(of);
    });
    const model = playedModel([
      [calls('slow', { of: 'bees honey' }), calls('find', { of: 'wax' })],
      [calls('find', { of: 'honey hives' })],
      [says('Wax [3] is made in hives [4].')],
    ]);
    const { sources } = await tryLoop({ models: [model], tools: [slow, finds()] }).end;
    expect(readBy(model)).toEqual(['[1] On bees.\n[2] On honey.', '[3] On wax.', '[2] On honey.\n[4] On hives.']);
    expect(sources).toEqual([
      { ...passage('wax'), number: 3 },
      { ...passage('hives'), number: 4 },
    ]);
  });

  test('has the same numbers when the step is done again, whatever was recorded before the process died', async () => {
    const turns = [
      [names('press'), says('Look [1].'), calls('find', { of: 'bees' }), calls('find', { of: 'wax' })],
      [calls('find', { of: 'wax honey' })],
      [says('So [1], [3], [4].')],
    ];
    const whole = playedModel(turns);
    const expected = await tryLoop({ models: [whole], tools: [finds()] }).end;
    expect(readBy(whole)).toEqual(['[2] On bees.', '[3] On wax.', '[3] On wax.\n[4] On honey.']);
    expect(expected.sources.map(({ number }) => number)).toEqual([1, 3, 4]);

    for (let dies = 1; dies <= 6; dies += 1) {
      const kept = keptPorts();
      let left = dies;
      const mortal: LoopPorts = {
        ...kept,
        async record(call) {
          await kept.record(call);
          left -= 1;
          if (left === 0) throw new Error('The process died.');
        },
      };
      const first = tryLoop({ models: [playedModel(turns)], tools: [finds()], ports: mortal });
      await expect(first.end).rejects.toThrow('died');
      const model = playedModel(turns);
      const soFar = first.pieces.join('');
      const again = await tryLoop({ models: [model], tools: [finds()], ports: kept, soFar }).end;
      expect(readBy(model)).toEqual(readBy(whole));
      expect(again.sources).toEqual(expected.sources);
      expect(again.tainted).toBe(true);
    }
  });

  test('is none where a call fails, and leaves text without sources as it is', async () => {
    const prints = toolNamed('print', (of) => ({ kind: 'done', text: `[1] ${of}`, fromOutside: false }));
    const fails = toolNamed('fail', () => ({ kind: 'failed', failure: 'failed', text: '[1] no' }));
    const model = playedModel([
      [calls('find', { of: 'bees' }), calls('print', { of: 'it' }), calls('fail', { of: 'it' })],
      [says('Nothing.')],
    ]);
    const { sources } = await tryLoop({ models: [model], tools: [finds(), prints, fails] }).end;
    expect(readBy(model)).toEqual(['[1] On bees.', '[1] it', '[1] no']);
    expect(sources).toEqual([]);
  });
});

describe('what a provider names', () => {
  test('is in the same list, by its order', async () => {
    const model = playedModel([
      [names('a'), names('b'), calls('find', { of: 'bees' })],
      [names('b'), names('c'), says('By [2], [3] and [4].')],
    ]);
    const { sources, tainted } = await tryLoop({ models: [model], tools: [finds()] }).end;
    expect(readBy(model)).toEqual(['[3] On bees.']);
    expect(sources).toEqual([named(2, 'b'), { ...passage('bees'), number: 3 }, named(4, 'c')]);
    expect(tainted).toBe(true);
  });

  test('is kept where the answer marks nothing, and that of tools is not', async () => {
    const model = playedModel([[calls('find', { of: 'bees' })], [names('a'), says('So it is.')]]);
    const { sources } = await tryLoop({ models: [model], tools: [finds()] }).end;
    expect(sources).toEqual([named(2, 'a')]);
  });

  test('has no number where nothing stays of the attempt', async () => {
    const first = playedModel([[names('lost'), fails('out-of-credit')]]);
    const second = playedModel([[names('a'), says('By [1].')]], { id: 'openai' });
    expect((await tryLoop({ models: [first, second] }).end).sources).toEqual([named(1, 'a')]);

    const broken = playedModel([[names('a'), says('By [1]. '), calls('find', { of: 'x' }), fails('overloaded')]]);
    const third = playedModel([[names('b'), says('And [2].')]], { id: 'openai' });
    const { sources } = await tryLoop({ models: [broken, third], tools: [finds()] }).end;
    expect(sources).toEqual([named(1, 'a'), named(2, 'b')]);
  });
});

test('people are told of at most fifty, with short quotes', () => {
  const citations = Array.from({ length: 60 }, (_, at) => ({
    ...passage(`p${at}`),
    quote: `${'x'.repeat(298)}💥 more`,
  }));
  const text = citations.map((_, at) => `[${at + 1}]`).join(' ');
  const sources = sourcesOf(text, { citations, named: new Set() });
  expect(sources.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  expect(sources[0]?.quote).toBe(`${'x'.repeat(298)}…`);
  expect(sourcesOf('None.', { citations, named: new Set([2, 60]) }).map(({ number }) => number)).toEqual([2, 60]);
});

test('people are led to pages only', () => {
  const citations = ['javascript:alert(1)', 'data:text/html,x', 'https://bees.example/'].map((url) => {
    return { url, title: 'Bees', quote: '' };
  });
  expect(sourcesOf('By [1], [2] and [3].', { citations, named: new Set() }).map(({ number }) => number)).toEqual([3]);
});
