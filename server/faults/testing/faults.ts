import { setTimeout as pause } from 'node:timers/promises';
import { type Crew, pick } from './crew.ts';
import type { House } from './house.ts';
import type { Fate } from './line.ts';

type World = { house: House; crew: Crew; random: () => number };

/** Servers of others that a server of ours stands on. */
export type Ground = { kill(): Promise<void>; again(): Promise<void> };

/** Something that goes wrong for a while; everybody goes on writing. */
export type Fault = (world: World) => Promise<void>;

const HOUR_MS = 3_600_000;

export const faults = {
  // Until it is killed the next time.
  'the server comes back with a clock an hour off': async ({ house, random }) => {
    house.clockOffMs = random() < 0.5 ? HOUR_MS : -HOUR_MS;
    await house.kill();
    await house.up();
    house.clockOffMs = 0;
    await pause(200);
  },
  'connections are cut in the middle of a message': async ({ crew, random }) => {
    for (let times = 0; times < 6; times++) {
      pick(crew.members, random).line.cutMidFrame();
      await pause(80);
    }
  },
  'a connection leads nowhere': async ({ crew, random }) => {
    const stranded = pick(crew.members, random);
    stranded.line.halfOpen();
    for (const chatId of crew.chatIds) crew.send(stranded, chatId);
    await pause(500);
  },
  'a device stops reading': async ({ crew, random }) => {
    const { line } = pick(crew.members, random);
    line.stopReading();
    await pause(1000);
    line.read();
  },
  'messages are doubled and overtake each other': (world) => mangled(world, { double: 0.25, delay: 0.25 }),
  'every fifth message is lost': (world) => mangled(world, { drop: 0.2 }),
  'a device is offline, and more happens than one sync brings': async ({ crew, random }) => {
    const away = pick(crew.members, random);
    const chatId = pick(crew.chatIds, random);
    away.line.down = true;
    away.line.cut();
    const others = crew.members.filter((each) => each !== away);
    const before = crew.sends;
    while (crew.sends - before < 560) {
      const writer = pick(others, random);
      if ((writer.device.state().outbox[chatId]?.length ?? 0) < 100) crew.send(writer, chatId);
      else await pause(10);
    }
    for (let times = 0; times < 5; times++) crew.send(away, chatId);
    away.line.down = false;
  },
  'the server is killed': async ({ house, random }) => {
    await pause(random() * 150);
    await house.kill();
    await house.up();
  },
} as const satisfies Record<string, Fault>;

async function mangled({ crew, random }: World, chances: Partial<Record<Fate, number>>): Promise<void> {
  const fate = (): Fate => {
    let chance = random();
    for (const [name, share] of Object.entries(chances) as [Fate, number][]) {
      chance -= share;
      if (chance < 0) return name;
    }
    return 'keep';
  };
  for (const { line } of crew.members) line.fate = fate;
  await pause(1500);
  for (const { line } of crew.members) line.fate = () => 'keep';
}

/** A database or the like is killed, is away for a moment, and comes back where it was. */
export function outage(ground: Ground): Fault {
  return async ({ random }) => {
    await ground.kill();
    await pause(random() * 1000);
    await ground.again();
    await pause(500);
  };
}
