import { isPassing, type Reply } from '../../shared/reply.ts';
import { createBackoff } from '../backoff.ts';
import { locked } from '../locked.ts';
import type { Store } from '../state.ts';
import { warn } from '../warn.ts';
import type { FileSender, Sending } from './sendFile.ts';
import { createShelf } from './shelf.ts';
import { type KeptUpload, lost, metadataOf, type NewFile, type UploadState } from './upload.ts';
import type { UploadBox } from './uploadBox.ts';

/** So many files are sent at the same time. */
const AT_ONCE = 2;
/** A request that carries nothing for so long is made anew. */
const STALL_MS = 60_000;
/** The same once the connection was away and is back. */
const STALE_MS = 5000;
/** How often the screens hear of progress. */
const TELL_MS = 100;
/** What was chosen and neither sent nor taken out goes after a week. */
const FORGET_MS = 7 * 24 * 60 * 60 * 1000;

export type Uploads = {
  /** Brings back what is kept: files of these messages go on being sent, others stand in the composer again. */
  load(messages: readonly { id: string; files?: readonly string[] }[]): Promise<void>;
  /** Begins to send the files; they stand in the composer, or nowhere when they are meant for a message at once. */
  attach(chatId: string, files: readonly NewFile[], place: 'tray' | 'message'): string[];
  /** They go with this message from now on. */
  assign(chatId: string, ids: readonly string[], messageId: string): void;
  /** They stand in the composer again. */
  giveBack(chatId: string, ids: readonly string[]): void;
  /** Neither sent nor kept any longer. */
  remove(id: string): void;
  retry(id: string): void;
  /** Tries again what waits; called whenever the connection is up. */
  resume(): void;
  progress(ids: readonly string[]): 'ready' | 'pending' | 'failed';
  /** Ids on the server of files that are ready. */
  fileIds(ids: readonly string[]): string[];
  /** The server does not have one of them any more: they are sent anew. False when that was tried before. */
  again(ids: readonly string[]): boolean;
  /** The message they belong to is stored. */
  release(ids: readonly string[]): void;
  /** Another tab has a message with these. */
  adopt(ids: readonly string[], messageId: string): Promise<void>;
  stop(): void;
  wipe(): Promise<void>;
};

export type UploadsPorts = {
  store: Store;
  box: UploadBox;
  sender: FileSender;
  /** What the server found in a file that has come. */
  view(fileId: string): Promise<Reply<unknown>>;
  isUp(): boolean;
  /** One of them is stored, refused or taken away: messages that waited for it may go on. */
  onSettled(): void;
  /** Names the locks under which only one tab sends a file. */
  lockName: string;
};

type Run = { sending: Sending | null; movedAt: number };

