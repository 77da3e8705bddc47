import type { Logger } from 'pino';
import { z } from 'zod';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../store/database.ts';
import { endedAmong, touchSessions } from '../store/sessions.ts';
import type { WaggleServer, WaggleSocket } from './io.ts';
import { sessionRoom } from './rooms.ts';

const TOPIC = 'sessions:ended';
const Ended = z.array(z.string());

/** How often the sessions of open sockets are looked up, for ends that nobody was told of. */
const CHECK_MS = 2 * 60_000;
/** How exactly it is noted when a session was last used. */
const SEEN_MS = 60 * 60_000;
/** The same for when it was left, which happens in a row where the line is bad. */
const LEFT_MS = 60_000;
/** So long is waited for more of them: after a restart all come within a few seconds. */
const GATHER_MS = 200;
/** So long a handshake that was under way when its session ended may take. */
const REMEMBER_MS = 60_000;
/** So long a socket that does not read may take to hear that it is over. */
const FAREWELL_MS = 500;

type Parts = {
  io: WaggleServer;
  bus: Bus;
  database: Pick<Database, 'prisma'>;
  logger: Pick<Logger, 'error'>;
  checkMs?: number;
};

/** Sockets live as long as the session they were opened with, in whichever process they are. */
export class SocketSessions {
  readonly #parts: Parts;
  readonly #ended = new Map<string, NodeJS.Timeout>();
  readonly #stops: (() => void)[];
  /** Sessions in use, by how long ago that may be noted already. */
  readonly #used = new Map<number, Set<string>>();
  #gathering: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const timer = setInterval(() => this.#check(), parts.checkMs ?? CHECK_MS).unref();
    this.#stops = [
      () => clearInterval(timer),
      parts.bus.subscribe(TOPIC, (message) => this.#endHere(Ended.parse(message))),
      parts.bus.onResumed(() => this.#check()),
    ];
  }

  /** Takes on a socket that has just come in. */
  admit(socket: WaggleSocket): void {
    const { sessionId } = socket.data;
    void socket.join(sessionRoom(sessionId));
    if (this.#ended.has(sessionId)) part(socket);
    else this.#touch([sessionId], SEEN_MS);
    socket.on('disconnect', () => {
      if (!this.#ended.has(sessionId)) this.#touch([sessionId], LEFT_MS);
    });
  }

  /** Whether a socket of this session is open in this process. */
  has(sessionId: string): boolean {
    return (this.#parts.io.of('/').adapter.rooms.get(sessionRoom(sessionId))?.size ?? 0) > 0;
  }

  /** Parts with all sockets of these sessions, which are over. */
  end(sessionIds: readonly string[]): void {
    if (sessionIds.length === 0) return;
    this.#endHere(sessionIds);
    this.#parts.bus.publish(TOPIC, sessionIds);
  }

  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    for (const timer of this.#ended.values()) clearTimeout(timer);
    this.#note();
  }

  /** Notes soon that sessions are in use, if that was not noted for a while. What gets lost is noted the next time. */
  #touch(sessionIds: readonly string[], ms: number): void {
    const gathered = this.#used.get(ms) ?? new Set();
    this.#used.set(ms, gathered);
    for (const sessionId of sessionIds) gathered.add(sessionId);
    if (this.#isClosed) this.#note();
    else this.#gathering ??= setTimeout(() => this.#note(), GATHER_MS);
  }

  #note(): void {
    const { database, logger } = this.#parts;
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const used = [...this.#used];
    this.#used.clear();
    for (const [ms, sessionIds] of used) {
      touchSessions(database.prisma, [...sessionIds], new Date(Date.now() - ms)).catch((error: unknown) => {
        if (!this.#isClosed) logger.error({ err: error }, 'when sessions were last used could not be noted');
      });
    }
  }

  #endHere(sessionIds: readonly string[]): void {
    const { sockets, adapter } = this.#parts.io.of('/');
    for (const sessionId of sessionIds) {
      clearTimeout(this.#ended.get(sessionId));
      this.#ended.set(sessionId, setTimeout(() => this.#ended.delete(sessionId), REMEMBER_MS).unref());
      for (const id of [...(adapter.rooms.get(sessionRoom(sessionId)) ?? [])]) {
        const socket = sockets.get(id);
        if (socket !== undefined) part(socket);
      }
    }
  }

  #check(): void {
    const { io, database, logger } = this.#parts;
    const ids = [...new Set([...io.of('/').sockets.values()].map((socket) => socket.data.sessionId))];
    if (ids.length === 0) return;
    endedAmong(database.prisma, ids).then(
      (ended) => {
        this.#endHere(ended);
        this.#touch(ids, SEEN_MS);
      },
      (error: unknown) => logger.error({ err: error }, 'the sessions of open sockets could not be checked'),
    );
  }
}

/** Says why, then closes; a client that does not read is not waited for. */
function part(socket: WaggleSocket): void {
  const { conn } = socket;
  socket.emit('session:ended', {});
  socket.disconnect(true);
  setTimeout(() => conn.close(true), FAREWELL_MS).unref();
}
