// Writes the encoded forms of the built page's files beside them, so that the server has them ready and small.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compress, ENCODINGS, ENDINGS } from '../server/page/encoding.ts';
import { readFiles } from '../server/page/files.ts';

/** Puts `x.js.br` and `x.js.gz` beside every `x.js` in the folder of a built page, and so for what else gets smaller. */
export async function compressPage(folder: string): Promise<void> {
  const files = [...(await readFiles(folder))];
  const forms = files.flatMap(([path, file]) => ENCODINGS.map((encoding) => ({ path, file, encoding })));
  await Promise.all(
    forms.map(async ({ path, file, encoding }) => {
      const encoded = await compress(file.body, file.type, encoding, 'small');
      if (encoded !== undefined) await writeFile(join(folder, path) + ENDINGS[encoding], encoded);
    }),
  );
}

if (import.meta.main) await compressPage('out');
