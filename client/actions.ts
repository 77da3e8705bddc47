import { newId } from '../shared/ids.ts';
import { isPassing, type Reply } from '../shared/reply.ts';
import { type Action, type ActionInput, type ActionName, actionScopes, type Refusal } from './action.ts';
import { createBackoff } from './backoff.ts';
import type { Box } from './cache.ts';
import { locked } from './locked.ts';
import type { SendCommand } from './socket.ts';
import type { ClientState, Store } from './state.ts';
import type { TabMessage } from './tabs.ts';
import { warn } from './warn.ts';

/** How long what another tab has sent may take to appear. */
const APPEARS_MS = 2000;

export type Actions = {
  /** Brings back what was not sent when the page was last left. */
  load(): Promise<void>;
  act<N extends ActionName>(name: N, input: ActionInput<N>): void;
  /** Sends what waits; called whenever the connection is up. */
  drain(): void;
  fromTab(message: TabMessage): void;
  stop(): void;
};

export type ActionsPorts = {
  store: Store;
  me: string;
  box: Box<Action>;
  command: SendCommand;
  isUp(): boolean;
  /** Resolves once this holds, or nothing more can be done for it. */
  caughtUp(stands: () => boolean): Promise<void>;
  tell(message: TabMessage): void;
  /** The server will not do it; its effect is gone from the store. */
  refused(refusal: Refusal): void;
  /** Names the lock under which only one tab sends. */
  lockName: string;
};

/**
 * Keeps what the person did until the server has it: in the store, where it lies over what the server says, and on the
 * device. Sent in order per chat; one that was sent stays until the store stands at the version that has it.
 */
