import { describe, expect, test } from 'vitest';
import { createDemo } from '../providers/demo.ts';
import { createScripted, type Script } from '../providers/scripted.ts';
import { candidateFor, modelsWith, quickClock, recordedLog } from '../testing/parts.ts';
import { summarise } from './summarise.ts';
import { SUMMARY_LENGTH, type SummaryMessage, type SummaryOrder } from './summary.ts';

function said(name: string, text: string, more: Partial<SummaryMessage> = {}): SummaryMessage {
  return { name, senderKind: 'user', text, at: Date.UTC(2026, 10, 21, 9, 5), ...more };
}

function orderOf(more: Partial<SummaryOrder> = {}): SummaryOrder {
  return {
    ...{ chatId: 'chat', asker: { id: 'anna', timeZone: 'UTC' }, before: '' },
    messages: [said('Anna', 'Wir treffen uns am 3. Mai.'), said('Coder', 'Gut.', { senderKind: 'agent' })],
    ...more,
  };
}

async function summariseWith(script: Script, order = orderOf(), signal = new AbortController().signal) {
  const provider = createScripted(script);
  const chain = { models: modelsWith([provider]), clock: quickClock(), log: recordedLog() };
  const made = await summarise(order, { candidates: [candidateFor(provider, 'small')], chain, signal });
  return { made, provider };
}

describe('summarise', () => {
  test('asks in the language of the people, with who said what and when, and what was known before', async () => {
    const order = orderOf({ before: 'Anna imkert.' });
    const { made, provider } = await summariseWith([{ text: ' - Anna: Treffen am 3. Mai \n' }], order);
    expect(made).toEqual({
      ...{ kind: 'made', text: '- Anna: Treffen am 3. Mai' },
      facts: { provider: 'scripted', model: 'small', inputTokens: 10, outputTokens: 5, costMicros: null },
    });
    const [asked] = provider.calls;
    expect(asked?.system).toContain('In German,');
    expect(asked?.turns[0]?.text).toContain('<summary_so_far>\nAnna imkert.\n</summary_so_far>');
    expect(asked?.turns[0]?.text).toContain('[2026-11-21 09:05] Anna: Wir treffen uns');
    expect(asked?.turns[0]?.text).toContain('Coder (agent): Gut.');
    expect(asked?.tools).toBeUndefined();
  });

  const wrong: [string, Script][] = [
    ['empty', [{ text: '  ' }]],
    ['too long', [{ text: 'x'.repeat(SUMMARY_LENGTH + 1) }]],
    ['cut', [{ text: 'Anna' }, { finish: 'length' }]],
  ];
  test.each(wrong)('asks once more where it is %s, and then not again', async (_, script) => {
    const once = await summariseWith((_request, call) =>
      call === 1 && typeof script !== 'function' ? script : [{ text: 'Anna.' }],
    );
    expect(once.made).toMatchObject({ kind: 'made', text: 'Anna.', facts: { inputTokens: 20 } });
    expect(once.provider.calls[1]?.turns).toHaveLength(3);
    const never = await summariseWith(script);
    expect(never.made).toEqual({ kind: 'not-made', failure: 'cut-short' });
    expect(never.provider.calls).toHaveLength(2);
  });

  test('makes nothing where no model answers, and none by rules in its place', async () => {
    expect((await summariseWith([{ fail: 'bad-key' }])).made).toEqual({ kind: 'not-made', failure: 'bad-key' });
    const stopped = new AbortController();
    stopped.abort();
    expect((await summariseWith([{ hang: true }], orderOf(), stopped.signal)).made).toEqual({
      ...{ kind: 'not-made', failure: 'stopped' },
    });
  });

  test('says of a long message how much of it is not read', async () => {
    const order = orderOf({ messages: [said('Anna', 'x'.repeat(20_000))] });
    const { provider } = await summariseWith([{ text: 'x' }], order);
    expect(provider.calls[0]?.turns[0]?.text).toMatch(/\[… 12\d{3} characters left out …\]/);
  });

  test('picks sentences by rules where there is only the demo, and says so', async () => {
    const demo = createDemo();
    const chain = { models: modelsWith([demo]), clock: quickClock(), log: recordedLog() };
    const around = { candidates: [candidateFor(demo, 'queen')], chain, signal: new AbortController().signal };
    const messages = [
      said('Anna', 'Hallo zusammen. Wir haben beschlossen, 12 Kästen zu kaufen! Schön.'),
      ...Array.from({ length: 200 }, (_, at) =>
        said('Ben', `Ja, das ist so, wie es ist, und auch gut ${'so '.repeat(at % 7)}.`),
      ),
    ];
    const made = await summarise(orderOf({ messages }), around);
    if (made.kind !== 'made') throw new Error('not made');
    expect(made.facts).toBeNull();
    expect(made.text).toMatch(/^Ohne Modell ist das keine Zusammenfassung/);
    expect(made.text).toContain('- Anna, 2026-11-21: Wir haben beschlossen, 12 Kästen zu kaufen!');
    expect(made.text.length).toBeLessThan(3_200);
    const next = await summarise(
      orderOf({ before: made.text, messages: [said('Ben', 'Bis Freitag um 12 Uhr?')] }),
      around,
    );
    if (next.kind !== 'made') throw new Error('not made');
    expect(next.text).toContain('12 Kästen');
    expect(next.text).toContain('Bis Freitag um 12 Uhr?');
    expect(next.text.match(/Ohne Modell/g)).toHaveLength(1);
  });
});
