import type { McpConnection } from './connection.ts';

const IDLE_MS = 5 * 60_000;
const MOST = 200;

type Session = { serverId: string; opening: Promise<McpConnection>; users: number; usedAt: number };

type Settings = {
  open(serverId: string, userId: string, signal: AbortSignal): Promise<McpConnection>;
  idleMs?: number;
};

/** The open conversations of this process: each of one person with one server, and closed when nobody needs it. */
export class McpSessions {
  readonly #sessions = new Map<string, Session>();
  readonly #settings: Settings;
  readonly #timer: NodeJS.Timeout;
  readonly #end = new AbortController();

  constructor(settings: Settings) {
    this.#settings = settings;
    const { idleMs = IDLE_MS } = settings;
    this.#timer = setInterval(() => this.#closeIdle(idleMs), Math.min(idleMs, 30_000)).unref();
  }

  /** Does `work` with the conversation of a person and a server, which is opened where there is none. */
  async use<T>(serverId: string, userId: string, work: (connection: McpConnection) => Promise<T>): Promise<T> {
    const session = await this.#session(serverId, userId);
    session.users += 1;
    try {
      return await work(await session.opening);
    } finally {
      session.users -= 1;
      session.usedAt = Date.now();
    }
  }

  /** Ends those with a server, or that of one person with it. */
  async drop(serverId: string, userId?: string): Promise<void> {
    const keys = [...this.#sessions.entries()].filter(([key, session]) =>
      userId === undefined ? session.serverId === serverId : key === `${serverId}/${userId}`,
    );
    await Promise.all(keys.map(([key]) => this.#close(key)));
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#end.abort();
    await Promise.all([...this.#sessions.keys()].map((key) => this.#close(key)));
  }

  async #session(serverId: string, userId: string): Promise<Session> {
    const key = `${serverId}/${userId}`;
    const before = this.#sessions.get(key);
    if (before !== undefined && !(await before.opening).isOver) return before;
    const known = this.#sessions.get(key);
    if (known !== undefined && known !== before) return known;
    if (this.#sessions.size >= MOST) this.#closeIdle(0);
    const opening = this.#settings.open(serverId, userId, this.#end.signal);
    const session: Session = { serverId, opening, users: 0, usedAt: Date.now() };
    this.#sessions.set(key, session);
    opening.catch(() => {
      if (this.#sessions.get(key) === session) this.#sessions.delete(key);
    });
    return session;
  }

  #closeIdle(idleMs: number): void {
    for (const [key, { users, usedAt }] of this.#sessions) {
      if (users === 0 && Date.now() - usedAt >= idleMs) void this.#close(key);
    }
  }

  async #close(key: string): Promise<void> {
    const session = this.#sessions.get(key);
    this.#sessions.delete(key);
    const connection = await session?.opening.catch(() => undefined);
    await connection?.close();
  }
}
