import { Refusal } from '../refusal.ts';

/** Strangers and former members are told the same as if the file did not exist. */
export function noSuchFile(): Refusal {
  return new Refusal('not-found', 'There is no such file, or it is not for you.', { reason: 'file' });
}

export function diskFull(): Refusal {
  return new Refusal('unavailable', 'There is no space left for files on the server.', { reason: 'disk-full' });
}
