import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';
export const ENCODINGS = ['br', 'gzip'] as const satisfies Encoding[];

/** What the name of a file ends in that holds another in this encoding, beside it. */
export const ENDINGS: Readonly<Record<Encoding, string>> = { br: '.br', gzip: '.gz' };

const COMPRESSIBLE = /^text\/|json|svg/;
const SMALLEST_BYTES = 1024;
/** Ten makes a built page a fifteenth smaller and takes eight times as long: not while somebody waits for it. */
const BROTLI_QUALITY = { soon: 9, small: 10 } as const;

/** A body of this type in an encoding; undefined where it would not get smaller. */
export async function compress(
  body: Buffer,
  type: string,
  encoding: Encoding,
  wanted: keyof typeof BROTLI_QUALITY,
): Promise<Buffer | undefined> {
  if (!COMPRESSIBLE.test(type) || body.length < SMALLEST_BYTES) return undefined;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY[wanted],
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  const smaller =
    encoding === 'br' ? await promisify(brotliCompress)(body, { params }) : await promisify(gzip)(body, { level: 9 });
  return smaller.length < body.length ? smaller : undefined;
}
