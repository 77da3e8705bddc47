import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '../secret.ts';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What is stored was sealed with another secret, for something else, or was changed since. */
export class Unsealable extends Error {
  override readonly name = 'Unsealable';
}

/**
 * Encrypts keys at rest with AES-256-GCM, by a key derived from the server's secret. What is sealed is bound to what it
 * is for and reads `v1.<iv>.<ciphertext and tag>`.
 */
export class Seal {
  readonly #key: Buffer;

  constructor(secret: Secret) {
    this.#key = Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'waggle provider keys v1', 32));
  }

  seal(text: string, purpose: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    cipher.setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [VERSION, iv.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /** Throws Unsealable. */
  open(sealed: string, purpose: string): string {
    const [version, iv, body, ...more] = sealed.split('.');
    if (version !== VERSION || iv === undefined || body === undefined || more.length > 0) {
      throw new Unsealable('what is stored has no format known here');
    }
    const bytes = Buffer.from(body, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, Buffer.from(iv, 'base64url'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch (error) {
      throw new Unsealable('what is stored was sealed with another secret or was changed', { cause: error });
    }
  }
}
