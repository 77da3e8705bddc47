import { describe, expect, test } from 'vitest';
import { createBreaker } from '../../models/breaker.ts';
import { keptPorts, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, fails, type Played, playedModel, says } from './testing/playedModel.ts';

describe('a fault in the middle of a step', () => {
  test('before anything was shown passes to the next model silently, in any round', async () => {
    const look = toolNamed('look');
    const first = playedModel([[says('Let me look.'), calls('look', { of: 'a' })], [fails('out-of-credit')]], {
      kept: 'signed',
    });
    const second = playedModel([[], [says('It is there.')]], { id: 'openai' });
    const { end, pieces, known } = tryLoop({ models: [first, second], tools: [look] });
    const { result } = await end;
    expect(result).toMatchObject({
      kind: 'complete',
      text: 'Let me look.\n\nIt is there.',
      facts: { provider: 'openai', inputTokens: 200 },
    });
    expect(pieces.join('')).toBe(result.text);
    expect(look.ran).toEqual(['a']);
    expect(second.asked[0]?.rounds).toMatchObject([{ kept: null, results: [{ text: 'look of a' }] }]);
    expect(first.asked[1]?.rounds).toMatchObject([{ kept: { content: 'signed' } }]);
    expect(known.failures.map(({ providerId }) => providerId)).toEqual(['anthropic']);
  });

  test('is tried again at the same model where it passes, with its thoughts', async () => {
    const look = toolNamed('look');
    const model = playedModel(
      ({ rounds = [] }, times) => {
        if (rounds.length === 0) return [calls('look', { of: 'a' })];
        return times < 4 ? [fails('overloaded')] : [says('There.')];
      },
      { kept: 'signed' },
    );
    const { end, clock } = tryLoop({ models: [model], tools: [look] });
    expect((await end).result.text).toBe('There.');
    expect(clock.waits).toEqual([400, 800]);
    expect(look.ran).toEqual(['a']);
    expect(model.asked[3]?.rounds?.[0]?.kept).toMatchObject({ content: 'signed' });
  });

  test('drops the thoughts of another model of the same provider', async () => {
    const provider = playedModel(
      ({ rounds = [], model }) => {
        if (rounds.length === 0) return [calls('look', { of: 'a' })];
        return model === 'a' ? [fails('internal')] : [says('There.')];
      },
      { kept: 'signed' },
    );
    const models = ['a', 'b'].map((model) => ({ provider, model }));
    await tryLoop({ models, tools: [toolNamed('look')] }).end;
    expect(provider.asked.map(({ model, rounds }) => [model, rounds?.[0]?.kept?.content])).toEqual([
      ['a', undefined],
      ['a', 'signed'],
      ['b', undefined],
    ]);
  });

  test('after text alone cuts the answer there and asks nobody else', async () => {
    const look = toolNamed('look');
    const first = playedModel([
      [says('One.'), calls('look', { of: 'a' })],
      [says('Tw'), fails('unreachable')],
    ]);
    const second = playedModel([], { id: 'openai' });
    expect((await tryLoop({ models: [first, second], tools: [look] }).end).result).toMatchObject({
      kind: 'cut',
      text: 'One.\n\nTw',
      failure: 'unreachable',
      facts: { provider: 'anthropic', costMicros: null },
    });
    expect(second.asked).toHaveLength(0);
  });

  test('after a call had begun drops the turn and asks the next model for it, after the text people saw', async () => {
    const write = toolNamed('write', undefined, { effect: 'write' });
    const first = playedModel([[says('I write '), calls('write', { of: 'wrong' }), fails('overloaded')]]);
    const second = playedModel([[says('it.'), calls('write', { of: 'right' })], [says('Done.')]], { id: 'openai' });
    const ports = keptPorts();
    const { end, clock } = tryLoop({ models: [first, second], tools: [write], ports });
    expect((await end).result).toMatchObject({
      kind: 'complete',
      text: 'I write it.\n\nDone.',
      facts: { provider: 'openai', inputTokens: 200, costMicros: null },
    });
    expect(write.ran).toEqual(['right']);
    expect(clock.waits).toEqual([]);
    expect(second.asked[0]?.soFar).toBe('I write ');
    expect(second.asked[0]).not.toHaveProperty('rounds');
    expect(ports.turns.get('step/0')).toMatchObject({ text: 'I write it.', calls: [{ input: { of: 'right' } }] });
  });

  test('after a call had begun asks the same model again where there is no other', async () => {
    const look = toolNamed('look');
    const model = playedModel(({ rounds = [] }, times) => {
      if (rounds.length > 0) return [says('There.')];
      return [calls('look', { of: 'a' }), ...(times === 1 ? [{ type: 'early-end' } as const] : [])];
    });
    const { end, clock } = tryLoop({ models: [model], tools: [look] });
    expect((await end).result).toMatchObject({ kind: 'complete', text: 'There.' });
    expect(look.ran).toEqual(['a']);
    expect(clock.waits).toEqual([400]);
  });

  test('at all models ends in failure, or cut where people saw text', async () => {
    const look = toolNamed('look');
    const mute = [fails('bad-key')];
    const models = [playedModel(() => mute), playedModel(() => mute, { id: 'openai' })];
    expect((await tryLoop({ models }).end).result).toEqual({ kind: 'failed', text: '', failure: 'bad-key' });
    expect((await tryLoop({ models: [] }).end).result).toEqual({ kind: 'failed', text: '', failure: 'no-model' });
    const talking = playedModel([[says('One.'), calls('look', { of: 'a' })], mute]);
    expect((await tryLoop({ models: [talking], tools: [look] }).end).result).toMatchObject({
      kind: 'cut',
      text: 'One.',
      failure: 'bad-key',
      facts: { inputTokens: 100, costMicros: 600 },
    });
  });

  test('is seen in calls that were announced and did not come, and in an answer without a word', async () => {
    const { usage, model } = { usage: null, model: 'm' };
    for (const finish of ['calls', 'complete'] as const) {
      const played = playedModel((_, times) => (times === 1 ? [{ type: 'done', finish, usage, model }] : [says('Hi')]));
      expect((await tryLoop({ models: [played] }).end).result.text).toBe('Hi');
      expect(played.asked).toHaveLength(2);
    }
  });

  test('is none in a model that says nothing more after it has said something', async () => {
    const model = playedModel([[says('Here it is:'), calls('look', { of: 'a' })], []]);
    const { result } = await tryLoop({ models: [model], tools: [toolNamed('look')] }).end;
    expect(result).toMatchObject({ kind: 'complete', text: 'Here it is:' });
    expect(model.asked).toHaveLength(2);
  });

  test('executes nothing of a turn that met its limit or was refused', async () => {
    const look = toolNamed('look');
    for (const [finish, failure] of [
      ['length', 'cut-short'],
      ['refused', 'refused'],
    ] as const) {
      const model = playedModel([
        [says('So'), calls('look', { of: 'a' }), { type: 'done', finish, usage: null, model: 'm' }],
      ]);
      const ports = keptPorts();
      expect((await tryLoop({ models: [model], tools: [look], ports }).end).result).toMatchObject({
        kind: 'cut',
        failure,
        facts: { costMicros: null },
      });
      expect(ports.turns.size).toBe(0);
    }
    expect(look.ran).toEqual([]);
  });

  test('does calls that came with an ending that does not name them', async () => {
    const look = toolNamed('look');
    const done = { type: 'done', finish: 'complete', usage: null, model: 'm' } as const;
    const model = playedModel([[calls('look', { of: 'a' }), done], [says('There.')]]);
    expect((await tryLoop({ models: [model], tools: [look] }).end).result.text).toBe('There.');
    expect(look.ran).toEqual(['a']);
  });

  test('counts what a turn used that was dropped', async () => {
    const first = playedModel([
      [{ type: 'usage', usage: { inputTokens: 7, outputTokens: 1 } }, calls('look', { of: 'a' }), fails('overloaded')],
    ]);
    const second = playedModel([[says('Hi')]]);
    expect((await tryLoop({ models: [first, second] }).end).result).toMatchObject({
      facts: { inputTokens: 107, outputTokens: 11, costMicros: null },
    });
  });

  test('counts what a model thought that came to no word, and what was read for it', async () => {
    const usage = { inputTokens: 7, outputTokens: 1 };
    const thinking: Played[] = [{ type: 'usage', usage }, { type: 'thought', text: 'Hm.' }, fails('overloaded')];
    const first = playedModel(() => thinking);
    const second = playedModel([[says('Hi')]], { id: 'openai' });
    const by = { provider: 'anthropic', model: 'claude-opus-5-5' };
    expect((await tryLoop({ models: [first, second] }).end).result).toMatchObject({
      facts: {
        ...{ provider: 'openai', inputTokens: 121, outputTokens: 13, costMicros: null },
        shares: [
          { ...by, inputTokens: 21, outputTokens: 3, costMicros: null },
          { provider: 'openai', inputTokens: 100, outputTokens: 10 },
        ],
      },
    });
    const alone = playedModel(() => [{ type: 'thought', text: 'Hm.' }, fails('bad-key')]);
    expect((await tryLoop({ models: [alone] }).end).result).toMatchObject({
      kind: 'failed',
      facts: { ...by, inputTokens: 0, costMicros: null },
    });
  });

  test('counts what an answer without a word cost, which is known', async () => {
    const model = playedModel((_, times) => (times === 1 ? [] : [says('Hi')]));
    expect((await tryLoop({ models: [model] }).end).result).toMatchObject({
      facts: { inputTokens: 200, costMicros: 1_200 },
    });
  });

  test('makes the breaker keep the next step away from a model that fails, and an answer brings it back', async () => {
    let time = 0;
    const breaker = createBreaker(() => time);
    const first = playedModel((_, times) => (times <= 6 ? [fails('overloaded')] : [says('Back.')]));
    const second = playedModel(() => [says('There.')], { id: 'openai' });
    const answers = async () => (await tryLoop({ models: [first, second], breaker }).end).result.text;
    expect(await answers()).toBe('There.');
    expect(await answers()).toBe('There.');
    expect(first.asked).toHaveLength(6);
    expect(await answers()).toBe('There.');
    expect(first.asked).toHaveLength(6);
    time = 60_000;
    expect([await answers(), await answers()]).toEqual(['Back.', 'Back.']);
  });

  test('stays with the model that answered in the rounds that follow', async () => {
    const first = playedModel(() => [fails('overloaded')]);
    const second = playedModel([[calls('look', { of: 'a' })], [says('There.')]], { id: 'openai' });
    const { end } = tryLoop({ models: [first, second], tools: [toolNamed('look')] });
    expect((await end).result.text).toBe('There.');
    expect(first.asked).toHaveLength(3);
    expect(second.asked).toHaveLength(2);
  });
});
