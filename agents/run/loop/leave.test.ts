import { describe, expect, test } from 'vitest';
import { HANDOVER } from '../../engines/engine.ts';
import { priced, type Share } from '../../models/budget/spent.ts';
import { done, type KeptPorts, keptPorts, type LoopTry, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, type Played, playedModel, says } from './testing/playedModel.ts';

const BY = { provider: 'anthropic', model: 'claude-opus-5-5' };
const TURN: Share = { ...BY, inputTokens: 100, outputTokens: 10, costMicros: 600 };
const BROKEN_OFF: Share = { ...BY, inputTokens: 7, outputTokens: 1, costMicros: null };
const SAID: Share = { ...BY, inputTokens: 40, outputTokens: 4, costMicros: 240, agentId: 'coder' };

const usage = { inputTokens: 7, outputTokens: 1 };
const half: Played[] = [{ type: 'usage', usage }, says('It '), { type: 'thought', text: 'Hm.' }, { type: 'hang' }];
const turns = [[calls('read', { of: 'a' })], half];

/** Tries it, and stops it for this reason once its model thinks. */
async function stoppedFor(reason: string, more: LoopTry & { ports: KeptPorts }) {
  const stop = new AbortController();
  const spent = structuredClone(more.ports.spent);
  const tried = tryLoop({ ...more, spent, signal: stop.signal, onThought: () => stop.abort(reason) });
  return { ...(await tried.end), log: tried.log };
}

/** A colleague is asked, who is stopped in the middle of its words. */
function colleague(abort: () => void) {
  return toolNamed('read', async (_, { signal }) => {
    const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve));
    abort();
    await stopped;
    return { kind: 'failed', failure: 'failed', text: 'It was stopped.', shares: [SAID] };
  });
}

describe('what a step used that another process goes on with', () => {
  test('has the turn under way, once more each time it is left', async () => {
    const ports = keptPorts();
    const tools = [toolNamed('read')];
    await stoppedFor(HANDOVER, { models: [playedModel(turns)], tools, ports });
    expect([...ports.turns.keys()]).toEqual(['step/0']);
    expect(ports.spent).toEqual([BROKEN_OFF]);
    await stoppedFor(HANDOVER, { models: [playedModel(turns)], tools, ports });
    expect(ports.spent).toEqual([BROKEN_OFF, BROKEN_OFF]);

    const model = playedModel([[], [says('It is there.')]]);
    const { result } = await tryLoop({ models: [model], tools, ports, spent: ports.spent }).end;
    expect(result).toMatchObject({
      facts: {
        ...{ inputTokens: 214, outputTokens: 22, costMicros: null },
        shares: [
          { ...BROKEN_OFF, inputTokens: 14, outputTokens: 2 },
          { ...TURN, inputTokens: 200, outputTokens: 20, costMicros: 1_200 },
        ],
      },
    });
  });

  test('has the words of a colleague under way, and not the turn that asked for them', async () => {
    const ports = keptPorts();
    const stop = new AbortController();
    const asking = {
      models: [playedModel([[calls('read', { of: 'a' })]])],
      tools: [colleague(() => stop.abort(HANDOVER))],
    };
    await tryLoop({ ...asking, ports, signal: stop.signal }).end;
    expect(ports.spent).toEqual([SAID]);

    const tools = [toolNamed('read', () => ({ ...done('Said.'), shares: [SAID] }))];
    const model = playedModel([[], [says('It says so.')]]);
    const { result } = await tryLoop({ models: [model], tools, ports, spent: ports.spent }).end;
    expect(result).toMatchObject({
      facts: {
        costMicros: 1_680,
        shares: [
          { ...SAID, inputTokens: 80, outputTokens: 8, costMicros: 480 },
          { ...TURN, inputTokens: 200, outputTokens: 20, costMicros: 1_200 },
        ],
      },
    });
  });

  test('has nothing of what is recorded by then', async () => {
    const stop = new AbortController();
    const ports = keptPorts();
    const recordTurn: KeptPorts['recordTurn'] = async (key, turn) => {
      await ports.recordTurn(key, turn);
      stop.abort(HANDOVER);
    };
    const models = [playedModel(turns)];
    const tools = [toolNamed('read', () => ({ ...done('Read.'), shares: priced(BY, 90) }))];
    await tryLoop({ models, tools, ports: { ...ports, recordTurn }, signal: stop.signal }).end;
    expect([...ports.turns.keys()]).toEqual(['step/0']);
    expect(ports.spent).toEqual([]);
  });

  test('is in its facts and kept nowhere else where a person stops it', async () => {
    const ports = keptPorts();
    const { result } = await stoppedFor('stopped', {
      models: [playedModel(turns)],
      tools: [toolNamed('read')],
      ports,
    });
    expect(result).toMatchObject({ kind: 'stopped', facts: { shares: [TURN, BROKEN_OFF] } });
    expect(ports.spent).toEqual([]);
  });

  test('is lost where it can not be kept, which the log says, and the step is left all the same', async () => {
    const keepSpent = () => Promise.reject(new Error('no database'));
    const ports = keptPorts({ keepSpent });
    const models = [playedModel([half])];
    const { result, log } = await stoppedFor(HANDOVER, { models, ports });
    expect(result.kind).toBe('stopped');
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { stepId: 'step' } }]);
  });
});

describe('a step that is stopped while its turns are taken from what was recorded', () => {
  const read = () => toolNamed('read', (of) => ({ ...done(`read ${of}`), shares: priced(BY, 90) }));
  const whole = [[says('One.'), calls('read', { of: 'a' })], [says('Two.'), calls('read', { of: 'b' })], half];

  test('leaves it to what is recorded to say what was used', async () => {
    const ports = keptPorts();
    await stoppedFor(HANDOVER, { models: [playedModel(whole)], tools: [read()], ports });
    expect(ports.turns.size).toBe(2);
    const again = playedModel(whole);
    const stop = new AbortController();
    const recordedTurn: KeptPorts['recordedTurn'] = async (key) => {
      if (key === 'step/1') stop.abort('stopped');
      return ports.recordedTurn(key);
    };
    const { signal } = stop;
    const { end } = tryLoop({ models: [again], tools: [read()], ports: { ...ports, recordedTurn }, signal });
    const { result } = await end;
    expect(result).toMatchObject({ kind: 'stopped', facts: null });
    expect(again.asked).toHaveLength(0);
  });

  test('says itself what a call used that was done again', async () => {
    const ports = keptPorts();
    const first = new AbortController();
    const models = () => [playedModel([[calls('read', { of: 'a' })]])];
    const tools = (stop: AbortController) => [colleague(() => stop.abort(stop === first ? HANDOVER : 'stopped'))];
    await tryLoop({ models: models(), tools: tools(first), ports, signal: first.signal }).end;
    const second = new AbortController();
    const { spent } = ports;
    const { result } = await tryLoop({ models: models(), tools: tools(second), ports, spent, signal: second.signal })
      .end;
    expect(result).toMatchObject({ kind: 'stopped', facts: { costMicros: 1_080 } });
  });
});
