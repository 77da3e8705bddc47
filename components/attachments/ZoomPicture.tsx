import {
  type PointerEvent,
  type Ref,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { FileView } from './fileView.ts';
import { CLOSE, heldIn, type Point, type Swipe, swipeOf, whole, type Zoom, zoomAt } from './zoom.ts';

const DOUBLE_TAP_MS = 300;

export type ZoomHandle = { by: (factor: number) => void };

/** A picture that can be come close to: by wheel, by two fingers, by a double tap, and by the handle. */
export function ZoomPicture({
  file,
  onSwipe,
  onFail,
  ref,
}: {
  file: FileView;
  onSwipe: (swipe: Exclude<Swipe, null>) => void;
  onFail: () => void;
  ref?: Ref<ZoomHandle>;
}) {
  const room = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const [zoom, setZoom] = useState(whole);
  const fingers = useRef(new Map<number, Point>());
  const start = useRef<Point | null>(null);
  const tapped = useRef(0);

  const change = useCallback((edit: (zoom: Zoom) => Zoom) => {
    const frame = { picture: sizeOf(picture.current), room: sizeOf(room.current) };
    setZoom((now) => heldIn(edit(now), frame));
  }, []);
  const fromMiddle = useCallback((at: { clientX: number; clientY: number }): Point => {
    const box = room.current?.getBoundingClientRect();
    return box
      ? { x: at.clientX - box.left - box.width / 2, y: at.clientY - box.top - box.height / 2 }
      : { x: 0, y: 0 };
  }, []);

  useImperativeHandle(ref, () => ({
    by: (factor) => {
      change((now) => zoomAt(now, factor, { x: 0, y: 0 }));
    },
  }));

  // React listens passively to the wheel, and the page must not scroll or zoom with it.
  useLayoutEffect(() => {
    const element = room.current;
    const handleWheel = (event: WheelEvent) => {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0018));
      change((now) => zoomAt(now, factor, fromMiddle(event)));
    };
    element?.addEventListener('wheel', handleWheel, { passive: false });
    return () => {
      element?.removeEventListener('wheel', handleWheel);
    };
  }, [change, fromMiddle]);

  const handleDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    start.current = fingers.current.size === 1 ? { x: event.clientX, y: event.clientY } : null;
  };
  const handleMove = (event: PointerEvent) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    const now = { x: event.clientX, y: event.clientY };
    fingers.current.set(event.pointerId, now);
    if (other) {
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.hypot(before.x - other.x, before.y - other.y);
      const middle = fromMiddle({ clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 });
      change((zoomed) => zoomAt(zoomed, factor, middle));
    } else if (zoom.scale > 1) {
      change((zoomed) => ({ ...zoomed, x: zoomed.x + now.x - before.x, y: zoomed.y + now.y - before.y }));
    }
  };
  const handleUp = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
    const from = start.current;
    start.current = null;
    if (!from || event.type === 'pointercancel') return;
    const moved = { x: event.clientX - from.x, y: event.clientY - from.y };
    if (Math.hypot(moved.x, moved.y) < 10) {
      handleTap(event);
      return;
    }
    const swipe = zoom.scale === 1 && event.pointerType !== 'mouse' ? swipeOf(moved) : null;
    if (swipe) onSwipe(swipe);
  };
  const handleTap = (event: PointerEvent) => {
    const double = event.timeStamp - tapped.current < DOUBLE_TAP_MS;
    tapped.current = double ? 0 : event.timeStamp;
    if (double) change((now) => (now.scale > 1 ? whole : zoomAt(now, CLOSE, fromMiddle(event))));
  };

  return (
    <div
      ref={room}
      className="flex size-full touch-none items-center justify-center overflow-hidden select-none"
      style={{ cursor: zoom.scale > 1 ? 'grab' : 'zoom-in' }}
      onPointerDown={handleDown}
      onPointerMove={handleMove}
      onPointerUp={handleUp}
      onPointerCancel={handleUp}
    >
      <img
        ref={picture}
        src={file.src ?? undefined}
        alt={file.name}
        width={file.width ?? undefined}
        height={file.height ?? undefined}
        draggable={false}
        className="size-auto max-h-full max-w-full object-contain"
        style={{
          transform: `translate(${String(zoom.x)}px, ${String(zoom.y)}px) scale(${String(zoom.scale)})`,
          ...(file.preview !== null && { background: `center / contain no-repeat url("${file.preview}")` }),
        }}
        onError={onFail}
      />
    </div>
  );
}

function sizeOf(element: HTMLElement | null): { width: number; height: number } {
  return { width: element?.clientWidth ?? 0, height: element?.clientHeight ?? 0 };
}
