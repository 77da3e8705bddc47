const MOST_CHARACTERS = 80;
/** What Windows takes for a device, with whatever ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name that any system can store and that shows as it is: no folders, no control or invisible characters, not hidden,
 * with just this ending.
 */
export function fileName(wanted: string, ending: 'csv' | 'md' | 'png' | 'txt'): string {
  const plain = wanted
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '-')
    .replace(new RegExp(`\\.${ending}\\s*$`, 'i'), '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s~-]+/, '')
    .replace(/[.\s]+$/, '');
  const short = Array.from(plain).slice(0, MOST_CHARACTERS).join('').trimEnd();
  const name = short === '' || DEVICE.test(short) ? `file${short === '' ? '' : `-${short}`}` : short;
  return `${name}.${ending}`;
}
