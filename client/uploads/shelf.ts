import { newId } from '../../shared/ids.ts';
import type { Store } from '../state.ts';
import { warn } from '../warn.ts';
import { fileKind } from './fileKind.ts';
import { measure } from './measure.ts';
import { type KeptUpload, lost, type NewFile, type Upload, type UploadState } from './upload.ts';
import type { UploadBox } from './uploadBox.ts';

/** So many of the files sent from here can still be shown from here. */
const SHOWN = 60;

export type Shelf = {
  row(id: string): KeptUpload | undefined;
  /** Null when they are gone. */
  bytes(id: string): Promise<Blob | null>;
  /** Resolves once it has been looked into and is kept, if there was room. */
  prepared(id: string): Promise<void>;
  /** Takes in a file and answers its id. */
  begin(chatId: string, file: NewFile, at: number): string;
  /** Takes in what the device kept. */
  bringBack(row: KeptUpload, messageId: string | null): Promise<void>;
  setState(id: string, state: UploadState): void;
  /** Changes what is known of a file, here and on the device. */
  note(id: string, change: Partial<KeptUpload>): void;
  /** Changes what stands in the composer of a chat. */
  setTray(chatId: string, edit: (ids: readonly string[]) => readonly string[]): void;
  /** Forgets it, here and on the device; what shows it from here stays if the server has it under this id. */
  forget(id: string, fileId: string | null): void;
  close(): void;
};

/** The files on their way: in the store for the screens, and on the device. */
export function createShelf({ store, box }: { store: Store; box: UploadBox }): Shelf {
  const rows = new Map<string, KeptUpload>();
  const held = new Map<string, Blob>();
  const ready = new Map<string, Promise<void>>();
  let closed = false;

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

  async function note(id: string, change: Partial<KeptUpload>): Promise<void> {
    const row = rows.get(id);
    if (!row) return;
    rows.set(id, { ...row, ...change });
    await ready.get(id);
    const now = rows.get(id);
    if (now && !closed)
      await box.put(now).catch((cause: unknown) => warn('what became of a file could not be kept', cause));
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
    held.set(id, file);
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
    if (!current || closed) return;
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

  function forget(id: string, fileId: string | null): void {
    rows.delete(id);
    held.delete(id);
    const { uploads } = store.getState();
    const { [id]: upload, ...others } = uploads;
    if (upload) {
      setTray(upload.chatId, (ids) => ids.filter((other) => other !== id));
      store.setState({ uploads: others });
      if (upload.url !== null && fileId === null) hideFromHere(upload.url);
    }
    const prepared = ready.get(id) ?? Promise.resolve();
    ready.delete(id);
    void prepared.then(() => box.remove(id)).catch((cause: unknown) => warn('a file could not be taken out', cause));
  }

  async function bringBack(row: KeptUpload, messageId: string | null): Promise<void> {
    if (rows.has(row.id)) return;
    const blob = await box.bytes(row.id).catch(() => undefined);
    if (rows.has(row.id)) return;
    rows.set(row.id, { ...row, messageId });
    if (blob) held.set(row.id, blob);
    const done: UploadState | null = row.stored && row.fileId !== null ? { kind: 'stored', fileId: row.fileId } : null;
    const state: UploadState = done ?? (blob ? { kind: 'waiting' } : { kind: 'failed', failure: lost() });
    put({ ...shownOf(row), url: blob ? urlOf(blob) : null, kept: blob !== undefined, state });
    if (done?.kind === 'stored') showFromHere(row.id, done.fileId);
    if (messageId === null) setTray(row.chatId, (ids) => [...ids, row.id]);
  }

  /** From the moment the server has it: so its message shows the same picture as the one that waited. */
  function showFromHere(id: string, fileId: string): void {
    const url = store.getState().uploads[id]?.url ?? null;
    if (url === null) return;
    store.setState(({ sentFiles: { [fileId]: _before, ...others } }) => {
      const shown = Object.entries(others);
      for (const [, old] of shown.slice(0, -SHOWN + 1)) URL.revokeObjectURL(old);
      return { sentFiles: { ...Object.fromEntries(shown.slice(-SHOWN + 1)), [fileId]: url } };
    });
  }

  function hideFromHere(url: string): void {
    URL.revokeObjectURL(url);
    store.setState(({ sentFiles }) => ({
      sentFiles: Object.fromEntries(Object.entries(sentFiles).filter(([, shown]) => shown !== url)),
    }));
  }

  return {
    row: (id) => rows.get(id),
    bytes: async (id) => held.get(id) ?? (await box.bytes(id).catch(() => undefined)) ?? null,
    prepared: (id) => ready.get(id) ?? Promise.resolve(),
    begin,
    bringBack,
    setState(id, state) {
      patch(id, { state });
      if (state.kind === 'stored') showFromHere(id, state.fileId);
    },
    note: (id, change) => void note(id, change),
    setTray,
    forget,
    close() {
      closed = true;
      const { uploads, sentFiles } = store.getState();
      const urls = [...Object.values(uploads).map(({ url }) => url), ...Object.values(sentFiles)];
      for (const url of new Set(urls)) if (url !== null) URL.revokeObjectURL(url);
      box.close();
    },
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
