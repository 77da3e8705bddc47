import { describe, expect, test } from 'vitest';
import { type Engine, HANDOVER, type StepResult } from '../engines/engine.ts';
import type { Models } from '../models/models.ts';
import { createDemo } from '../providers/demo.ts';
import type { ModelRequest } from '../providers/provider.ts';
import { createScripted, type ScriptStep, writing } from '../providers/scripted.ts';
import { specialistById } from '../roster/roster.ts';
import type { Clock } from '../run/clock.ts';
import type { Log } from '../run/log.ts';
import type { Specialist } from '../roster/agent.ts';
import { modelsWith, orderOf, quickClock, recordedLog, stepOf } from './parts.ts';
import { recordedPorts } from './recordedPorts.ts';

export type EngineParts = {
  models: Models;
  specialist(id: string): Specialist | undefined;
  log: Log;
  clock: Clock;
  concurrency?: number;
};

/** Which agent a request is for, by the line that tells it who it is. */
export function agentOf(request: ModelRequest): string {
  return /You are \w+ \(@(\w+)\)/.exec(request.system)?.[1] ?? 'queen';
}

/** What every engine must hold to; run it in a test file with how the engine is made. */
export function engineConformance(name: string, make: (parts: EngineParts) => Engine): void {
  /** An engine whose agents each follow a script of their own. */
  function engineWith(scripts: Record<string, readonly ScriptStep[]>, parts: Partial<EngineParts> = {}) {
    const provider = createScripted((request) => scripts[agentOf(request)] ?? writing([`I am ${agentOf(request)}.`]));
    const log = recordedLog();
    const models = modelsWith([provider], { scripted: ['script'] });
    return {
      provider,
      log,
      engine: make({ models, specialist: specialistById, log, clock: quickClock(), ...parts }),
    };
  }

  const recorded: StepResult = {
    kind: 'complete',
    text: 'Done before.',
    facts: {
      provider: 'scripted',
      model: 'script',
      demo: false,
      durationMs: 1,
      firstTokenMs: 1,
      inputTokens: 1,
      outputTokens: 1,
      costMicros: null,
    },
  };

  describe(`${name} keeps to the engine's contract`, () => {
    test('answers as every agent and ends each step once with what it wrote', async () => {
      const { engine } = engineWith({ research: writing(['Bees ', 'dance.']) });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['research', 'coder']), ports)).toBe('done');
      expect(ports.finished.map(({ agentId }) => agentId).sort()).toEqual(['coder', 'research']);
      expect(ports.resultOf('research')).toMatchObject({ kind: 'complete', text: 'Bees dance.' });
      expect(ports.written.get('research')).toBe('Bees dance.');
      expect(ports.states.get('research')).toEqual(['accepted', 'reading', 'writing', 'done']);
    });

    test('starts all agents before any has ended', async () => {
      let started = 0;
      let open = () => {};
      const all = new Promise<void>((resolve) => {
        open = resolve;
      });
      const provider = createScripted(() => {
        started += 1;
        if (started === 3) open();
        return [{ until: all }, { text: 'Now.' }];
      });
      const { engine } = engineWith({}, { models: modelsWith([provider], { scripted: ['script'] }) });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['research', 'coder', 'health']), ports)).toBe('done');
      expect(ports.finished).toHaveLength(3);
    });

    test('does no step again that is recorded', async () => {
      const { engine, provider } = engineWith({});
      const ports = recordedPorts();
      const order = orderOf(['research', 'coder'], { steps: [stepOf('research', { recorded }), stepOf('coder')] });
      expect(await engine.execute(order, ports)).toBe('done');
      expect(provider.calls.map(agentOf)).toEqual(['coder']);
      expect(ports.finished.map(({ agentId }) => agentId)).toEqual(['coder']);
    });

    test('keeps the failure of one agent from the others', async () => {
      const { engine } = engineWith({ coder: [{ fail: 'bad-request' }], health: [{ throw: new Error('broken') }] });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['research', 'coder', 'health']), ports)).toBe('done');
      expect(ports.resultOf('research')).toMatchObject({ kind: 'complete' });
      expect(ports.resultOf('coder')).toEqual({ kind: 'failed', text: '', failure: 'internal' });
      expect(ports.resultOf('health')).toEqual({ kind: 'failed', text: '', failure: 'internal' });
    });

    test('fails where nobody could answer', async () => {
      const { engine } = engineWith({ coder: [{ fail: 'refused' }] });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['coder']), ports)).toBe('failed');
      expect(ports.resultOf('coder')).toEqual({ kind: 'failed', text: '', failure: 'refused' });
    });

    test('says so where no model is configured and the demo is not there', async () => {
      const { engine } = engineWith({}, { models: modelsWith([]) });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['coder']), ports)).toBe('failed');
      expect(ports.resultOf('coder')).toEqual({ kind: 'failed', text: '', failure: 'no-model' });
    });

    test('ends a step as failed whose agent is no longer there', async () => {
      const { engine } = engineWith({});
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['coder', 'gone']), ports)).toBe('done');
      expect(ports.resultOf('gone')).toEqual({ kind: 'failed', text: '', failure: 'internal' });
    });

    test('cuts an answer that breaks off and never calls it complete', async () => {
      const { engine } = engineWith({ coder: [{ text: 'Half an ' }, { fail: 'overloaded' }] });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['coder']), ports)).toBe('failed');
      expect(ports.resultOf('coder')).toMatchObject({ kind: 'cut', text: 'Half an ', failure: 'overloaded' });
    });

    test('stops one step and lets the others go on', async () => {
      let letOn = () => {};
      const stopped = new Promise<void>((resolve) => {
        letOn = resolve;
      });
      const { engine } = engineWith({
        coder: [{ text: 'Some ' }, { hang: true }],
        research: [{ text: 'First, ' }, { until: stopped }, { text: 'then.' }],
      });
      const ports = recordedPorts();
      const running = engine.execute(orderOf(['coder', 'research']), ports);
      await Promise.all([ports.wrote('coder'), ports.wrote('research')]);
      ports.stop('coder');
      letOn();
      expect(await running).toBe('done');
      expect(ports.resultOf('coder')).toMatchObject({ kind: 'stopped', text: 'Some ' });
      expect(ports.resultOf('research')).toMatchObject({ kind: 'complete', text: 'First, then.' });
    });

    test('stops all steps', async () => {
      const { engine } = engineWith({
        coder: [{ text: 'Some ' }, { hang: true }],
        research: [{ hang: true }],
      });
      const ports = recordedPorts();
      const running = engine.execute(orderOf(['coder', 'research']), ports);
      await ports.wrote('coder');
      ports.stopAll();
      expect(await running).toBe('stopped');
      expect(ports.resultOf('coder')).toMatchObject({ kind: 'stopped', text: 'Some ' });
      expect(ports.resultOf('research')).toEqual({ kind: 'stopped', text: '', facts: null });
    });

    test('asks no model for a step that was stopped before it began', async () => {
      const { engine, provider } = engineWith({});
      const ports = recordedPorts();
      ports.stopAll();
      expect(await engine.execute(orderOf(['coder']), ports)).toBe('stopped');
      expect(provider.calls).toHaveLength(0);
    });

    test('hands over without ending what is under way', async () => {
      const { engine } = engineWith({ coder: [{ text: 'Some ' }, { hang: true }] });
      const ports = recordedPorts();
      const running = engine.execute(orderOf(['coder', 'research']), ports);
      await ports.wrote('coder');
      ports.stopAll(HANDOVER);
      expect(await running).toBe('handed-over');
      expect(ports.resultOf('coder')).toBeUndefined();
      expect(ports.states.get('coder')).not.toContain('done');
    });

    test('goes on after the text shown and ends with the whole', async () => {
      const { engine, provider } = engineWith({ coder: writing(['One, ', 'two, ', 'three.']) });
      const ports = recordedPorts();
      const order = orderOf(['coder'], { steps: [stepOf('coder', { soFar: 'One, tw' })] });
      expect(await engine.execute(order, ports)).toBe('done');
      expect(provider.calls[0]?.soFar).toBe('One, tw');
      expect(ports.written.get('coder')).toBe('o, three.');
      expect(ports.resultOf('coder')).toMatchObject({ kind: 'complete', text: 'One, two, three.' });
    });

    test('keeps the text shown where going on fails', async () => {
      const { engine } = engineWith({ coder: [{ fail: 'bad-key' }] });
      const ports = recordedPorts();
      const order = orderOf(['coder'], { steps: [stepOf('coder', { soFar: 'One, ' })] });
      expect(await engine.execute(order, ports)).toBe('failed');
      expect(ports.resultOf('coder')).toEqual({ kind: 'cut', text: 'One, ', facts: null, failure: 'bad-key' });
    });

    test('does at most as many steps at once as it may', async () => {
      let now = 0;
      let most = 0;
      const counting = createScripted(() => {
        now += 1;
        most = Math.max(most, now);
        return [{ wait: 1 }, { text: 'x' }];
      });
      const provider = {
        ...counting,
        async *stream(request: ModelRequest) {
          yield* counting.stream(request);
          now -= 1;
        },
      };
      const models = modelsWith([provider], { scripted: ['script'] });
      const { engine } = engineWith({}, { models, concurrency: 2 });
      await engine.execute(orderOf(['research', 'coder', 'health', 'support']), recordedPorts());
      expect(most).toBe(2);
    });

    test('passes on that a result could not be stored, after the others have ended', async () => {
      const { engine } = engineWith({});
      const ports = recordedPorts();
      const finish = ports.finish;
      ports.finish = (step, result) =>
        step.agentId === 'coder' ? Promise.reject(new Error('no database')) : finish(step, result);
      await expect(engine.execute(orderOf(['coder', 'research']), ports)).rejects.toThrow('no database');
      expect(ports.finished.map(({ agentId }) => agentId)).toEqual(['research']);
    });
  });

  describe(`${name} with the queen`, () => {
    const wanting = {
      messageId: 'request',
      senderId: 'anna',
      senderName: 'Anna',
      text: 'Decide together: honey or jam?',
    };

    test('combines answers once where one is wanted', async () => {
      const { engine, provider } = engineWith({ queen: writing(['Research: honey.']) });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['research', 'coder'], { request: wanting }), ports)).toBe('done');
      expect(ports.consolidations).toBe(1);
      expect(ports.resultOf('queen')).toMatchObject({ kind: 'complete', text: 'Research: honey.' });
      const told =
        provider.calls
          .at(-1)
          ?.turns.map((turn) => turn.text)
          .join('\n') ?? '';
      expect(told).toContain('<answer from="Research">\nI am research.');
      expect(told).toContain('<answer from="Coder">\nI am coder.');
    });

    test('combines nothing where the request asks for nothing single, or only one answered', async () => {
      const { engine } = engineWith({ coder: [{ fail: 'refused' }] });
      const ports = recordedPorts();
      await engine.execute(orderOf(['research', 'coder'], { request: wanting }), ports);
      await engine.execute(orderOf(['health', 'support']), ports);
      expect(ports.consolidations).toBe(0);
    });

    test('goes on with a combined answer that had begun, and repeats none that is recorded', async () => {
      const { engine, provider } = engineWith({ queen: writing(['Both ', 'agree.']) });
      const steps = [stepOf('research', { recorded }), stepOf('coder', { recorded })];
      const begun = recordedPorts();
      await engine.execute(
        orderOf(['research', 'coder'], { steps, consolidation: stepOf('queen', { soFar: 'Both ' }) }),
        begun,
      );
      expect(begun.consolidations).toBe(0);
      expect(begun.written.get('queen')).toBe('agree.');
      await engine.execute(
        orderOf(['research', 'coder'], { steps, consolidation: stepOf('queen', { recorded }) }),
        recordedPorts(),
      );
      expect(provider.calls).toHaveLength(1);
    });

    test('keeps the run done where combining fails', async () => {
      const { engine } = engineWith({ queen: [{ fail: 'bad-request' }] });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['research', 'coder'], { request: wanting }), ports)).toBe('done');
      expect(ports.resultOf('queen')).toEqual({ kind: 'failed', text: '', failure: 'internal' });
    });

    test('lets whom a request is handed to go on with it, each once and not without end', async () => {
      const hands = (to: string): ScriptStep[] => [{ call: 'hand_over', input: { to, task: `For ${to}` } }];
      const { engine, provider } = engineWith({
        ...{ research: hands('coder'), coder: hands('health'), health: hands('business') },
        business: hands('research'),
      });
      const ports = recordedPorts();
      const all = ['research', 'coder', 'health', 'business', 'support'];
      const order = orderOf(['research'], { agentIds: all });
      expect(await engine.execute(order, ports)).toBe('done');
      expect(ports.finished.map(({ agentId }) => agentId)).toEqual(['research', 'coder', 'health', 'business']);
      expect(ports.resultOf('research')).toMatchObject({ handOver: { to: 'coder', task: 'For coder' } });
      // The last one may hand it to nobody before a person says so.
      expect(ports.resultOf('business')).toMatchObject({
        text: expect.stringContaining('for you to say') as string,
        handOver: { to: 'research', task: 'For research', held: true },
      });
      const offered = (agentId: string) => provider.calls.find((call) => agentOf(call) === agentId)?.tools ?? [];
      expect(offered('health').map(({ name }) => name)).toEqual(['hand_over', 'ask_person']);
      expect(offered('business').map(({ about }) => about)).toEqual([expect.stringMatching(/^Asks the person/)]);
      const toCoder = provider.calls.find((call) => agentOf(call) === 'coder')?.turns.at(-1)?.text;
      expect(toCoder).toContain('Tell me about bees');
      expect(toCoder).toMatch(/Research handed this over to you[^]*For coder/);
    });

    test('goes on after a crash with what was handed over, and hands nothing over again', async () => {
      const { engine, provider } = engineWith({});
      const handed = { ...recorded, handOver: { to: 'coder', task: 'Write it.' } };
      const made: string[] = [];
      const ports = () =>
        recordedPorts({
          async handedOver(agentId) {
            made.push(agentId);
            return stepOf(agentId);
          },
        });
      const known = [stepOf('research', { recorded: handed }), stepOf('coder')];
      expect(await engine.execute(orderOf(['research', 'coder'], { steps: known }), ports())).toBe('done');
      expect(made).toEqual([]);
      expect(provider.calls.map(agentOf)).toEqual(['coder']);
      expect(provider.calls[0]?.turns.at(-1)?.text).toContain('Write it.');
      const order = orderOf(['research', 'coder'], { steps: known.slice(0, 1) });
      expect(await engine.execute(order, ports())).toBe('done');
      expect(made).toEqual(['coder']);
    });

    test('chooses by a model where it is undecided', async () => {
      const { engine } = engineWith({ queen: writing(['{"agents": ["coder"], "why": "It is about code."}']) });
      const ports = recordedPorts();
      const order = orderOf(['research', 'coder'], { steps: [], undecided: true });
      expect(await engine.execute(order, ports)).toBe('done');
      expect(ports.choices).toMatchObject([{ agentIds: ['coder'], explanation: 'It is about code.' }]);
      expect(ports.choices[0]?.used).toMatchObject({ provider: 'scripted', inputTokens: 10, outputTokens: 5 });
      expect(ports.finished.map(({ agentId }) => agentId)).toEqual(['coder']);
    });

    test('lets nobody answer where nobody is chosen', async () => {
      const { engine } = engineWith({ queen: writing(['{"agents": [], "why": "Small talk."}']) });
      const ports = recordedPorts();
      expect(await engine.execute(orderOf(['coder'], { steps: [], undecided: true }), ports)).toBe('done');
      expect(ports.choices).toMatchObject([{ agentIds: [], explanation: 'Small talk.' }]);
      expect(ports.finished).toEqual([]);
    });

    test.each([
      ['stopped', 'stopped'],
      [HANDOVER, 'handed-over'],
    ])('ends while choosing when the run is %s', async (reason, outcome) => {
      const { engine } = engineWith({ queen: [{ hang: true }] });
      const ports = recordedPorts();
      const running = engine.execute(orderOf(['coder'], { steps: [], undecided: true }), ports);
      await new Promise((resolve) => setTimeout(resolve, 5));
      ports.stopAll(reason);
      expect(await running).toBe(outcome);
      expect(ports.choices).toEqual([]);
    });

    test('works with the demo alone: chooses by rules, answers and puts answers side by side', async () => {
      const clock = quickClock();
      const { engine } = engineWith({}, { models: modelsWith([createDemo(clock)]), clock });
      const ports = recordedPorts();
      const request = { ...wanting, text: 'Please compare the code of a Python client and the research on it' };
      expect(await engine.execute(orderOf(['research', 'coder'], { steps: [], undecided: true, request }), ports)).toBe(
        'done',
      );
      expect(ports.choices[0]?.agentIds).toContain('coder');
      expect(ports.resultOf('coder')).toMatchObject({
        kind: 'complete',
        facts: { demo: true, model: 'demo', costMicros: 0 },
      });
      expect(ports.written.get('queen')).toMatch(/\*\*Coder:\*\*.*/);
      expect(ports.written.get('queen')).toMatch(/\*\*Research:\*\*.*/);
    });
  });
}
