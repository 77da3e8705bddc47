// Puts what the emoji picker and the completion of `:shortcodes:` load on demand into public/emoji/, so that this server
// serves it: per language the emojis with their names, and their shortcodes in short.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Codes = Record<string, string | string[]>;
type Emoji = { hexcode: string; emoji: string; label: string; order?: number; group?: number };

/** The shortcodes of each language; English ones are known to everybody. */
const sources = {
  en: ['en/shortcodes/github.json', 'en/shortcodes/emojibase.json'],
  de: ['de/shortcodes/cldr-native.json', 'de/shortcodes/cldr.json', 'en/shortcodes/github.json'],
} as const;

/** Writes the data of every language into the folder, in place of what is there. */
export async function buildEmojis(folder: string): Promise<void> {
  const data = dirname(fileURLToPath(import.meta.resolve('emojibase-data/package.json')));
  const read = async <T>(path: string): Promise<T> => JSON.parse(await readFile(join(data, path), 'utf8')) as T;
  await rm(folder, { recursive: true, force: true });
  for (const [locale, files] of Object.entries(sources)) {
    await mkdir(join(folder, locale), { recursive: true });
    for (const file of ['data.json', 'messages.json']) await cp(join(data, locale, file), join(folder, locale, file));
    const emojis = await read<Emoji[]>(`${locale}/data.json`);
    const codes = await Promise.all(files.map((file) => read<Codes>(file)));
    const rows = emojis
      .filter(({ group }) => group !== undefined && group !== 2)
      .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      .map(({ hexcode, emoji }) => [emoji, ...new Set(codes.flatMap((known) => known[hexcode] ?? []))])
      .filter((row) => row.length > 1);
    await writeFile(join(folder, locale, 'shortcodes.json'), JSON.stringify(rows));
  }
}

if (import.meta.main) await buildEmojis(join('public', 'emoji'));
