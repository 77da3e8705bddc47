import { describe, expect, test } from 'vitest';
import type { LoopPorts, RecordedCall, RecordedTurn } from './ports.ts';
import { done, keptPorts, type KeptPorts, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, playedModel, says } from './testing/playedModel.ts';

class Died extends Error {}

/** Ports over what `kept` keeps, whose process dies when `when` says so, before or after the record is kept. */
function dying(kept: KeptPorts, when: (call: RecordedCall) => 'before' | 'after' | null): LoopPorts {
  return {
    ...kept,
    async record(call) {
      const at = when(call);
      if (at === 'before') throw new Died();
      await kept.record(call);
      if (at === 'after') throw new Died();
    },
  };
}

function sends(effect: 'read' | 'write' | 'dangerous') {
  return toolNamed('send', (of) => done(`sent ${of}`), { effect });
}

const play = () =>
  playedModel([
    [says('I send it.'), calls('send', { of: 'a' }, { id: 'c1' })],
    [calls('send', { of: 'b' }, { id: 'c2' })],
    [says('Both are sent.')],
  ]);

describe('a step that is done again', () => {
  test('takes turns and results from the record, executes nothing twice and asks for no turn again', async () => {
    const kept = keptPorts();
    const tool = sends('dangerous');
    const first = tryLoop({
      models: [play()],
      tools: [tool],
      ports: dying(kept, (call) => (call.key === 'step/1/0' && call.state === 'ended' ? 'after' : null)),
    });
    await expect(first.end).rejects.toThrow(Died);
    expect(tool.ran).toEqual(['a', 'b']);

    const model = play();
    const again = tryLoop({ models: [model], tools: [tool], ports: kept, soFar: first.pieces.join('') });
    const { result } = await again.end;
    expect(tool.ran).toEqual(['a', 'b']);
    expect(model.asked).toHaveLength(1);
    expect(model.asked[0]?.rounds?.map(({ results }) => results[0])).toEqual([
      { callId: 'c1', text: 'sent a', failed: false },
      { callId: 'c2', text: 'sent b', failed: false },
    ]);
    expect(again.pieces.join('')).toBe('\n\nBoth are sent.');
    expect(result).toMatchObject({
      kind: 'complete',
      text: 'I send it.\n\nBoth are sent.',
      facts: { inputTokens: 300, costMicros: 1800 },
    });
    expect(kept.asked.map(({ key }) => key)).toEqual(['step/0/0', 'step/1/0']);
  });

  test.each(['write', 'dangerous'] as const)(
    'does not know whether a %s call that had begun was done',
    async (effect) => {
      const kept = keptPorts();
      const tool = sends(effect);
      const dies = dying(kept, ({ state }) => (state === 'ended' ? 'before' : null));
      await expect(tryLoop({ models: [play()], tools: [tool], ports: dies }).end).rejects.toThrow(Died);
      expect(tool.ran).toEqual(['a']);

      const model = play();
      await tryLoop({ models: [model], tools: [tool], ports: kept }).end;
      expect(tool.ran).toEqual(['a', 'b']);
      expect(model.asked[0]?.rounds?.[0]?.results[0]).toMatchObject({ failed: true });
      expect(model.asked[0]?.rounds?.[0]?.results[0]?.text).toMatch(/It is not known whether it was done/);
      expect(kept.calls.get('step/0/0')?.state).toBe('ended');
    },
  );

  test('runs a read call that had begun again', async () => {
    const kept = keptPorts();
    const tool = sends('read');
    const dies = dying(kept, ({ state }) => (state === 'ended' ? 'before' : null));
    await expect(tryLoop({ models: [play()], tools: [tool], ports: dies }).end).rejects.toThrow(Died);
    await tryLoop({ models: [play()], tools: [tool], ports: kept }).end;
    expect(tool.ran).toEqual(['a', 'a', 'b']);
  });

  test('executes nothing that could not be recorded as begun', async () => {
    const kept = keptPorts();
    const tool = sends('dangerous');
    const dies = dying(kept, () => 'before');
    await expect(tryLoop({ models: [play()], tools: [tool], ports: dies }).end).rejects.toThrow(Died);
    expect(tool.ran).toEqual([]);
  });

  test('stops the other calls of a round where one cannot be recorded', async () => {
    const kept = keptPorts();
    let stopped = false;
    const slow = toolNamed('slow', (_, { signal }) => {
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          resolve({ kind: 'failed', failure: 'failed', text: 'Stopped.' });
        });
      });
    });
    const model = playedModel([[calls('slow', { of: 'a' }), calls('send', { of: 'b' })]]);
    const dies = dying(kept, ({ state }) => (state === 'ended' ? 'before' : null));
    const { end } = tryLoop({ models: [model], tools: [slow, sends('write')], ports: dies });
    await expect(end).rejects.toThrow(Died);
    expect(stopped).toBe(true);
    expect(kept.calls.get('step/0/0')?.state).toBe('begun');
  });

  test('goes on from the text that people saw of the turn in which the process died', async () => {
    const kept = keptPorts();
    await tryLoop({ models: [play()], tools: [sends('read')], ports: kept }).end;
    const model = playedModel((request) => [says('Both are sent.'.slice(request.soFar.length))]);
    const again = tryLoop({ models: [model], ports: kept, tools: [sends('read')], soFar: 'I send it.\n\nBoth are' });
    expect((await again.end).result.text).toBe('I send it.\n\nBoth are sent.');
    expect(model.asked[0]?.soFar).toBe('Both are');
    expect(again.pieces).toEqual([' sent.']);
  });

  test.each(['', 'I se', 'I send it.', 'I send it.\n'])('shows the rest of a recorded turn after %j', async (soFar) => {
    const kept = keptPorts();
    await tryLoop({ models: [play()], tools: [sends('read')], ports: kept }).end;
    const again = tryLoop({ models: [play()], tools: [sends('read')], ports: kept, soFar });
    const { result } = await again.end;
    expect(result.text).toBe('I send it.\n\nBoth are sent.');
    expect(soFar + again.pieces.join('')).toBe(result.text);
  });

  test('wherever the process dies and however often, does what changes something at most once', async () => {
    const turns = [
      [says('One.'), calls('write', { of: 'a' }), calls('read', { of: 'b' }), calls('write', { of: 'c' })],
      [says('Two.'), calls('read', { of: 'd' }), calls('write', { of: 'e' })],
      [says('Three.')],
    ];
    const text = 'One.\n\nTwo.\n\nThree.';
    let deaths = 0;
    for (const at of ['before', 'after'] as const) {
      for (let every = 1; every <= 13; every += 1) {
        const kept = keptPorts();
        const write = toolNamed('write', undefined, { effect: 'write' });
        const read = toolNamed('read');
        let left = every;
        const mortal = async <T>(keep: () => Promise<T>) => {
          left -= 1;
          if (left === 0 && at === 'before') throw new Died();
          const value = await keep();
          if (left === 0) throw new Died();
          return value;
        };
        const ports = {
          ...kept,
          record: (call: RecordedCall) => mortal(() => kept.record(call)),
          recordTurn: (key: string, turn: RecordedTurn) => mortal(() => kept.recordTurn(key, turn)),
        };
        let soFar = '';
        let ended = false;
        for (let life = 0; life < 30 && !ended; life += 1) {
          // Each life is longer than the one before, so that it comes to an end.
          left = every + life;
          const model = playedModel((request) => {
            const turn = turns[request.rounds?.length ?? 0] ?? [];
            return request.soFar === '' ? turn : turn.filter(({ type }) => type !== 'text');
          });
          const tried = tryLoop({ models: [model], tools: [write, read], ports, soFar });
          const end = await tried.end.catch((error: unknown) => {
            if (!(error instanceof Died)) throw error;
            deaths += 1;
            return null;
          });
          soFar += tried.pieces.join('');
          if (end !== null) expect(end.result).toMatchObject({ kind: 'complete', text });
          ended = end !== null;
        }
        expect(ended).toBe(true);
        expect(soFar).toBe(text);
        expect(write.ran.toSorted()).toEqual([...new Set(write.ran)].toSorted());
        expect([...new Set(read.ran)].toSorted()).toEqual(['b', 'd']);
      }
    }
    expect(deaths).toBeGreaterThan(20);
  });

  test('does not say twice that it gave up', async () => {
    const kept = keptPorts();
    const stubborn = () => playedModel(() => [calls('send', { of: 'a' })]);
    const { result } = await tryLoop({ models: [stubborn()], tools: [sends('read')], ports: kept }).end;
    for (const soFar of [result.text, result.text.slice(0, 9), '']) {
      const again = tryLoop({ models: [], tools: [sends('read')], ports: kept, soFar });
      expect((await again.end).result).toMatchObject({ kind: 'cut', text: result.text });
      expect(soFar + again.pieces.join('')).toBe(result.text);
    }
  });

  test('keeps what people saw where it is not what was recorded, and says so in the log', async () => {
    const kept = keptPorts();
    await tryLoop({ models: [play()], tools: [sends('read')], ports: kept }).end;
    const again = tryLoop({ models: [play()], tools: [sends('read')], ports: kept, soFar: 'Something else.' });
    expect((await again.end).result.text).toBe('Something else.\n\nBoth are sent.');
    expect(again.log.lines).toMatchObject([{ level: 'warn', fields: { turn: 'step/2' } }]);
  });

  test('is tainted by what was recorded from outside, and gives nobody else what a model kept to itself', async () => {
    const kept = keptPorts();
    const read = toolNamed('read', () => done('A page', true));
    const write = toolNamed('write', undefined, { effect: 'write' });
    const turns = [[calls('read', { of: 'a' })], [calls('write', { of: 'b' })], [says('Done.')]];
    const dies = dying(kept, ({ tool }) => (tool === 'write' ? 'before' : null));
    const first = tryLoop({ models: [playedModel(turns, { kept: 'signed' })], tools: [read, write], ports: dies });
    await expect(first.end).rejects.toThrow(Died);

    const own = playedModel(turns, { kept: 'signed' });
    const other = playedModel(turns, { id: 'openai' });
    const { tainted } = await tryLoop({ models: [other, own], tools: [read, write], ports: kept }).end;
    expect(tainted).toBe(true);
    expect(kept.asked.at(-1)).toMatchObject({ tool: 'write', tainted: true });
    expect(other.asked).toHaveLength(0);
    expect(own.asked[0]?.rounds?.[0]?.kept).toMatchObject({ content: 'signed' });

    const stranger = playedModel(turns, { id: 'openai' });
    await tryLoop({ models: [stranger], tools: [read, write], ports: kept }).end;
    expect(stranger.asked[0]?.rounds?.map((round) => round.kept)).toEqual([null, null]);
  });

  test('ends at once where it was stopped meanwhile', async () => {
    const kept = keptPorts();
    await tryLoop({ models: [play()], tools: [sends('read')], ports: kept }).end;
    const model = play();
    const { end } = tryLoop({ models: [model], ports: kept, soFar: 'I se', signal: AbortSignal.abort() });
    expect((await end).result).toEqual({ kind: 'stopped', text: 'I se', facts: null });
    expect(model.asked).toHaveLength(0);
  });
});
