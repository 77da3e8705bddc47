import { describe, expect, test } from 'vitest';
import { keptPorts, tryLoop } from '../../run/loop/testing/loopParts.ts';
import { calls, playedModel, says } from '../../run/loop/testing/playedModel.ts';
import type { ToolContext } from '../tool.ts';
import { type Mailed, type MailEvent, type MeantByMail, mailEventTool } from './mailEvent.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'Europe/Berlin',
  language: 'de',
  progress: () => {},
};
const asked = { title: 'Review', starts: '2026-07-01T14:00', to: ['Ada', 'Ben'] };
const startsAt = Date.UTC(2026, 6, 1, 12);
const ADA = { id: 'u1', name: 'Ada' };
const BEN = { id: 'u2', name: 'Ben Bauer' };
const clear: MeantByMail = { kind: 'clear', messageId: 'm1', people: [ADA, BEN] };

function mailing(meant: MeantByMail, outcome: Mailed = { kind: 'sending' }) {
  const given: unknown[] = [];
  const mail: MailEvent = {
    meant: async (event, names) => (given.push({ ...event, names }), meant),
    send: async (event) => (given.push(event), outcome),
  };
  const tool = mailEventTool(mail);
  return {
    given,
    tool,
    /** As a call goes: what is meant is fixed before people are asked, and done then. */
    async mail(input: object = asked, before: unknown = null) {
      const fixed = await tool.fix?.(tool.input.parse(input), before, context);
      if (fixed === undefined) throw new Error('nothing is fixed');
      return { fixed, result: 'stop' in fixed ? fixed.stop : await tool.run(fixed.input, context) };
    },
  };
}

test('what leaves the house is asked of the person alone, each time', () => {
  const { effect, personal } = mailing(clear).tool;
  expect({ effect, personal }).toEqual({ effect: 'dangerous', personal: true });
});

test('the event is named by its title and its time where the person is', async () => {
  const { given, mail } = mailing(clear);
  const { result } = await mail();
  expect(given).toEqual([
    { title: 'Review', startsAt, names: ['Ada', 'Ben'] },
    { title: 'Review', startsAt, messageId: 'm1', people: [ADA, BEN], language: 'de' },
  ]);
  expect(result).toMatchObject({ kind: 'done', fromOutside: false });
  expect(result.text).toContain('Ada, Ben');
});

describe('who gets it', () => {
  test('is fixed when people are asked, and is asked for no more', async () => {
    const first = await mailing(clear).mail();
    const input = { ...asked, messageId: 'm1', people: [ADA, BEN] };
    expect(first.fixed).toEqual({ input });
    // Somebody else bears the name by then.
    const later = mailing({ ...clear, people: [{ id: 'u9', name: 'Ada' }] });
    const { fixed } = await later.mail(asked, JSON.parse(JSON.stringify(input)));
    expect(JSON.stringify(fixed)).toBe(JSON.stringify({ input }));
    expect(later.given).toMatchObject([{ messageId: 'm1', people: [ADA, BEN] }]);
  });

  test('is not said by a model that does what it is told', async () => {
    const { given, tool } = mailing({ ...clear, people: [ADA] });
    const ports = keptPorts();
    const forged = { ...asked, to: ['Ada'], messageId: 'm7', people: [{ id: 'mallory', name: 'Ada' }] };
    const model = playedModel([[calls('mail_event', forged)], [says('Done.')]]);
    await tryLoop({ models: [model], tools: [tool], ports }).end;
    const meant = { messageId: 'm1', people: [ADA] };
    expect(ports.asked).toMatchObject([{ tool: 'mail_event', personal: true, input: meant }]);
    expect(given).toMatchObject([{ names: ['Ada'] }, meant]);
  });

  test('is nobody where it was never fixed', async () => {
    const { given, tool } = mailing(clear);
    expect(await tool.run(asked, context)).toMatchObject({ kind: 'failed', failure: 'not-allowed' });
    expect(given).toEqual([]);
  });
});

test.each<[MeantByMail, string]>([
  [{ kind: 'no-event' }, 'not-found'],
  [{ kind: 'not-allowed' }, 'not-allowed'],
  [{ kind: 'several' }, 'bad-input'],
  [{ kind: 'unclear', names: ['Ben'], wanting: ['Ada'] }, 'bad-input'],
  [{ kind: 'unclear', names: ['Ben'], wanting: [] }, 'bad-input'],
])('%j asks nobody, and says that nothing was sent', async (meant, failure) => {
  const { fixed, result } = await mailing(meant).mail();
  expect(fixed).toHaveProperty('stop');
  expect(result).toMatchObject({ kind: 'failed', failure });
  expect(result.text).toMatch(/Nothing was sent\.$/);
  if (meant.kind === 'unclear') {
    // People can call themselves anything.
    expect(result).toMatchObject({ fromOutside: true });
    expect(result.text).toContain(meant.wanting.length > 0 ? 'These do: Ada.' : 'Nobody here does.');
  }
});

test.each<[Mailed, string]>([
  [{ kind: 'no-event' }, 'not-found'],
  [{ kind: 'not-allowed' }, 'not-allowed'],
  [{ kind: 'too-many' }, 'too-large'],
  [{ kind: 'several' }, 'bad-input'],
  [{ kind: 'gone', names: ['Ben Bauer'] }, 'not-found'],
])('%j after a yes says that nothing was sent', async (outcome, failure) => {
  const { result } = await mailing(clear, outcome).mail();
  expect(result).toMatchObject({ kind: 'failed', failure });
  expect(result.text).toMatch(/Nothing was sent\.$/);
  if (outcome.kind === 'gone') expect(result).toMatchObject({ fromOutside: true });
});

test('a time that is none is refused before', async () => {
  const { given, mail } = mailing(clear);
  const { result } = await mail({ ...asked, starts: '01.07.2026 14:00' });
  expect([given, result.kind]).toEqual([[], 'failed']);
});
