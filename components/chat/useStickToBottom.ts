import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { giveRoom, withholdScroll } from './unmeasuredRows.ts';

/** Closer than this to the end counts as being there. */
const AT_END = 48;

/** How a person begins to scroll, and how long a movement may come from that. */
const ACTS = ['wheel', 'touchmove', 'keydown', 'pointerdown', 'focusin'] as const;
const ACT_MS = 500;

/** How long what a person unfolds or folds stays where it is under their finger: what it shows may have to be fetched. */
const HOLD_MS = 2000;
/** A scroll so soon after the content changed its size comes from that, and not from somebody. */
const SETTLES_MS = 150;
/** Ends that before. */
const LETS_GO = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
const RELEASES = ['pointerup', 'pointercancel'] as const;
const UNFOLDS = '[aria-expanded]:not([aria-haspopup])';
/** A pointer that moves further is not pressing any more, but dragging. */
const DRAGS = 10;

type Held = { element: Element; top: number; until: number };
type Pressed = { held: Held; x: number; y: number; keptRoom: boolean };

export type Stick = {
  toBottom: () => void;
  release: () => void;
  /** The scroller is at its end, or will be as soon as what has just grown is followed. */
  isStuck: () => boolean;
};

/**
 * Keeps a scroller at its end while its content grows, until the person scrolls up; scrolling back to the end sticks
 * again. Content never moves under someone who reads further up, nor what somebody presses or unfolds away from under
 * their finger.
 */
