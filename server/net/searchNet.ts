import type { SearchNet } from '../../agents/tools/web/searchEngine.ts';
import { textWithin } from './textWithin.ts';

const TIME_MS = 12_000;
const MOST_BYTES = 2 * 1024 * 1024;

/** The way to the search engines that an admin has set up, which may stand in our own network. */
export function createSearchNet({ timeMs = TIME_MS }: { timeMs?: number } = {}): SearchNet {
  return {
    async ask({ url, ...request }, signal) {
      const late = AbortSignal.timeout(timeMs);
      try {
        const response = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.any([late, signal]) });
        const text = await textWithin(response, MOST_BYTES);
        if (text === undefined) return { kind: 'failed', why: 'too-large' };
        return { kind: 'answered', status: response.status, text };
      } catch {
        if (signal.aborted) return { kind: 'failed', why: 'stopped' };
        return { kind: 'failed', why: late.aborted ? 'timeout' : 'unreachable' };
      }
    },
  };
}
