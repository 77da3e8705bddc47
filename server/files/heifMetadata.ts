export type Stretch = { offset: number; length: number };

/** Kinds of items that tell of a picture instead of being one: who took it, where and when. */
const TELLING = new Set(['Exif', 'mime', 'uri ']);

type Box = { type: string; start: number; end: number };

/**
 * Where in a HEIF file its metadata stand, told from its beginning; undefined where that is broken, or where they stand
 * in a way that is not known here.
 */
export function heifMetadata(head: Uint8Array): Stretch[] | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  try {
    const meta = boxesIn(bytes, 0, bytes.length).find((box) => box.type === 'meta');
    if (meta === undefined || meta.end > bytes.length) return undefined;
    const inside = boxesIn(bytes, meta.start + 4, meta.end);
    const [items, places] = ['iinf', 'iloc'].map((type) => inside.find((box) => box.type === type));
    if (items === undefined || places === undefined) return undefined;
    const telling = tellingItems(bytes, items);
    const found = stretchesOf(bytes, places.start);
    const wanted = [...telling].map((id) => found.get(id));
    return wanted.every((stretches) => stretches !== undefined) ? wanted.flat() : undefined;
  } catch (error) {
    // Reads beyond the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function boxesIn(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at);
    const isLong = size === 1;
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : size === 0 ? to - at : size;
    const start = at + (isLong ? 16 : 8);
    if (length < start - at) break;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start, end: at + length });
    at += length;
  }
  return boxes;
}

function tellingItems(bytes: Buffer, { start, end }: Box): Set<number> {
  const first = start + (bytes.readUInt8(start) === 0 ? 6 : 8);
  const ids = new Set<number>();
  for (const box of boxesIn(bytes, first, end)) {
    if (box.type !== 'infe') continue;
    const isWide = bytes.readUInt8(box.start) >= 3;
    const id = isWide ? bytes.readUInt32BE(box.start + 4) : bytes.readUInt16BE(box.start + 4);
    const kind = box.start + (isWide ? 10 : 8);
    if (TELLING.has(bytes.toString('latin1', kind, kind + 4))) ids.add(id);
  }
  return ids;
}

/** By item; without those that stand elsewhere than at a place of the file itself. */
function stretchesOf(bytes: Buffer, start: number): Map<number, Stretch[]> {
  let at = start + 4;
  const number = (size: number): number => {
    at += size;
    if (size === 0) return 0;
    return size === 8 ? Number(bytes.readBigUInt64BE(at - 8)) : bytes.readUIntBE(at - size, size);
  };
  const version = bytes.readUInt8(start);
  const [sizes, bases] = [number(1), number(1)];
  const count = number(version < 2 ? 2 : 4);
  const found = new Map<number, Stretch[]>();
  for (let item = 0; item < count; item++) {
    const id = number(version < 2 ? 2 : 4);
    const method = version > 0 ? number(2) & 15 : 0;
    number(2);
    const base = number(bases >> 4);
    const extents = Array.from({ length: number(2) }, () => {
      if (version > 0) number(bases & 15);
      return { offset: base + number(sizes >> 4), length: number(sizes & 15) };
    });
    if (method === 0) found.set(id, extents);
  }
  return found;
}
