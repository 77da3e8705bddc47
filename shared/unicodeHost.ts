/** A host as people would see it: labels in Punycode (RFC 3492) are decoded; those that are none stay as they are. */
export function unicodeHost(host: string): string {
  return host
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decoded(label.slice(4)) ?? label) : label))
    .join('.');
}

/** The numbers of RFC 3492, section 5. */
const [BASE, LEAST, MOST, SKEW, DAMP, FIRST_BIAS, FIRST] = [36, 1, 26, 38, 700, 72, 128] as const;
/** A label in DNS has 63 bytes. */
const LONGEST = 63;
const LAST_CODE_POINT = 0x10ffff;

function decoded(label: string): string | null {
  if (label.length > LONGEST || !/^[a-z\d-]+$/.test(label)) return null;
  const delimiter = label.lastIndexOf('-');
  const points = Array.from(label.slice(0, Math.max(delimiter, 0)), (letter) => letter.charCodeAt(0));
  let [point, index, bias] = [FIRST, 0, FIRST_BIAS] as [number, number, number];
  let at = delimiter + 1;
  if (at === label.length) return null;

  while (at < label.length) {
    const before = index;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = at < label.length ? digitOf(label.charCodeAt(at)) : null;
      if (digit === null) return null;
      at += 1;
      index += digit * weight;
      const threshold = Math.min(MOST, Math.max(LEAST, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const length = points.length + 1;
    bias = adapted(index - before, length, before === 0);
    point += Math.floor(index / length);
    if (point > LAST_CODE_POINT) return null;
    index %= length;
    points.splice(index, 0, point);
    index += 1;
  }
  return String.fromCodePoint(...points);
}

/** `a` to `z` are 0 to 25, `0` to `9` are 26 to 35. */
function digitOf(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : null;
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let left = isFirst ? Math.floor(delta / DAMP) : delta >> 1;
  left += Math.floor(left / length);
  let k = 0;
  for (; left > ((BASE - LEAST) * MOST) >> 1; k += BASE) left = Math.floor(left / (BASE - LEAST));
  return k + Math.floor(((BASE - LEAST + 1) * left) / (left + SKEW));
}
