import { describe, expect, test } from 'vitest';
import { confirmTool } from '../../tools/confirm/confirm.ts';
import type { Tool } from '../../tools/tool.ts';
import { HELD_BACK, UNSEEN } from '../confirming/words.ts';
import type { LoopPorts } from './ports.ts';
import { keptPorts, type KeptPorts, type LoopTry, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, type Played, playedModel, says } from './testing/playedModel.ts';

const ADVICE = 'Take 400 mg of ibuprofen every six hours.';
const RAT = 'Nimm 400 mg Ibuprofen alle sechs Stunden.';
const confirming = (understood = 'You have had a headache for three days.') =>
  calls('confirm_understanding', { understood });
const tools: readonly Tool[] = [confirmTool(), toolNamed('search_web')] as readonly Tool[];

function advised(
  turns: readonly (readonly Played[])[] | ((round: number) => readonly Played[]),
  more: Partial<LoopTry>,
) {
  const model = playedModel(typeof turns === 'function' ? ({ rounds = [] }) => turns(rounds.length) : turns);
  return { model, ...tryLoop({ models: [model], tools, ground: 'theirs', ...more }) };
}

const says_no = (kept: KeptPorts = keptPorts()): LoopPorts => ({
  ...kept,
  allow: async () => ({ denied: 'a person said no.' }),
});

describe('a model that advises at once, whatever it is told', () => {
  test.each([
    ['theirs', 'en', ADVICE],
    ['theirs', 'de', RAT],
    ['general', 'en', ADVICE],
    ['general', 'de', RAT],
  ] as const)('is not seen to on %s ground, in %s', async (ground, language, advice) => {
    const { pieces, end, model } = advised(() => [{ type: 'thought', text: advice }, says(advice)], {
      ground,
      language,
    });
    const { result } = await end;
    expect(result).toMatchObject({ kind: 'complete', text: HELD_BACK[language].unasked });
    expect(pieces.join('')).toBe(result.text);
    expect(model.asked).toHaveLength(2);
    expect(model.asked[1]?.rounds?.[0]).toMatchObject({
      text: '[…]',
      added: expect.stringContaining(UNSEEN) as string,
    });
  });

  test('is not seen to beside the question, before its answer or after a no', async () => {
    const turns = [[says(ADVICE), confirming()], [says(ADVICE)]];
    const { pieces, end, model } = advised(turns, { ports: says_no() });
    expect((await end).result.text).toBe(HELD_BACK.en.asked);
    expect(pieces.join('')).not.toContain('400');
    expect(model.asked).toHaveLength(2);
  });

  test('is heard once the person has confirmed what it understood', async () => {
    const thoughts: string[] = [];
    const turns: Played[][] = [
      [says(ADVICE), confirming()],
      [{ type: 'thought', text: 'Hm.' }, says(ADVICE)],
    ];
    const { end } = advised(turns, { onThought: (text) => void thoughts.push(text) });
    expect((await end).result.text).toBe(ADVICE);
    expect(thoughts).toEqual(['Hm.']);
  });

  test('is told once to ask, and may advise where it then does', async () => {
    const turns = [[says(ADVICE)], [confirming()], [says(ADVICE)]];
    const { end } = advised(turns, {});
    expect((await end).result.text).toBe(ADVICE);
  });

  test('cannot put its advice into what it asks', async () => {
    const kept = keptPorts();
    const turns = [[confirming('You should take ibuprofen.')], [calls('ask_person', { question: ADVICE })]];
    const { end } = advised(turns, { ports: kept, asides: { colleagues: [], person: true } });
    expect((await end).result.text).toBe(HELD_BACK.en.unasked);
    expect(kept.asked).toEqual([]);
  });

  test('may ask what it does not know', async () => {
    const turns = [[calls('ask_person', { question: 'How long have you had it?', choices: ['A day', 'Longer'] })]];
    const { end } = advised(turns, { asides: { colleagues: [], person: true } });
    expect((await end).ending).toMatchObject({ kind: 'ask', choices: ['A day', 'Longer'] });
  });

  test('is not seen to where it can not ask, or stops for want of room', async () => {
    const none = advised([[says(ADVICE)]], { tools: [] });
    expect((await none.end).result.text).toBe(HELD_BACK.en.unasked);
    const done: Played = { type: 'done', finish: 'length', usage: null, model: 'm' };
    const cut = advised([[says(ADVICE), done]], {});
    expect((await cut.end).result).toMatchObject({ kind: 'cut', text: HELD_BACK.en.unasked });
  });

  test('is not seen to once the person has said something new', async () => {
    const kept = keptPorts();
    const asks = {
      ...kept,
      allow: async () => (kept.said.push({ by: 'Ada', text: 'I am pregnant.', own: true }), 'allowed' as const),
    };
    const { end } = advised([[confirming()], [says(ADVICE)], [says(ADVICE)]], { ports: asks });
    expect((await end).result.text).toBe(HELD_BACK.en.unasked);
  });
});

test('in an emergency nothing is held back, and where to call never is', async () => {
  const open = advised([[says(ADVICE)]], { ground: 'emergency' });
  expect((await open.end).result.text).toBe(ADVICE);
  const help = 'If it came all of a sudden, call 112 now.';
  const closed = advised(() => [says(`${help} ${ADVICE}`)], {});
  const { result } = await closed.end;
  expect(result.text).toContain(help);
  expect(result.text).not.toContain('400');
});

test('a step done again holds the same back and asks nobody twice', async () => {
  const kept = keptPorts();
  const turns = [[says(ADVICE)], [says(ADVICE), confirming()], [says('And so on.')]];
  let dies = true;
  const mortal: LoopPorts = {
    ...kept,
    async record(call) {
      await kept.record(call);
      if (call.state === 'ended' && dies) throw new Error('Died.');
    },
  };
  const first = advised(turns, { ports: mortal });
  await expect(first.end).rejects.toThrow('Died.');
  dies = false;
  const again = advised(turns, { ports: mortal, soFar: first.pieces.join('') });
  expect((await again.end).result.text).toBe('And so on.');
  expect(again.model.asked).toHaveLength(1);
  expect(kept.asked).toHaveLength(1);
});
