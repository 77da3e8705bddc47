import { describe, expect, test } from 'vitest';
import type { LoopPorts } from './ports.ts';
import { done, keptPorts, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, playedModel, says } from './testing/playedModel.ts';

const also = { by: 'Ada', text: 'also look at wax', own: true };

class Died extends Error {}

describe('what people add while an answer is made', () => {
  test('is read with the request, where it came before the first turn', async () => {
    const ports = keptPorts();
    ports.said.push(also);
    const model = playedModel([[says('So.')]]);
    await tryLoop({ models: [model], ports }).end;
    expect(model.asked.map(({ turns }) => turns.at(-1)?.text)).toEqual(['Do it\n\nAda adds: also look at wax']);
  });

  test('is read after what came of the calls that it came amid', async () => {
    const ports = keptPorts();
    const tool = toolNamed('look', (of) => {
      ports.said.push(also);
      return done(`saw ${of}`);
    });
    const model = playedModel([[calls('look', { of: 'a' })], [says('So.')]]);
    const { result, tainted } = await tryLoop({ models: [model], tools: [tool], ports }).end;
    expect(model.asked[1]?.rounds?.[0]?.added).toBe('Ada adds: also look at wax');
    expect(result).toMatchObject({ kind: 'complete', text: 'So.' });
    expect(tainted).toBe(false);
  });

  test('is answered by one more turn, where it came amid the last', async () => {
    const ports = keptPorts();
    const model = playedModel((_, times) => {
      if (times === 1) ports.said.push(also, { ...also, by: 'Bo\nb', text: 'and honey' });
      return [says(times === 1 ? 'So.' : 'And so.')];
    });
    const { result } = await tryLoop({ models: [model], ports }).end;
    expect(result).toMatchObject({ kind: 'complete', text: 'So.\n\nAnd so.' });
    expect(model.asked[1]?.rounds).toMatchObject([
      { text: 'So.', calls: [], added: 'Ada adds: also look at wax\n\nBo b adds: and honey' },
    ]);
  });

  test('taints the step where it is not who it is done for that says it', async () => {
    const ports = keptPorts();
    ports.said.push({ ...also, own: false });
    expect((await tryLoop({ models: [playedModel([[says('So.')]])], ports }).end).tainted).toBe(true);
  });

  test('names addresses, as the request does', async () => {
    const ports = keptPorts();
    ports.said.push({ ...also, text: 'also https://wax.example/a' });
    const tool = { ...toolNamed('get'), reaches: () => ['https://wax.example/a', 'https://other.example'] };
    const model = playedModel([[calls('get', { of: 'a' })], [says('So.')]]);
    await tryLoop({ models: [model], tools: [tool], ports }).end;
    expect(ports.asked.map(({ unseen }) => unseen)).toEqual([['https://other.example']]);
  });

  test('asks for no turn without end', async () => {
    const ports = keptPorts();
    const model = playedModel(() => {
      ports.said.push(also);
      return [says('So.')];
    });
    const { result } = await tryLoop({ models: [model], ports, limits: { rounds: 3, callsPerRound: 1, graceMs: 1 } })
      .end;
    expect(result.kind).toBe('complete');
    expect(model.asked).toHaveLength(3);
  });

  test('goes no further once its step is stopped', async () => {
    const ports = keptPorts();
    const stop = new AbortController();
    const model = playedModel(() => {
      ports.said.push(also);
      stop.abort('stopped');
      return [says('So.')];
    });
    const { result } = await tryLoop({ models: [model], ports, signal: stop.signal }).end;
    expect([result.kind, model.asked.length]).toEqual(['stopped', 1]);
  });

  test('is the same for a step that is done again', async () => {
    const kept = keptPorts();
    kept.said.push(also);
    const play = () =>
      playedModel(({ rounds = [] }) => {
        if (rounds.length === 1) kept.said.push({ ...also, text: 'and honey' });
        return [
          says(['One.', 'Two.', 'Three.'][rounds.length] ?? ''),
          ...(rounds.length === 0 ? [calls('look', { of: 'a' })] : []),
        ];
      });
    const first = play();
    const dying: LoopPorts = {
      ...kept,
      async recordTurn(key, turn) {
        await kept.recordTurn(key, turn);
        if (key === 'step/1') throw new Died();
      },
    };
    await expect(tryLoop({ models: [first], tools: [toolNamed('look')], ports: dying }).end).rejects.toThrow(Died);
    kept.said.splice(0);
    const second = play();
    const again = tryLoop({ models: [second], tools: [toolNamed('look')], ports: kept, soFar: 'One.\n\nTwo.' });
    expect(await again.end).toMatchObject({ result: { kind: 'complete', text: 'One.\n\nTwo.\n\nThree.' } });
    expect(first.asked).toHaveLength(2);
    expect(second.asked).toHaveLength(1);
    const [asked] = second.asked;
    expect(asked?.turns.at(-1)?.text).toContain('Ada adds: also look at wax');
    expect(asked?.rounds?.map(({ added }) => added)).toEqual(['', 'Ada adds: and honey']);
  });
});
