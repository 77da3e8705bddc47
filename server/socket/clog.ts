import type { Logger } from 'pino';
import type { WaggleServer, WaggleSocket } from './io.ts';
import { BACKLOG, backlogBytes, cutOff, isBlocked } from './backlog.ts';

const CHECK_MS = 500;

/**
 * Drops sockets whose reader took nothing for ten seconds, or for which more than a megabyte waits: the client
 * resumes with a sync. Returns how to stop watching.
 */
export function watchClogs(
  io: WaggleServer,
  logger: Pick<Logger, 'warn'>,
  limits: Pick<typeof BACKLOG, 'bytes' | 'stuckMs'> = BACKLOG,
): () => void {
  const blockedSince = new Map<WaggleSocket['conn'], number>();

  function check(): void {
    const now = performance.now();
    for (const { conn } of io.of('/').sockets.values()) {
      if (!isBlocked(conn)) continue;
      if (!blockedSince.has(conn)) {
        blockedSince.set(conn, now);
        const forget = () => {
          blockedSince.delete(conn);
          conn.off('drain', forget);
          conn.off('close', forget);
        };
        conn.on('drain', forget);
        conn.on('close', forget);
      }
      const blockedMs = now - (blockedSince.get(conn) ?? now);
      const bytes = backlogBytes(conn);
      if (blockedMs < limits.stuckMs && bytes < limits.bytes) continue;
      logger.warn({ blockedMs: Math.round(blockedMs), bytes }, 'a connection that does not keep up is dropped');
      cutOff(conn);
    }
  }

  const timer = setInterval(check, CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
