const LENGTH = 120;

/** Where an attachment lies in an exported zip: under a name that every system takes and that no other has. */
export function filePath(seq: number, index: number, name: string): string {
  const safe = name
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|#%]/gu, '_')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '');
  return `files/${String(seq)}-${String(index + 1)}-${shortened(safe === '' ? 'file' : safe)}`;
}

/** Cut in its middle, so that the ending stays, and never within a character. */
function shortened(name: string): string {
  const signs = Array.from(name);
  if (signs.length <= LENGTH) return name;
  return [...signs.slice(0, LENGTH - 20), ...signs.slice(-20)].join('');
}
