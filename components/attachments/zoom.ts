/** How large a picture is shown and how far it is moved out of the middle, in CSS pixels. */
export type Zoom = { scale: number; x: number; y: number };
export type Point = { x: number; y: number };
/** The picture at its natural place, and the room it is shown in. */
export type Frame = { picture: { width: number; height: number }; room: { width: number; height: number } };

export const whole: Zoom = { scale: 1, x: 0, y: 0 };

const LARGEST = 8;
/** What a double tap makes of it. */
export const CLOSE = 2.5;

/** Shown `factor` times as large, with what lies at the point (from the middle) staying there. */
export function zoomAt(zoom: Zoom, factor: number, point: Point): Zoom {
  const scale = Math.min(Math.max(zoom.scale * factor, 1), LARGEST);
  const change = scale / zoom.scale;
  if (scale === 1) return whole;
  return { scale, x: point.x - (point.x - zoom.x) * change, y: point.y - (point.y - zoom.y) * change };
}

/** No edge of it comes further in than the room's edge, unless it is smaller than the room. */
export function heldIn(zoom: Zoom, { picture, room }: Frame): Zoom {
  const most = {
    x: Math.max(0, (picture.width * zoom.scale - room.width) / 2),
    y: Math.max(0, (picture.height * zoom.scale - room.height) / 2),
  };
  return { scale: zoom.scale, x: clamp(zoom.x, most.x), y: clamp(zoom.y, most.y) };
}

export type Swipe = 'next' | 'previous' | 'close' | null;

/** What a finger that moved so far over a whole picture means. */
export function swipeOf(moved: Point): Swipe {
  const { x, y } = moved;
  if (Math.abs(x) > 56 && Math.abs(x) > Math.abs(y) * 1.4) return x < 0 ? 'next' : 'previous';
  if (y > 96 && y > Math.abs(x) * 1.4) return 'close';
  return null;
}

function clamp(value: number, most: number): number {
  // Without the sum a zero could be negative.
  return Math.min(Math.max(value, -most), most) + 0;
}
