import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type Contents = Readonly<Record<string, string | Uint8Array>>;

/** An archive of these files, packed. */
export async function archiveOf(contents: Contents): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(contents)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return buffer(zip.outputStream);
}

type Wheel = { folder: string; name: string; tag?: string; requires?: readonly string[]; contents: Contents };

/** Writes a wheel of version 1.0 into a folder, and answers with its bytes. */
export async function buildWheel({
  folder,
  name,
  tag = 'py3-none-any',
  requires = [],
  contents,
}: Wheel): Promise<Buffer> {
  const info = `${name}-1.0.dist-info`;
  const metadata = [
    'Metadata-Version: 2.1',
    `Name: ${name}`,
    'Version: 1.0',
    ...requires.map((one) => `Requires-Dist: ${one}`),
  ];
  const bytes = await archiveOf({
    ...contents,
    [`${info}/METADATA`]: `${metadata.join('\n')}\n\nRequires-Dist: words\n`,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nTag: ${tag}\n`,
    [`${info}/RECORD`]: '',
  });
  writeFileSync(join(folder, `${name}-1.0-${tag}.whl`), bytes);
  return bytes;
}
