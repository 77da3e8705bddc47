import * as z from 'zod/mini';

declare const crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };

/** Every id is a UUID; rows made by us carry version 7, whose order is the order of making. */
export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

/** A contact is a user (UUID) or an agent (its handle-like id, `research`). */
export const ContactId = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[a-zA-Z0-9_-]+$/));
export type ContactId = z.infer<typeof ContactId>;

/** A version or a sequence number as the database holds it. */
export const Counter = z.int().check(z.minimum(0), z.maximum(2 ** 31 - 1));

/**
 * Makes a UUIDv7 (RFC 9562 §5.7) for `now` in milliseconds. Uses `crypto.getRandomValues`, which unlike
 * `crypto.randomUUID` also exists on pages served over plain http.
 */
export function newId(now: number = Date.now()): Id {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = now;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
