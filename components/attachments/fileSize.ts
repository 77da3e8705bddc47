const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in the unit people would say it in (a kilobyte is 1024 bytes, as in the limits), with one digit after the point where that tells something. */
export function fileSize(bytes: number): { value: number; unit: (typeof units)[number]; digits: 0 | 1 } {
  let value = bytes;
  let at = 0;
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1024;
    at++;
  }
  return { value, unit: units[at] ?? 'byte', digits: at > 0 && value < 9.95 ? 1 : 0 };
}
