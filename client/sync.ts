import type { ChatChange, ChatSetting } from '../shared/chat.ts';
import type { ChatState } from '../shared/chatState.ts';
import { applyChange, applySync } from '../shared/chatStateApply.ts';
import type { Agent } from '../shared/contact.ts';
import type { EventData } from '../shared/event.ts';
import type { SyncOutput, WorkspaceState } from '../shared/sync.ts';
import { createBackoff } from './backoff.ts';
import { createHeld } from './held.ts';
import { withOwnAgents } from './ownAgents.ts';
import { dropChats, putChats, putMarks, putSettings } from './putChats.ts';
import { selectMe } from './select/contacts.ts';
import type { SendCommand } from './socket.ts';
import type { ClientState, Store } from './state.ts';
import { warn } from './warn.ts';

/** How long a gap may close by itself: events overtake each other seldom and briefly. */
const GAP_MS = 200;

type UserChange = EventData<'user:changed'>;

export type Sync = {
  /** Catches up with the server. Calls while one runs share the one after it. */
  sync(): Promise<void>;
  chatChanged(change: ChatChange): void;
  userChanged(change: UserChange): void;
  workspaceChanged(workspace: WorkspaceState): void;
  /** Takes the change of an acknowledged command; resolves once the chat stands at it. */
  acknowledged(change: ChatChange): Promise<void>;
  /** Resolves once this holds, syncing where the change does not come by itself; gives up after a few times. */
  caughtUp(stands: () => boolean): Promise<void>;
  /** Grows whenever older messages of the chat were forgotten, so that pages asked before must not be added. */
  forgotten(chatId: string): number;
  stop(): void;
};

export type SyncPorts = {
  store: Store;
  command: SendCommand;
  isUp(): boolean;
  /** What the person wrote here and the server does not know yet. */
  unsentDraft(chatId: string): string | undefined;
};

