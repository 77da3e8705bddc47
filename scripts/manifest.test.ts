import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScreen } from '../components/shell/screen.ts';

type Manifest = {
  lang: string;
  description: string;
  icons: { src: string }[];
  shortcuts: { name: string; url: string; icons: { src: string }[] }[];
  share_target: { action: string };
};

const read = (name: string) => JSON.parse(readFileSync(`public/${name}`, 'utf8')) as Manifest;
const english = read('manifest.webmanifest');
const german = read('manifest.de.webmanifest');

test('both languages install the same app', () => {
  const bare = ({ lang: _lang, description: _description, shortcuts, ...rest }: Manifest) => ({
    ...rest,
    shortcuts: shortcuts.map(({ name: _name, ...shortcut }) => shortcut),
  });
  expect(bare(german)).toEqual(bare(english));
  expect([english.lang, german.lang]).toEqual(['en', 'de']);
  expect(german.description).not.toBe(english.description);
});

test('what the manifest leads to is there', () => {
  const icons = [...english.icons, ...english.shortcuts.flatMap((shortcut) => shortcut.icons)];
  for (const { src } of icons) expect(existsSync(`public${src}`), src).toBe(true);
  for (const { url } of english.shortcuts) expect(parseScreen(url).kind, url).not.toBe('unknown');
  expect(parseScreen(english.share_target.action)).toEqual({ kind: 'share' });
});
