import { EngineStopped } from './embedded/engine.ts';
import { errorCodes } from './retry.ts';

/** The database cannot be used: in words for whoever starts the program, and by a closed code. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code: 'unreachable' | 'refused' | 'too-old' | 'disk-full' | 'broken';

  constructor(code: StoreUnavailable['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const DISK_FULL = ['53100', 'ENOSPC'];
/** Wrong password, no such role, no such database, no room for one more connection. */
const REFUSED = ['28P01', '28000', '3D000', '53300', '42501'];

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? (errorCodes(error)[0] ?? error.name) : error.message;
}

/** What kept the database in `folder` from being opened. */
export function explainEmbedded(error: unknown, folder: string): StoreUnavailable {
  const full = errorCodes(error).some((code) => DISK_FULL.includes(code));
  if (full) return new StoreUnavailable('disk-full', `There is no space left for the data in ${folder}.`, error);
  const reason = error instanceof EngineStopped ? (error.lastWords?.message ?? error.message) : reasonOf(error);
  return new StoreUnavailable('broken', `The database in ${folder} cannot be opened: ${reason}.`, error);
}

/** What kept the server of DATABASE_URL from being used; its name is told, its password never. */
export function explainServer(error: unknown, databaseUrl: string): StoreUnavailable {
  const host = URL.parse(databaseUrl)?.host ?? 'of DATABASE_URL';
  const codes = errorCodes(error);
  if (codes.some((code) => REFUSED.includes(code))) {
    return new StoreUnavailable('refused', `The PostgreSQL server ${host} refuses: ${reasonOf(error)}.`, error);
  }
  return new StoreUnavailable(
    'unreachable',
    `The PostgreSQL server ${host} cannot be reached: ${reasonOf(error)}.`,
    error,
  );
}
