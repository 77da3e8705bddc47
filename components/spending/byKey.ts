import type { SpendingRow } from '../../shared/budget.ts';

export type Sum = { key: string; costMicros: number; answers: number; unknown: number };

/** Sums of rows by what `keyOf` makes of them, the dearest first. */
export function sumsBy(rows: readonly SpendingRow[], keyOf: (row: SpendingRow) => string): Sum[] {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = sums.get(key) ?? { key, costMicros: 0, answers: 0, unknown: 0 };
    sums.set(key, {
      key,
      costMicros: before.costMicros + row.costMicros,
      answers: before.answers + row.answers,
      unknown: before.unknown + row.unknown,
    });
  }
  return [...sums.values()].sort((a, b) => b.costMicros - a.costMicros || b.answers - a.answers);
}

/** Whether nothing is known of what it cost; who only had parts in answers of others has none of its own. */
export function isUnknown({ costMicros, answers, unknown }: Omit<Sum, 'key'>): boolean {
  return costMicros === 0 && unknown > 0 && unknown >= answers;
}

/** Every day until today (`2026-11-21`, UTC), the first first, those on which nothing was spent among them. */
export function daysUntil(now: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) =>
    new Date(now - (count - 1 - at) * 86_400_000).toISOString().slice(0, 10),
  );
}
