/** One line of the table. `pass` is undefined where a figure only stands beside another. */
export type Figure = {
  /** What was measured, and on what. */
  what: string;
  value: string;
  /** What it is measured against, taken in the same run. */
  limit: string;
  bar: string;
  pass?: boolean;
};

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return sorted[Math.max(0, at)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ms`;
}

export function times(value: number): string {
  return `${value.toFixed(2)}×`;
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