/** Keeps the store equal to the server: applies changes in order of version, and syncs where one is missing. */
export function createSync(ports: SyncPorts): Sync {
  const { store } = ports;
  const heldChanges = createHeld<ChatChange>();
  const heldUser = createHeld<UserChange>();
  const forgotten = new Map<string, number>();
  const backoff = createBackoff();
  let running: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function sync(): Promise<void> {
    if (stopped) return Promise.resolve();
    if (running) {
      following ??= running.then(() => {
        following = null;
        return sync();
      });
      return following;
    }
    clearTimeout(timer);
    timer = undefined;
    running = run().finally(() => {
      running = null;
      if (!stopped) drain();
    });
    return running;
  }

  function syncIn(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void sync();
    }, ms);
  }

  async function run(): Promise<void> {
    const asked = [heldChanges.mark(), heldUser.mark()] as const;
    const before = store.getState();
    const reply = await ports.command('sync', {
      workspace: before.workspace?.workspace.version ?? 0,
      user: before.userVersion,
      chats: Object.fromEntries(Object.values(before.chats).map((chat) => [chat.chat.id, chat.version])),
    });
    if (stopped) return;
    if (!reply.ok) {
      if (ports.isUp()) syncIn(backoff.next(reply.retryAfterMs));
      return;
    }
    backoff.reset();
    take(reply.data);
    drain(false);
    // What came before the question and still does not fit is of no chat of ours any more.
    heldChanges.dropUntil(asked[0]);
    heldUser.dropUntil(asked[1]);
  }

  function take(output: SyncOutput): void {
    for (const { chatId, limited } of output.chats) {
      if (limited) forgotten.set(chatId, (forgotten.get(chatId) ?? 0) + 1);
    }
    store.setState((state) => {
      const changed: ChatState[] = [];
      for (const answer of output.chats) {
        const chat = applySync(state.chats[answer.chatId], answer);
        if (chat) changed.push(chat);
        else warn('a synced chat without its row');
      }
      let next: ClientState = { ...state, loaded: true, online: onlineOf(output.online) };
      if (output.workspace) next = { ...next, ...newer(next, output.workspace) };
      if (output.user) {
        next = { ...next, settings: {}, userVersion: output.user.version };
        next = {
          ...next,
          ...putSettings(next, withDrafts(output.user.settings)),
          preferences: output.user.preferences,
          ...known(next, output.user.agents),
        };
        next = { ...next, ...putMarks(next, output.user.marks) };
      }
      next = { ...next, ...putChats(next, changed) };
      return { ...next, ...dropChats(next, output.gone) };
    });
  }

  /** Applies what is held and fits; what does not fit yet gets a short while, an unknown chat is asked for at once. */
  function drain(mayAsk = true): void {
    drainUser();
    const changed: ChatState[] = [];
    let unknown = false;
    const { chats, settings } = store.getState();
    for (const chatId of heldChanges.keys()) {
      let chat = chats[chatId];
      if (!chat) {
        if (settings[chatId]?.member === false) heldChanges.drop(chatId);
        else unknown = true;
        continue;
      }
      for (const change of heldChanges.take(chatId, chat.version)) {
        const outcome = applyChange(chat, change);
        if (outcome.kind === 'applied') chat = outcome.state;
      }
      if (chat !== chats[chatId]) changed.push(chat);
    }
    if (changed.length > 0) store.setState((state) => putChats(state, changed));
    if (!mayAsk) return;
    if (unknown) void sync();
    else if (!heldChanges.isEmpty() || !heldUser.isEmpty()) syncIn(GAP_MS);
  }

  function drainUser(): void {
    for (const change of heldUser.take('', store.getState().userVersion)) {
      const settings = withDrafts(change.settings ?? []);
      store.setState((state) => ({
        ...putSettings(state, settings),
        ...putMarks(state, change.marks ?? []),
        ...(change.preferences && { preferences: change.preferences }),
        ...(change.agents && known(state, change.agents)),
        userVersion: change.version,
      }));
      const { chats } = store.getState();
      if (settings.some((setting) => setting.member && !chats[setting.chatId])) void sync();
    }
  }

  function withDrafts(settings: readonly ChatSetting[]): ChatSetting[] {
    return settings.map((setting) => {
      const draft = ports.unsentDraft(setting.chatId);
      return draft === undefined ? setting : { ...setting, draft };
    });
  }

  function chatChanged(change: ChatChange): void {
    if (stopped) return;
    heldChanges.add(change.chatId, change);
    if (!running) drain();
  }

  async function caughtUp(stands: () => boolean): Promise<void> {
    for (let attempt = 0; attempt < 3 && !stands() && !stopped; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, attempt === 0 ? GAP_MS : 0));
      if (!stands()) await sync();
    }
  }

  return {
    sync,
    chatChanged,
    caughtUp,
    userChanged(change) {
      if (stopped) return;
      heldUser.add('', change);
      if (!running) drain();
    },
    workspaceChanged(workspace) {
      store.setState((state) => newer(state, workspace));
    },
    acknowledged(change) {
      chatChanged(change);
      return caughtUp(() => (store.getState().chats[change.chatId]?.version ?? 0) >= change.version);
    },
    forgotten: (chatId) => forgotten.get(chatId) ?? 0,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function onlineOf(userIds: readonly string[]): Record<string, true> {
  return Object.fromEntries(userIds.map((id) => [id, true]));
}

type Known = Pick<ClientState, 'workspace' | 'agents' | 'session'>;

/** What everybody is told, as this person sees it. */
function newer(state: Known, told: WorkspaceState): Partial<Known> {
  const { workspace, agents } = state;
  if (workspace && workspace.workspace.version >= told.workspace.version) return {};
  return {
    workspace: withOwnAgents(told, agents.own, selectMe(state)),
    agents: { ...agents, told: told.agents },
  };
}

/** The agents that the person's own state tells of. */
function known(state: Known, own: readonly Agent[]): Partial<Known> {
  const { workspace, agents } = state;
  return {
    workspace: workspace && withOwnAgents({ ...workspace, agents: [...agents.told] }, own, selectMe(state)),
    agents: { ...agents, own },
  };
}
