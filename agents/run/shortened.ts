/** A text of at most about `limit` characters: its middle makes room, and a line says how much of it is missing. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.max(0, Math.floor(limit / 2) - 40);
  const head = text.slice(0, half).replace(/[\uD800-\uDBFF]$/, '');
  const tail = half === 0 ? '' : text.slice(-half).replace(/^[\uDC00-\uDFFF]/, '');
  return `${head}\n[… ${text.length - head.length - tail.length} characters left out …]\n${tail}`;
}