export function useStickToBottom(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): Stick {
  const stuck = useRef(true);
  const stick = useMemo<Stick>(() => {
    const bottom = () => {
      const element = scroller.current;
      if (element) element.scrollTop = element.scrollHeight;
    };
    return {
      toBottom: () => {
        stuck.current = true;
        keepRoom(scroller.current, false);
        bottom();
      },
      isStuck: () => stuck.current,
      release: () => {
        stuck.current = false;
        // Where everything fits there is nothing to scroll, and the end is still where one is.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            const element = scroller.current;
            if (element && toEnd(element) < AT_END) stuck.current = true;
          });
        });
      },
    };
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return;
    const list = inner.firstElementChild;
    // Of the list as it knows itself: the scroller also has the room that was given to what it has not measured yet.
    const lengthNow = () => (list ?? inner).getBoundingClientRect().height;
    let last = element.scrollTop;
    let length = lengthNow();
    const remember = () => {
      last = element.scrollTop;
      length = lengthNow();
    };
    let acted = Number.NEGATIVE_INFINITY;
    let grown = Number.NEGATIVE_INFINITY;
    let seen = element.clientHeight;
    let held: Held | null = null;
    let pressed: Pressed | null = null;
    const letGo = () => {
      if (held) stuck.current = toEnd(element) < AT_END;
      held = null;
    };
    /** Moves the thread so that what is held stays in its place; false where nothing is. */
    const hold = (): boolean => {
      if (held && (performance.now() > held.until || !held.element.isConnected)) letGo();
      const kept = held ?? (pressed?.held.element.isConnected === true ? pressed.held : null);
      if (!kept) return false;
      if (!isInPlace(kept)) element.scrollTop += movedBy(kept);
      // A short thread has nothing to scroll, but room above it.
      if (pressed && !isInPlace(kept)) widenRoom(element, -movedBy(kept));
      return true;
    };
    /**
     * Growth alone moves the end away without moving the scroller, so only a move upwards lets go; and not one that comes
     * from rows being measured anew, unless the person has just done something.
     */
    const isMovedUp = () =>
      element.scrollTop < last - 2 && (lengthNow() === length || performance.now() - acted < ACT_MS);
    const handlePress = ({ target, isPrimary, button, clientX, clientY }: PointerEvent) => {
      // A menu that the other button opens may keep the letting go to itself.
      if (!isPrimary || button !== 0 || !(target instanceof Element)) return;
      const place = { element: target, top: target.getBoundingClientRect().top, until: Number.POSITIVE_INFINITY };
      pressed = { held: place, x: clientX, y: clientY, keptRoom: keepRoom(element, true) };
      letRoomGrow(element, false);
    };
    const handleRelease = () => {
      if (!pressed) return;
      const { keptRoom } = pressed;
      pressed = null;
      // The click comes after this, and may unfold something.
      requestAnimationFrame(() => {
        if (pressed) return;
        letRoomGrow(element, true);
        if (held) return;
        if (!keptRoom) keepRoom(element, false);
        if (stuck.current) element.scrollTop = element.scrollHeight;
      });
    };
    const handleDrag = ({ clientX, clientY }: PointerEvent) => {
      if (pressed && Math.hypot(clientX - pressed.x, clientY - pressed.y) > DRAGS) handleRelease();
    };
    const handleClick = ({ target }: MouseEvent) => {
      const toggle = target instanceof Element ? target.closest(UNFOLDS) : null;
      // What grows from now on is followed by who is at the end.
      if (!toggle || (stuck.current && toggle.hasAttribute('data-grows'))) return;
      stuck.current = false;
      keepRoom(element, true);
      held = { element: toggle, top: toggle.getBoundingClientRect().top, until: performance.now() + HOLD_MS };
    };
    const handleAct = () => {
      acted = performance.now();
    };
    const handleScroll = () => {
      if (performance.now() - grown > SETTLES_MS && !isInPlace(held)) letGo();
      if (performance.now() - grown > SETTLES_MS && pressed && !isInPlace(pressed.held)) handleRelease();
      if (!hold()) {
        if (toEnd(element) < AT_END) stuck.current = true;
        else if (isMovedUp()) stuck.current = false;
      }
      remember();
    };
    const follow = () => {
      if (hold() || !stuck.current) return;
      element.scrollTop = element.scrollHeight;
      remember();
    };
    const withheld = withholdScroll(element, inner);
    const observer = new ResizeObserver(() => {
      if (element.clientHeight === seen) grown = performance.now();
      else letGo();
      seen = element.clientHeight;
      if (inner.style.minHeight !== '') giveRoom(inner);
      follow();
    });
    observer.observe(inner);
    observer.observe(element);
    // The list measures a row only when it is drawn, and then moves those below; until the content has followed that, a
    // press would meet what nobody has seen there.
    const changes = new MutationObserver((records) => {
      withheld.look();
      // The list may hear of a scroll first, and draw what is far at once: nothing that has grown.
      if (stuck.current && isMovedUp() && toEnd(element) >= AT_END) stuck.current = false;
      const grew = stuck.current && records.some(({ type }) => type !== 'attributes');
      if (!grew) {
        hold();
        return;
      }
      grown = performance.now();
      giveRoom(inner);
      follow();
    });
    if (list) {
      // The list itself, where the content has been given room before.
      observer.observe(list);
      changes.observe(list, {
        ...{ childList: true, characterData: true, subtree: true },
        attributeFilter: ['style'],
      });
    }
    element.addEventListener('scroll', handleScroll, { passive: true });
    for (const act of ACTS) element.addEventListener(act, handleAct, { passive: true });
    for (const act of LETS_GO) element.addEventListener(act, letGo, { passive: true, capture: true });
    inner.addEventListener('click', handleClick, true);
    inner.addEventListener('pointerdown', handlePress);
    for (const end of RELEASES) window.addEventListener(end, handleRelease);
    window.addEventListener('pointermove', handleDrag, { passive: true });
    return () => {
      observer.disconnect();
      changes.disconnect();
      withheld.stop();
      element.removeEventListener('scroll', handleScroll);
      for (const act of ACTS) element.removeEventListener(act, handleAct);
      for (const act of LETS_GO) element.removeEventListener(act, letGo, { capture: true });
      inner.removeEventListener('click', handleClick, true);
      inner.removeEventListener('pointerdown', handlePress);
      for (const end of RELEASES) window.removeEventListener(end, handleRelease);
      window.removeEventListener('pointermove', handleDrag);
    };
  }, [scroller, content]);

  return stick;
}

function movedBy({ element, top }: Held): number {
  return element.getBoundingClientRect().top - top;
}

function isInPlace(held: Held | null): boolean {
  return held === null || Math.abs(movedBy(held)) <= 0.5;
}

/**
 * Where a thread is short, room above it keeps it at the bottom; what unfolds is to grow downwards, not into that.
 * Answers whether that room was kept before.
 */
function keepRoom(scroller: HTMLElement | null, keep: boolean): boolean {
  const [room] = scroller?.children ?? [];
  if (!(room instanceof HTMLElement)) return false;
  const kept = room.style.flexShrink === '0';
  room.style.flexShrink = keep ? '0' : '';
  room.style.flexBasis = keep ? `${String(room.offsetHeight)}px` : '';
  return kept;
}

/** Where the content of a short thread shrinks, that room grows, and all of it would come down from under a finger. */
function letRoomGrow(scroller: HTMLElement, grows: boolean): void {
  const [room] = scroller.children;
  if (room instanceof HTMLElement) room.style.flexGrow = grows ? '' : '0';
}

function widenRoom(scroller: HTMLElement, by: number): void {
  const [room] = scroller.children;
  if (room instanceof HTMLElement) room.style.flexBasis = `${String(Math.max(0, room.offsetHeight + by))}px`;
}

function toEnd(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}
