import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Lanes } from './lanes.ts';

describe('lanes', () => {
  it('run one after the other under a key, also after a failure', async () => {
    const lanes = new Lanes();
    const done: string[] = [];
    const step = (name: string, ms: number) => async () => {
      done.push(`${name} begins`);
      await pause(ms);
      done.push(`${name} ends`);
    };
    const fails = lanes.run('a', async () => {
      await step('first', 5)();
      throw new Error('no');
    });
    const last = lanes.run('a', step('second', 0));
    await expect(fails).rejects.toThrow('no');
    await last;
    expect(done).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('run side by side under different keys', async () => {
    const lanes = new Lanes();
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const waits = lanes.run('a', () => gate);
    await lanes.run('b', async () => open());
    await waits;
    expect(await lanes.run('a', async () => 'result')).toBe('result');
  });

  it('say whether more is asked for than is under way', async () => {
    const lanes = new Lanes();
    const seen: boolean[] = [];
    const look = async () => void seen.push(lanes.isAwaited('a'));
    await Promise.all([lanes.run('a', () => pause(1)), lanes.run('a', look), lanes.run('a', look)]);
    await lanes.run('a', look);
    expect(seen).toEqual([true, false, false]);
    expect(lanes.isAwaited('b')).toBe(false);
  });

  it('forget keys with nothing under way', async () => {
    const lanes = new Lanes();
    const work = lanes.run('a', () => pause(1));
    expect(lanes.busy).toBe(1);
    await work;
    await pause(0);
    expect(lanes.busy).toBe(0);
  });

  it('say when all that was asked for under a key has ended, however it ended', async () => {
    const lanes = new Lanes();
    const idle: string[] = [];
    lanes.onIdle((key) => idle.push(key));
    const first = lanes.run('a', () => Promise.resolve());
    const second = lanes.run('a', () => Promise.reject(new Error('no')));
    await first;
    expect(idle).toEqual([]);
    await expect(second).rejects.toThrow('no');
    await lanes.run('b', () => Promise.resolve());
    await expect.poll(() => idle).toEqual(['a', 'b']);
  });
});
