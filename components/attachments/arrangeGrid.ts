/** Of one picture alone: neither a ribbon nor a tower. */
const NARROWEST = 0.62;
const WIDEST = 2.1;
/** Taken where the size is not known. */
const USUAL = 4 / 3;

export type Size = { width: number | null; height: number | null };

export type Grid = {
  /** Of the whole: width by height. */
  ratio: number;
  /** How wide at most, in CSS pixels: small pictures are not blown up. */
  width: number;
  columns: 1 | 2;
  /** By tile: how many columns and rows it takes. */
  tiles: readonly { columns: 1 | 2; rows: 1 | 2 }[];
  /** How many are not shown; said on the last tile. */
  hidden: number;
};

const FULL = 336;
const SMALLEST = 168;
const cell = { columns: 1, rows: 1 } as const;

/** Places pictures of one message so that their room is known before any of them is loaded. */
export function arrangeGrid(pictures: readonly Size[]): Grid {
  const [only] = pictures;
  if (pictures.length === 1 && only) {
    const ratio = clamp(ratioOf(only), NARROWEST, WIDEST);
    const room = ratio >= 1 ? FULL : Math.round(FULL * Math.max(ratio, 0.75));
    return { ratio, width: clamp(only.width ?? room, SMALLEST, room), columns: 1, tiles: [cell], hidden: 0 };
  }
  if (pictures.length === 2) return { ratio: 2, width: FULL, columns: 2, tiles: [cell, cell], hidden: 0 };
  if (pictures.length === 3) {
    // A tall first one stands beside the others, any other lies above them.
    const tall = ratioOf(pictures[0]) < 1;
    const first = tall ? ({ columns: 1, rows: 2 } as const) : ({ columns: 2, rows: 1 } as const);
    return { ratio: 1, width: FULL, columns: 2, tiles: [first, cell, cell], hidden: 0 };
  }
  const shown = pictures.slice(0, 4).map(() => cell);
  return { ratio: 1, width: FULL, columns: 2, tiles: shown, hidden: Math.max(0, pictures.length - 4) };
}

function ratioOf(size: Size | undefined): number {
  return size?.width && size.height ? size.width / size.height : USUAL;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
