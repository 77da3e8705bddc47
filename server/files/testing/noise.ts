import { randomBytes } from 'node:crypto';

/** So many bytes by chance that are no file of any kind: of purely random ones, one in 2,700 begins like a song or a picture. */
export function noise(size: number): Buffer {
  return randomBytes(size).fill(0, 0, 8);
}
