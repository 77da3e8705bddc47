import * as z from 'zod/mini';
import { Session } from '../shared/http.ts';
import { type Account, type AccountPorts, openAccount } from './account.ts';
import type { Refusal } from './action.ts';
import { createBackoff } from './backoff.ts';
import type { Http } from './http.ts';
import { createLastUser } from './lastUser.ts';
import { watchPage } from './page.ts';
import type { SocketOptions } from './socket.ts';
import { emptyState, type SessionState, type SignedIn, type Store } from './state.ts';
import { createTabs, type Tabs } from './tabs.ts';
import type { SenderPlatform } from './uploads/sendFile.ts';

const RENEW_MS = 24 * 60 * 60 * 1000;
/** Being shown renews, but not more often than this. */
const SELDOM_MS = 60_000;

/** What is shown until the server has said more. */
const signedOut: SessionState = { kind: 'signed-out', firstRun: false, openSignUp: false, workspace: '' };

export type SessionKeeper = {
  start(): () => void;
  /** The account of who is signed in; its calls have no effect before it is there. */
  account(): Account | undefined;
  /** Tries to reach the server now; resolves when it has been asked who is signed in. */
  reconnect(): Promise<void>;
  /** A route has answered who is signed in now. */
  entered(session: Session): Promise<void>;
  signOut(): Promise<void>;
};

export type SessionPorts = {
  store: Store;
  http: Http;
  build: string | undefined;
  /** Names what is kept in this browser. */
  name: string;
  socket(): SocketOptions;
  /** The server will not do what the person did. */
  onRefused(refusal: Refusal): void;
  onThought: AccountPorts['onThought'];
  uploads?: SenderPlatform | undefined;
};

/** Knows who is signed in: opens their account, ends it when the session ends, and renews the session in time. */
export function createSession({ store, http, socket, name, ...ports }: SessionPorts): SessionKeeper {
  const last = createLastUser(name);
  let build = ports.build;
  let account: Account | undefined;
  let tabs: Tabs | undefined;
  let running: object | undefined;
  let checkedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Somebody was signed in here until the server said otherwise. */
  let ended = false;
  let turn: Promise<void> = Promise.resolve();
  const backoff = createBackoff();

  /** One change of who is signed in at a time. */
  function inTurn(step: () => Promise<void>): Promise<void> {
    turn = turn.then(step, step);
    return turn;
  }

  async function enter(user: SignedIn, mail?: boolean): Promise<void> {
    if (account?.userId !== user.id) {
      await leave();
      store.setState(({ openChatId, updateReady }) => ({ ...emptyState, openChatId, updateReady }));
      account = await openAccount({
        store,
        http,
        socket: socket(),
        userId: user.id,
        name: `${name}:${user.id}`,
        onSessionEnded,
        onSignedOut,
        onUp: renewUnlessJustDone,
        onRefused: ports.onRefused,
        onThought: ports.onThought,
        uploads: ports.uploads,
      });
    }
    store.setState({ session: { kind: 'signed-in', user, ...(mail !== undefined && { mail }) } });
    await last.remember(user);
  }

  function onSessionEnded(): void {
    void inTurn(async () => {
      // After signing out here the server says so too.
      ended ||= account !== undefined;
      await leave();
      await ask();
    });
  }

  function renewUnlessJustDone(): void {
    if (Date.now() - checkedAt > SELDOM_MS) void inTurn(ask);
  }

  function onSignedOut(): void {
    void inTurn(ask);
  }

  /** Wipes what is there of the person who was signed in. */
  async function leave(): Promise<void> {
    const left = account;
    account = undefined;
    if (!left) return;
    await left.wipe();
    await last.forget();
    store.setState(({ updateReady }) => ({ ...emptyState, updateReady, session: signedOut }));
  }

  async function ask(): Promise<void> {
    checkedAt = Date.now();
    if ((await last.isSignOutUnfinished()) && !(await finishSignOut())) return;
    const reply = await http.get('/api/session', Session);
    if (!running) return;
    schedule(reply.ok ? RENEW_MS : backoff.next(reply.retryAfterMs));
    if (reply.ok) await take(reply.data);
    else if (store.getState().connection === 'connecting') store.setState({ connection: 'offline' });
  }

  async function finishSignOut(): Promise<boolean> {
    const reply = await http.post('/api/sign-out', {}, z.object({}));
    const finished = reply.ok || reply.code === 'signed-out';
    await last.noteSignOut({ unfinished: !finished });
    if (!finished && running) schedule(backoff.next());
    return finished;
  }

  async function take(session: Session): Promise<void> {
    backoff.reset();
    build ??= session.build;
    if (build !== session.build) store.setState({ updateReady: true });
    if (session.user) {
      ended = false;
      await enter(session.user, session.mail);
      account?.connect();
      return;
    }
    ended ||= account !== undefined;
    await leave();
    const { firstRun, openSignUp, workspace } = session;
    store.setState({
      session: { kind: 'signed-out', firstRun, openSignUp, workspace, ...(ended && { ended: true as const }) },
    });
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void inTurn(ask), ms);
  }

  async function begin(run: object): Promise<void> {
    const user = (await last.isSignOutUnfinished()) ? undefined : await last.user();
    if (run === running && user) await enter(user);
    if (run === running) await ask();
  }

  return {
    account: () => account,
    async reconnect() {
      account?.reconnect();
      await inTurn(ask);
    },
    start() {
      const run = {};
      running = run;
      tabs = createTabs(name, () => void inTurn(ask));
      const unwatch = watchPage({
        onShown() {
          if (store.getState().connection === 'online') renewUnlessJustDone();
          else void inTurn(ask);
        },
        onFocused() {
          if (store.getState().connection === 'offline') void inTurn(ask);
        },
        onHidden: () => {},
      });
      void inTurn(() => begin(run));
      return () => {
        running = undefined;
        clearTimeout(timer);
        unwatch();
        tabs?.close();
        void inTurn(async () => {
          const stopped = account;
          account = undefined;
          await stopped?.stop();
        });
      };
    },
    entered: (session) =>
      inTurn(async () => {
        await last.noteSignOut({ unfinished: false });
        await take(session);
        tabs?.tell({ kind: 'session' });
      }),
    signOut: () =>
      inTurn(async () => {
        const finished = await finishSignOut();
        ended = false;
        await leave();
        tabs?.tell({ kind: 'session' });
        if (finished) await ask();
      }),
  };
}
