import { join } from 'node:path';
import { Child } from './child.ts';
import type { Load } from './load.ts';

/** Socket.IO with nothing on it: what everything over sockets is measured against. */
export type Raw = {
  url: string;
  reset(): Promise<void>;
  read(): Promise<Load>;
  settled(): Promise<Load>;
  stream(plan: RawStreams): Promise<void>;
  stop(): Promise<void>;
};

export type RawStreams = {
  streams: { room: string; messageId: string }[];
  text: string;
  size: number;
  everyMs: number;
};

export async function startRaw(): Promise<Raw> {
  const child = new Child(join(import.meta.dirname, 'rawProcess.ts'));
  return {
    url: await child.ask<string>('url'),
    reset: () => child.ask('reset'),
    read: () => child.ask('read'),
    settled: () => child.ask('settled'),
    stream: (plan) => child.ask('stream', plan),
    stop: () => child.stop(),
  };
}