/** Sends files as soon as they are chosen, two at a time, and keeps them on the device until their message is stored. */
export function createUploads(ports: UploadsPorts): Uploads {
  const { store, box, sender } = ports;
  const shelf = createShelf({ store, box });
  const running = new Map<string, Run>();
  const pauses = new Map<string, ReturnType<typeof setTimeout>>();
  const backoffs = new Map<string, ReturnType<typeof createBackoff>>();
  const begunAnew = new Set<string>();
  let loaded = false;
  let stopped = false;
  const stalls = setInterval(() => pauseOlderThan(STALL_MS), STALL_MS / 4);

  function pump(): void {
    if (stopped || !ports.isUp()) return;
    const { uploads } = store.getState();
    const waiting = Object.values(uploads)
      .filter(({ id, state }) => state.kind === 'waiting' && !running.has(id) && !pauses.has(id))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { id } of waiting) {
      if (running.size >= AT_ONCE) return;
      running.set(id, { sending: null, movedAt: Date.now() });
      void locked(`${ports.lockName}:file:${id}`, () => run(id)).then(
        () => ended(id),
        (cause: unknown) => {
          warn('a file could not be sent', cause);
          ended(id);
        },
      );
    }
  }

  function ended(id: string): void {
    running.delete(id);
    pump();
  }

  async function run(id: string): Promise<void> {
    await shelf.prepared(id);
    const elsewhere = await box.get(id).catch(() => undefined);
    const own = shelf.row(id);
    const turn = running.get(id);
    if (!own || !turn || stopped) return;
    // Another tab may have begun or finished it.
    const row = { ...own, fileId: elsewhere?.fileId ?? own.fileId, stored: elsewhere?.stored ?? own.stored };
    if (row.stored && row.fileId !== null) {
      settle(id, row.fileId);
      return;
    }
    const bytes = await shelf.bytes(id);
    if (bytes) conclude(id, await lookedInto(await sendNow(row, bytes, turn)));
    else fail(id, { kind: 'failed', failure: lost() });
  }

  function sendNow(row: KeptUpload, bytes: Blob, turn: Run): Sending['done'] {
    let told = 0;
    const showSent = (sent: number): void => {
      turn.movedAt = Date.now();
      if (turn.movedAt - told < TELL_MS && sent < row.size) return;
      told = turn.movedAt;
      if (shelf.row(row.id)) shelf.setState(row.id, { kind: 'sending', sent });
    };
    showSent(0);
    const file = { bytes, metadata: metadataOf(row), fileId: row.fileId };
    turn.sending = sender.send(file, {
      onPlace: (fileId) => shelf.note(row.id, { fileId }),
      onProgress: showSent,
    });
    return turn.sending.done;
  }

  /** What has come may still be found to be broken. */
  async function lookedInto(sent: Reply<{ fileId: string }>): Promise<Reply<{ fileId: string }>> {
    if (!sent.ok) return sent;
    const seen = await ports.view(sent.data.fileId);
    return seen.ok ? sent : seen;
  }

  function conclude(id: string, reply: Reply<{ fileId: string }>): void {
    if (stopped || !shelf.row(id)) return;
    if (reply.ok) settle(id, reply.data.fileId);
    else if (isPassing(reply.code) || reply.code === 'signed-out') wait(id, reply.retryAfterMs);
    else fail(id, { kind: 'failed', failure: reply });
  }

  function settle(id: string, fileId: string): void {
    backoffs.delete(id);
    shelf.note(id, { fileId, stored: true });
    shelf.setState(id, { kind: 'stored', fileId });
    ports.onSettled();
  }

  function fail(id: string, state: UploadState): void {
    shelf.setState(id, state);
    ports.onSettled();
  }

  function wait(id: string, afterMs: number | undefined): void {
    const backoff = backoffs.get(id) ?? createBackoff();
    backoffs.set(id, backoff);
    shelf.setState(id, { kind: 'waiting' });
    pauses.set(
      id,
      setTimeout(() => {
        pauses.delete(id);
        pump();
      }, backoff.next(afterMs)),
    );
  }

  function unpause(id: string): void {
    clearTimeout(pauses.get(id));
    pauses.delete(id);
  }

  function pauseOlderThan(ms: number): void {
    const limit = Date.now() - ms;
    for (const { sending, movedAt } of running.values()) if (movedAt < limit) sending?.pause();
  }

  /** No longer sent from here. */
  function forget(id: string, fileId: string | null): void {
    backoffs.delete(id);
    unpause(id);
    running.get(id)?.sending?.pause();
    shelf.forget(id, fileId);
  }

  async function load(messages: Parameters<Uploads['load']>[0]): Promise<void> {
    const owners = new Map(messages.flatMap(({ id, files = [] }) => files.map((file) => [file, id] as const)));
    const kept = await box.all().catch((): KeptUpload[] => []);
    for (const row of kept.sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const owner = owners.get(row.id) ?? null;
      const isLeft = owner === null && (row.messageId !== null || row.createdAt < Date.now() - FORGET_MS);
      if (isLeft) await box.remove(row.id).catch(() => {});
      else await shelf.bringBack(row, owner);
    }
    loaded = true;
    ports.onSettled();
    pump();
  }

  return {
    load,
    attach(chatId, files, place) {
      const newest = Object.values(store.getState().uploads).reduce((at, { createdAt }) => Math.max(at, createdAt), 0);
      const from = Math.max(Date.now(), newest + 1);
      const ids = files.map((file, index) => shelf.begin(chatId, file, from + index));
      if (place === 'tray') shelf.setTray(chatId, (before) => [...before, ...ids]);
      pump();
      return ids;
    },
    assign(chatId, ids, messageId) {
      shelf.setTray(chatId, (before) => before.filter((id) => !ids.includes(id)));
      for (const id of ids) shelf.note(id, { messageId });
    },
    giveBack(chatId, ids) {
      const known = ids.filter((id) => shelf.row(id));
      shelf.setTray(chatId, (before) => [...known, ...before]);
      for (const id of known) shelf.note(id, { messageId: null });
    },
    remove(id) {
      const fileId = shelf.row(id)?.fileId ?? null;
      forget(id, null);
      // What the server is not told of now it forgets by itself.
      if (fileId !== null) void sender.remove(fileId).catch(() => {});
      ports.onSettled();
    },
    retry(id) {
      if (store.getState().uploads[id]?.state.kind !== 'failed') return;
      unpause(id);
      shelf.setState(id, { kind: 'waiting' });
      pump();
    },
    resume() {
      pauseOlderThan(STALE_MS);
      for (const id of [...pauses.keys()]) unpause(id);
      pump();
    },
    progress(ids) {
      const kinds = ids.map((id) => store.getState().uploads[id]?.state.kind ?? (loaded ? 'failed' : 'waiting'));
      if (kinds.includes('failed')) return 'failed';
      return kinds.every((kind) => kind === 'stored') ? 'ready' : 'pending';
    },
    fileIds: (ids) =>
      ids.flatMap((id) => {
        const state = store.getState().uploads[id]?.state;
        return state?.kind === 'stored' ? [state.fileId] : [];
      }),
    again(ids) {
      const known = ids.filter((id) => shelf.row(id) && !begunAnew.has(id));
      for (const id of known) {
        begunAnew.add(id);
        shelf.note(id, { stored: false });
        shelf.setState(id, { kind: 'waiting' });
      }
      pump();
      return known.length > 0;
    },
    release(ids) {
      for (const id of ids) {
        const state = store.getState().uploads[id]?.state;
        if (state) forget(id, state.kind === 'stored' ? state.fileId : null);
      }
    },
    async adopt(ids, messageId) {
      for (const id of ids) {
        const own = shelf.row(id);
        if (own) {
          shelf.setTray(own.chatId, (before) => before.filter((other) => other !== id));
          shelf.note(id, { messageId });
          continue;
        }
        const row = await box.get(id).catch(() => undefined);
        if (row) await shelf.bringBack(row, messageId);
      }
      pump();
    },
    stop() {
      stopped = true;
      clearInterval(stalls);
      for (const timer of pauses.values()) clearTimeout(timer);
      for (const { sending } of running.values()) sending?.pause();
      shelf.close();
    },
    wipe: () => box.wipe(),
  };
}
