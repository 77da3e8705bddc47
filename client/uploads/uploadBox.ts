import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import * as z from 'zod/mini';
import { within } from '../cache.ts';
import { warn } from '../warn.ts';
import { KeptUpload } from './upload.ts';

/** So many bytes of files are kept on the device until they are sent. */
export const KEPT_BYTES = 256 * 1024 * 1024;

/** Browsers now and then never answer. */
const OPEN_MS = 3000;

/** What is chosen or sent and not yet stored, so that it survives the app being closed. */
export type UploadBox = {
  all(): Promise<KeptUpload[]>;
  get(id: string): Promise<KeptUpload | undefined>;
  bytes(id: string): Promise<Blob | undefined>;
  /** Keeps a new one; answers whether there was room for its bytes. */
  add(row: KeptUpload, bytes: Blob): Promise<boolean>;
  /** Writes what changed about a kept one. */
  put(row: KeptUpload): Promise<void>;
  remove(id: string): Promise<void>;
  wipe(): Promise<void>;
  /** Once what was begun has ended. */
  close(): void;
};

interface Stores extends DBSchema {
  uploads: { key: string; value: unknown };
  bytes: { key: string; value: Blob };
}

/** The files kept under this name; where the browser has no IndexedDB none are, and `add` says so. */
export function openUploadBox(name: string, room = KEPT_BYTES): UploadBox {
  const opening = open(name, room);
  const begun = new Set<Promise<unknown>>();

  function during<T>(work: (box: UploadBox) => Promise<T>): Promise<T> {
    const doing = opening.then(work);
    const over = () => void begun.delete(doing);
    begun.add(doing);
    doing.then(over, over);
    return doing;
  }

  /** Keeping a file takes several steps, the later of which a closed database refuses. */
  async function idle(): Promise<UploadBox> {
    while (begun.size > 0) await Promise.allSettled(begun);
    return opening;
  }

  return {
    all: () => during((box) => box.all()),
    get: (id) => during((box) => box.get(id)),
    bytes: (id) => during((box) => box.bytes(id)),
    add: (row, bytes) => during((box) => box.add(row, bytes)),
    put: (row) => during((box) => box.put(row)),
    remove: (id) => during((box) => box.remove(id)),
    wipe: async () => (await idle()).wipe(),
    close: () => void idle().then((box) => box.close()),
  };
}

async function open(name: string, room: number): Promise<UploadBox> {
  try {
    const opened = openDB<Stores>(name, 1, {
      upgrade(db) {
        db.createObjectStore('uploads');
        db.createObjectStore('bytes');
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return boxIn(await within(OPEN_MS, opened), name, room);
  } catch (cause) {
    warn('no files can be kept on this device', cause);
    return boxOfNothing();
  }
}

function boxIn(db: IDBPDatabase<Stores>, name: string, room: number): UploadBox {
  const all = async () => (await db.getAll('uploads')).flatMap((row) => z.safeParse(KeptUpload, row).data ?? []);

  async function hasRoom(size: number): Promise<boolean> {
    const taken = (await all()).reduce((sum, row) => sum + row.size, 0);
    return taken + size <= room;
  }

  return {
    all,
    get: async (id) => z.safeParse(KeptUpload, await db.get('uploads', id)).data,
    bytes: (id) => db.get('bytes', id),
    async add(row, bytes) {
      if (!(await hasRoom(row.size))) return false;
      const transaction = db.transaction(['uploads', 'bytes'], 'readwrite');
      await Promise.all([
        transaction.objectStore('uploads').put(row, row.id),
        transaction.objectStore('bytes').put(bytes, row.id),
        transaction.done,
      ]);
      return true;
    },
    async put(row) {
      await db.put('uploads', row, row.id);
    },
    async remove(id) {
      const transaction = db.transaction(['uploads', 'bytes'], 'readwrite');
      await Promise.all([
        transaction.objectStore('uploads').delete(id),
        transaction.objectStore('bytes').delete(id),
        transaction.done,
      ]);
    },
    async wipe() {
      db.close();
      await within(OPEN_MS, deleteDB(name));
    },
    close: () => db.close(),
  };
}

function boxOfNothing(): UploadBox {
  return {
    all: () => Promise.resolve([]),
    get: () => Promise.resolve(undefined),
    bytes: () => Promise.resolve(undefined),
    add: () => Promise.resolve(false),
    put: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    wipe: () => Promise.resolve(),
    close: () => {},
  };
}
