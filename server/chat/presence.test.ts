import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { type BusLine, createInProcessBus } from '../bus/inProcessBus.ts';
import { PRESENCE, Presence } from './presence.ts';

const silent = pino({ level: 'silent' });

describe('presence', () => {
  const open: Presence[] = [];
  let now = 0;

  function processes(count: number) {
    now = 0;
    const line: BusLine = new Set();
    const made = Array.from({ length: count }, () => {
      const told: string[] = [];
      const tell = {
        presenceChanged: ({ userId, online }: { userId: string; online: boolean }) =>
          void told.push(`${userId} ${online ? 'on' : 'off'}`),
      };
      const presence = new Presence({ bus: createInProcessBus(silent, line), tell, now: () => now });
      open.push(presence);
      return { presence, told };
    });
    return made as [(typeof made)[number], ...typeof made];
  }

  const pass = (ms: number, ...all: { presence: Presence }[]) => {
    now += ms;
    for (const { presence } of all) presence.sweep();
  };

  afterEach(() => {
    for (const presence of open.splice(0)) presence.close();
  });

  it('lasts as long as the page says that it is shown', () => {
    const [one] = processes(1);
    one.presence.show('s1', 'ada', true);
    pass(PRESENCE.leaseMs - 1, one);
    expect(one.presence.online()).toEqual(['ada']);
    one.presence.show('s1', 'ada', true);
    pass(PRESENCE.leaseMs - 1, one);
    expect(one.presence.isOnline('ada')).toBe(true);
    pass(1, one);
    expect(one.presence.online()).toEqual([]);
    expect(one.told).toEqual(['ada on', 'ada off']);
  });

  it('ends with the last page that is shown', () => {
    const [one] = processes(1);
    one.presence.show('s1', 'ada', true);
    one.presence.show('s2', 'ada', true);
    one.presence.show('s1', 'ada', false);
    expect(one.told).toEqual(['ada on']);
    one.presence.show('s2', 'ada', false);
    one.presence.show('s2', 'ada', false);
    expect(one.told).toEqual(['ada on', 'ada off']);
  });

  it('survives a reload', () => {
    const [one] = processes(1);
    one.presence.show('s1', 'ada', true);
    one.presence.leave('s1');
    pass(PRESENCE.graceMs - 1, one);
    one.presence.show('s2', 'ada', true);
    pass(1, one);
    expect(one.told).toEqual(['ada on']);
    one.presence.leave('s2');
    pass(PRESENCE.graceMs, one);
    expect(one.told).toEqual(['ada on', 'ada off']);
  });

  it('is not lengthened by a socket that goes away', () => {
    const [one] = processes(1);
    one.presence.show('s1', 'ada', true);
    pass(PRESENCE.leaseMs - 10, one);
    one.presence.leave('s1');
    pass(10, one);
    expect(one.presence.online()).toEqual([]);
  });

  it('is known in other processes, also after one of them has died', async () => {
    const [one, two] = processes(2);
    if (two === undefined) throw new Error('one process only');
    one.presence.show('s1', 'ada', true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(two.presence.online()).toEqual(['ada']);
    expect(two.told).toEqual([]);
    pass(PRESENCE.leaseMs, two);
    expect(two.presence.online()).toEqual([]);
    expect(two.told).toEqual(['ada off']);
  });
});
