/** What somebody typed as dollars, in millionths; null where there is to be no limit, undefined for what is no amount. */
export function microsOf(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(plain)) return undefined;
  return Math.round(Number(plain) * 1_000_000);
}
