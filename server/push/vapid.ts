import { createECDH, hkdfSync } from 'node:crypto';
import type { Secret } from '../secret.ts';

/** How this server proves to push services that it is the one browsers were told of. */
export type Vapid = { publicKey: string; privateKey: string; subject: string };

/** Order of the curve P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** Longer than the order, so that no key is likelier than another. */
const BYTES = 48;
/** Where nobody can be reached over https there is nobody to write to either. */
const NOBODY = 'mailto:waggle@example.org';

/**
 * The keys follow from the server's secret: all processes that share it have the same ones, from the first start on,
 * and nothing has to be kept besides. A new secret signs everybody out, and subscriptions end with their sessions.
 */
export function vapidOf(secret: Secret, publicUrl: string | undefined): Vapid {
  const drawn = Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'waggle web push v1', BYTES));
  const scalar = (BigInt(`0x${drawn.toString('hex')}`) % (ORDER - 1n)) + 1n;
  const pair = createECDH('prime256v1');
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  pair.setPrivateKey(privateKey);
  return {
    publicKey: pair.getPublicKey('base64url'),
    privateKey: privateKey.toString('base64url'),
    subject: publicUrl?.startsWith('https:') === true ? publicUrl : NOBODY,
  };
}
