import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link: 32 random bytes in base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of such a token; enough random bytes need no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