export function createActions(ports: ActionsPorts): Actions {
  const { store, box } = ports;
  const draining = new Set<string>();
  /** Whether each action of this tab could be put into the box. */
  const keeping = new Map<string, Promise<boolean>>();
  /** Sent by another tab, whose word of it is still to come. */
  const elsewhere = new Set<string>();
  const pauses = new Map<string, ReturnType<typeof setTimeout>>();
  const backoff = createBackoff();
  let stopped = false;

  const unsubscribe = store.subscribe((state, before) => {
    if (state.chats !== before.chats || state.userVersion !== before.userVersion) settleAll();
    if (state.actions !== before.actions) tidy(state, before);
  });

  /** Whatever makes an action leave the store takes it out of the box. */
  function tidy({ actions }: ClientState, before: ClientState): void {
    for (const [chatId, list] of Object.entries(before.actions)) {
      if (actions[chatId] === list) continue;
      for (const { id } of list) if (!actions[chatId]?.some((action) => action.id === id)) void drop(id);
    }
  }

  function change(chatId: string, edit: (list: readonly Action[]) => readonly Action[]): void {
    store.setState(({ actions }) => {
      const list = edit(actions[chatId] ?? []);
      if (list.length > 0) return { actions: { ...actions, [chatId]: list } };
      const { [chatId]: _gone, ...rest } = actions;
      return { actions: rest };
    });
  }

  function find(chatId: string, id: string): Action | undefined {
    return store.getState().actions[chatId]?.find((action) => action.id === id);
  }

  function show(action: Action): void {
    change(action.input.chatId, (list) => [...list.filter(({ id }) => id !== action.id), action].sort(byTime));
  }

  function remove(chatId: string, id: string): void {
    if (find(chatId, id)) change(chatId, (list) => list.filter((action) => action.id !== id));
  }

  async function drop(id: string): Promise<void> {
    keeping.delete(id);
    await box.remove(id).catch((cause: unknown) => warn('a sent action could not be taken out', cause));
  }

  function stands({ name, input, version }: Action): boolean {
    if (version === null) return false;
    const { chats, userVersion } = store.getState();
    if (actionScopes[name] === 'user') return userVersion >= version;
    return (chats[input.chatId]?.version ?? Number.POSITIVE_INFINITY) >= version;
  }

  function settleAll(): void {
    for (const [chatId, list] of Object.entries(store.getState().actions)) {
      if (list.some(stands)) change(chatId, (now) => now.filter((action) => !stands(action)));
    }
  }

  /** The server has it at this version: it goes as soon as the store stands there. */
  function acknowledged(chatId: string, id: string, version: number): void {
    change(chatId, (list) => list.map((action) => (action.id === id ? { ...action, version } : action)));
    void drop(id);
    settleAll();
    const action = find(chatId, id);
    if (!action) return;
    void ports.caughtUp(() => !find(chatId, id) || stands(action)).then(() => remove(chatId, id));
  }

  async function drainChat(chatId: string): Promise<void> {
    if (draining.has(chatId) || pauses.has(chatId)) return;
    draining.add(chatId);
    try {
      for (let next = head(chatId); next; next = head(chatId)) {
        const action = next;
        const goOn = await locked(`${ports.lockName}:actions:${chatId}`, () => sendOne(action));
        if (!goOn) return;
      }
    } finally {
      draining.delete(chatId);
    }
  }

  function head(chatId: string): Action | undefined {
    if (stopped || !ports.isUp()) return undefined;
    return store.getState().actions[chatId]?.find(({ id, version }) => version === null && !elsewhere.has(id));
  }

  /** Answers whether the next one may follow. */
  async function sendOne(action: Action): Promise<boolean> {
    const { id, name, input } = action;
    const { chatId } = input;
    const doneElsewhere = (await (keeping.get(id) ?? true)) && !(await box.has(id).catch(() => true));
    if (!find(chatId, id)) return true;
    if (doneElsewhere) {
      elsewhere.add(id);
      setTimeout(() => {
        elsewhere.delete(id);
        remove(chatId, id);
      }, APPEARS_MS);
      return true;
    }
    const reply: Reply<{ version: number }> = await ports.command(name, input);
    if (stopped) return false;
    if (reply.ok) {
      backoff.reset();
      acknowledged(chatId, id, reply.data.version);
      ports.tell({ kind: 'acted', chatId, id, version: reply.data.version });
      return true;
    }
    if (isPassing(reply.code)) {
      if (ports.isUp()) pause(chatId, backoff.next(reply.retryAfterMs));
      return false;
    }
    // The session has ended or the page is outdated: it waits for what comes after.
    if (reply.code === 'signed-out' || reply.code === 'protocol') return false;
    remove(chatId, id);
    ports.tell({ kind: 'acted', chatId, id, version: null });
    ports.refused({ action, failure: reply });
    return true;
  }

  function pause(chatId: string, ms: number): void {
    const timer = setTimeout(() => {
      pauses.delete(chatId);
      void drainChat(chatId);
    }, ms);
    pauses.set(chatId, timer);
  }

  function drain(): void {
    for (const timer of pauses.values()) clearTimeout(timer);
    pauses.clear();
    for (const chatId of Object.keys(store.getState().actions)) void drainChat(chatId);
  }

  return {
    async load() {
      for (const action of await box.all().catch(() => [])) if (!find(action.input.chatId, action.id)) show(action);
      drain();
    },
    act(name, input) {
      const { chatId } = input;
      const newest = store.getState().actions[chatId]?.at(-1)?.at ?? 0;
      const at = Math.max(Date.now(), newest + 1);
      const action = { id: newId(at), name, input, by: ports.me, at, version: null } as Action;
      show(action);
      const kept = box.put(action).then(
        () => true,
        (cause: unknown) => {
          warn('an action could not be kept on this device', cause);
          return false;
        },
      );
      keeping.set(action.id, kept);
      ports.tell({ kind: 'action', action });
      void drainChat(chatId);
    },
    drain,
    fromTab(message) {
      if (message.kind === 'action') {
        show(message.action);
        void drainChat(message.action.input.chatId);
      } else if (message.kind === 'acted') {
        if (message.version === null) remove(message.chatId, message.id);
        else if (find(message.chatId, message.id)) acknowledged(message.chatId, message.id, message.version);
      }
    },
    stop() {
      stopped = true;
      unsubscribe();
      for (const timer of pauses.values()) clearTimeout(timer);
    },
  };
}

function byTime(a: Action, b: Action): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
