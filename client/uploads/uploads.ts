import { newId } from '../../shared/ids.ts';
import { isPassing } from '../../shared/reply.ts';
import { createBackoff } from '../backoff.ts';
import { locked } from '../locked.ts';
import type { Store } from '../state.ts';
import { warn } from '../warn.ts';
import { fileKind } from './fileKind.ts';
import { measure } from './measure.ts';
import type { FileSender, Sending } from './sendFile.ts';
import { type KeptUpload, lost, metadataOf, type NewFile, type Upload, type UploadState } from './upload.ts';
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
/** So many of the files sent from here can still be shown from here. */
const SHOWN = 60;

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
  const rows = new Map<string, KeptUpload>();
  const bytes = new Map<string, Blob>();
  const ready = new Map<string, Promise<void>>();
  const running = new Map<string, Run>();
  const pauses = new Map<string, ReturnType<typeof setTimeout>>();
  const backoffs = new Map<string, ReturnType<typeof createBackoff>>();
  let loaded = false;
  let stopped = false;
  const stalls = setInterval(() => pauseOlderThan(STALL_MS), STALL_MS / 4);

  function put(upload: Upload): void {
    store.setState(({ uploads }) => ({ uploads: { ...uploads, [upload.id]: upload } }));
  }

  function patch(id: string, change: Partial<Upload>): void {
    const upload = store.getState().uploads[id];
    if (upload) put({ ...upload, ...change });
  }

  function setTray(chatId: string, edit: (ids: readonly string[]) => readonly string[]): void {
    store.setState(({ trays }) => {
      const { [chatId]: ids = [], ...others } = trays;
      const next = edit(ids);
      return { trays: next.length > 0 ? { ...others, [chatId]: next } : others };
    });
  }

  /** Changes what is known of a file, here and on the device. */
  async function note(id: string, change: Partial<KeptUpload>): Promise<void> {
    const row = rows.get(id);
    if (!row) return;
    rows.set(id, { ...row, ...change });
    await ready.get(id);
    const now = rows.get(id);
    if (now) await box.put(now).catch((cause: unknown) => warn('what became of a file could not be kept', cause));
  }

  function begin(chatId: string, { file, voice }: NewFile, at: number): string {
    const id = newId(at);
    const kind = voice ? 'voice' : fileKind(file);
    const row: KeptUpload = {
      id,
      chatId,
      name: file.name.normalize().slice(0, 255) || 'file',
      mime: file.type,
      size: file.size,
      kind,
      width: null,
      height: null,
      durationMs: voice?.durationMs ?? null,
      waveform: voice?.waveform ?? null,
      createdAt: at,
      messageId: null,
      fileId: null,
      stored: false,
    };
    rows.set(id, row);
    bytes.set(id, file);
    const url = urlOf(file);
    put({ ...shownOf(row), url, kept: true, state: { kind: 'waiting' } });
    ready.set(id, prepare(row, file, url));
    return id;
  }

  async function prepare(row: KeptUpload, file: Blob, url: string | null): Promise<void> {
    const { id } = row;
    const measured = await measure(row.kind, url);
    const found = measured
      ? { ...measured, durationMs: row.durationMs ?? measured.durationMs }
      : { kind: 'other' as const };
    const current = rows.get(id);
    if (!current) return;
    const measuredRow = { ...current, ...found };
    rows.set(id, measuredRow);
    patch(id, found);
    const kept = await box.add(measuredRow, file).catch((cause: unknown) => {
      warn('a file could not be kept on this device', cause);
      return false;
    });
    if (!rows.has(id)) await box.remove(id).catch(() => {});
    else if (!kept) patch(id, { kept });
  }

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
    await ready.get(id);
    const elsewhere = await box.get(id).catch(() => undefined);
    const own = rows.get(id);
    if (!own || stopped) return;
    // Another tab may have begun or finished it.
    const row = { ...own, fileId: elsewhere?.fileId ?? own.fileId, stored: elsewhere?.stored ?? own.stored };
    if (row.stored && row.fileId !== null) return settle(id, row.fileId);
    const blob = bytes.get(id) ?? (await box.bytes(id).catch(() => undefined));
    if (!blob) return fail(id, { kind: 'failed', failure: lost() });
    let told = 0;
    const turn = running.get(id);
    if (!turn) return;
    turn.movedAt = Date.now();
    patch(id, { state: { kind: 'sending', sent: 0 } });
    turn.sending = sender.send(
      { bytes: blob, metadata: metadataOf(row), fileId: row.fileId },
      {
        onPlace: (fileId) => void note(id, { fileId }),
        onProgress(sent) {
          turn.movedAt = Date.now();
          if (turn.movedAt - told < TELL_MS && sent < row.size) return;
          told = turn.movedAt;
          patch(id, { state: { kind: 'sending', sent } });
        },
      },
    );
    const reply = await turn.sending.done;
    if (stopped || !rows.has(id)) return;
    if (reply.ok) return settle(id, reply.data.fileId);
    if (isPassing(reply.code) || reply.code === 'signed-out') return wait(id, reply.retryAfterMs);
    fail(id, { kind: 'failed', failure: reply });
  }

  function settle(id: string, fileId: string): void {
    backoffs.delete(id);
    void note(id, { fileId, stored: true });
    patch(id, { state: { kind: 'stored', fileId } });
    ports.onSettled();
  }

  function fail(id: string, state: UploadState): void {
    patch(id, { state });
    ports.onSettled();
  }

  function wait(id: string, afterMs: number | undefined): void {
    const backoff = backoffs.get(id) ?? createBackoff();
    backoffs.set(id, backoff);
    patch(id, { state: { kind: 'waiting' } });
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

  /** Forgets it here; its bytes stay shown as long as `url` is not given back. */
  function forget(id: string): void {
    rows.delete(id);
    bytes.delete(id);
    backoffs.delete(id);
    unpause(id);
    running.get(id)?.sending?.pause();
    const chatId = store.getState().uploads[id]?.chatId;
    if (chatId !== undefined) setTray(chatId, (ids) => ids.filter((other) => other !== id));
    store.setState(({ uploads: { [id]: _gone, ...uploads } }) => ({ uploads }));
    const prepared = ready.get(id) ?? Promise.resolve();
    ready.delete(id);
    void prepared.then(() => box.remove(id)).catch((cause: unknown) => warn('a file could not be taken out', cause));
  }

  async function bringBack(row: KeptUpload, messageId: string | null): Promise<void> {
    if (rows.has(row.id)) return;
    const blob = await box.bytes(row.id).catch(() => undefined);
    if (rows.has(row.id)) return;
    rows.set(row.id, { ...row, messageId });
    if (blob) bytes.set(row.id, blob);
    const done: UploadState | null = row.stored && row.fileId !== null ? { kind: 'stored', fileId: row.fileId } : null;
    const state: UploadState = done ?? (blob ? { kind: 'waiting' } : { kind: 'failed', failure: lost() });
    put({ ...shownOf(row), url: blob ? urlOf(blob) : null, kept: blob !== undefined, state });
    if (messageId === null) setTray(row.chatId, (ids) => [...ids, row.id]);
  }

  async function load(messages: Parameters<Uploads['load']>[0]): Promise<void> {
    const owners = new Map(messages.flatMap(({ id, files = [] }) => files.map((file) => [file, id] as const)));
    const kept = await box.all().catch((): KeptUpload[] => []);
    for (const row of kept.sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const owner = owners.get(row.id) ?? null;
      const isLeft = owner === null && (row.messageId !== null || row.createdAt < Date.now() - FORGET_MS);
      if (isLeft) await box.remove(row.id).catch(() => {});
      else await bringBack(row, owner);
    }
    loaded = true;
    ports.onSettled();
    pump();
  }

  function showFromHere(fileId: string, upload: Upload): void {
    const { url } = upload;
    if (url === null) return;
    store.setState(({ sentFiles }) => {
      const urls = Object.entries(sentFiles);
      for (const [, old] of urls.slice(0, Math.max(0, urls.length + 1 - SHOWN))) revoke(old);
      return { sentFiles: { ...Object.fromEntries(urls.slice(-SHOWN + 1)), [fileId]: url } };
    });
  }

  return {
    load,
    attach(chatId, files, place) {
      const newest = Object.values(store.getState().uploads).reduce((at, { createdAt }) => Math.max(at, createdAt), 0);
      const from = Math.max(Date.now(), newest + 1);
      const ids = files.map((file, index) => begin(chatId, file, from + index));
      if (place === 'tray') setTray(chatId, (before) => [...before, ...ids]);
      pump();
      return ids;
    },
    assign(chatId, ids, messageId) {
      setTray(chatId, (before) => before.filter((id) => !ids.includes(id)));
      for (const id of ids) void note(id, { messageId });
    },
    giveBack(chatId, ids) {
      const known = ids.filter((id) => rows.has(id));
      setTray(chatId, (before) => [...known, ...before]);
      for (const id of known) void note(id, { messageId: null });
    },
    remove(id) {
      const fileId = rows.get(id)?.fileId;
      const url = store.getState().uploads[id]?.url;
      forget(id);
      if (url != null) revoke(url);
      // What the server is not told of now it forgets by itself.
      if (fileId != null) void sender.remove(fileId).catch(() => {});
      ports.onSettled();
    },
    retry(id) {
      if (store.getState().uploads[id]?.state.kind !== 'failed') return;
      unpause(id);
      patch(id, { state: { kind: 'waiting' } });
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
    release(ids) {
      for (const id of ids) {
        const upload = store.getState().uploads[id];
        if (upload?.state.kind === 'stored') showFromHere(upload.state.fileId, upload);
        if (upload) forget(id);
      }
    },
    async adopt(ids, messageId) {
      for (const id of ids) {
        const own = rows.get(id);
        if (own) {
          setTray(own.chatId, (before) => before.filter((other) => other !== id));
          rows.set(id, { ...own, messageId });
          continue;
        }
        const row = await box.get(id).catch(() => undefined);
        if (row) await bringBack(row, messageId);
      }
      pump();
    },
    stop() {
      stopped = true;
      clearInterval(stalls);
      for (const timer of pauses.values()) clearTimeout(timer);
      for (const { sending } of running.values()) sending?.pause();
      for (const { url } of Object.values(store.getState().uploads)) if (url !== null) revoke(url);
      for (const url of Object.values(store.getState().sentFiles)) revoke(url);
      box.close();
    },
    wipe: () => box.wipe(),
  };
}

function shownOf(row: KeptUpload): Omit<Upload, 'url' | 'kept' | 'state'> {
  const { messageId: _messageId, fileId: _fileId, stored: _stored, ...shown } = row;
  return shown;
}

/** Without a page nothing shows it. */
function urlOf(bytes: Blob): string | null {
  return typeof document === 'undefined' ? null : URL.createObjectURL(bytes);
}

function revoke(url: string): void {
  URL.revokeObjectURL(url);
}
