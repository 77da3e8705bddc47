import type { CommandInput } from '../../shared/command.ts';
import type { SignedInDevice } from '../../shared/session.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { endSessionOf, endSessionsOf, sessionsOf } from '../store/sessions.ts';
import { deviceOf } from './device.ts';
import type { Person } from './sessions.ts';

type Parts = {
  database: Pick<Database, 'prisma' | 'transaction'>;
  /** These sessions are over: to be told after the commit. */
  ended(sessionIds: readonly string[]): void;
  /** Whether a session has an open socket in this process. */
  isConnected(sessionId: string): boolean;
};

/** Where a person is signed in, and how they end that from afar. */
export interface Devices {
  list(person: Person): Promise<SignedInDevice[]>;
  end(person: Person, input: CommandInput<'session:end'>): Promise<void>;
}

export function createDevices({ database, ended, isConnected }: Parts): Devices {
  return {
    async list({ userId, sessionId }) {
      const sessions = await sessionsOf(database.prisma, userId);
      const now = Date.now();
      return sessions.map(({ id, userAgent, createdAt, updatedAt }) => ({
        id,
        device: deviceOf(userAgent),
        lastSeenAt: isConnected(id) ? now : updatedAt.getTime(),
        createdAt: createdAt.getTime(),
        current: id === sessionId,
      }));
    },

    async end({ userId, sessionId: current }, { sessionId }) {
      if (sessionId === null) {
        ended(await database.transaction((tx) => endSessionsOf(tx, userId, current)));
        return;
      }
      if (sessionId === current) throw new Refusal('forbidden', 'Sign out instead.', { reason: 'current-session' });
      const isOver = await endSessionOf(database.prisma, userId, sessionId);
      if (!isOver) throw new Refusal('not-found', 'There is no such session.', { reason: 'session' });
      ended([sessionId]);
    },
  };
}
