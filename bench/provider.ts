import Anthropic from '@anthropic-ai/sdk';
import { join } from 'node:path';
import { VENDOR_KEY } from '../agents/testing/vendorServer.ts';
import { Child } from './child.ts';

/** A server that speaks Anthropic's protocol, wire-accurate, in a process of its own. */
export type VendorProcess = {
  /** Settings that make Waggle use it. */
  env: Record<string, string>;
  url: string;
  /** From now on every request gets this answer, a piece every `delayMs`, or all at once. */
  answer(pieces: readonly string[], delayMs?: number): Promise<void>;
  /** From now on every request gets a call of this tool, and once it has its result this answer. */
  callFirst(tool: string, input: unknown, pieces: readonly string[]): Promise<void>;
  /** How many turns agents asked for; what is asked for in the background, such as summaries, does not count. */
  turns(): Promise<number>;
  /** From now on it works on what a browser beside it leaves it. */
  yield(): Promise<void>;
  stop(): Promise<void>;
};

export async function startVendor(): Promise<VendorProcess> {
  const child = new Child(join(import.meta.dirname, 'providerProcess.ts'));
  const url = await child.ask<string>('url');
  return {
    env: { ANTHROPIC_API_KEY: VENDOR_KEY, ANTHROPIC_BASE_URL: url },
    url,
    answer: (pieces, delayMs) => child.ask('answer', { pieces, delayMs }),
    callFirst: (tool, input, pieces) => child.ask('callFirst', { tool, input, pieces }),
    turns: () => child.ask('turns'),
    yield: () => child.ask('yield'),
    stop: () => child.stop(),
  };
}

/** The SDK alone against that server: when the first text came and when the end, in milliseconds. */
export function sdkAlone(url: string): (text: string) => Promise<{ first: number; end: number }> {
  const client = new Anthropic({ apiKey: VENDOR_KEY, baseURL: url, maxRetries: 0 });
  return async (text) => {
    const began = performance.now();
    let first = Number.NaN;
    const stream = await client.messages.create({
      model: 'claude-bench',
      max_tokens: 1000,
      stream: true,
      messages: [{ role: 'user', content: text }],
    });
    for await (const event of stream) {
      if (event.type === 'content_block_delta' && Number.isNaN(first)) first = performance.now() - began;
    }
    return { first, end: performance.now() - began };
  };
}
