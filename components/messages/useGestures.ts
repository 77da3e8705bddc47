import { type RefObject, useEffect } from 'react';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import type { ThreadUi } from './threadUi.ts';

/** A finger that rests this long opens the menu. */
const LONG_MS = 450;
/** A finger that moved this far no longer rests, and begins to swipe or scroll. */
const SLOP = 10;
/** A bubble that was drawn this far is replied to. */
const REPLY = 56;

type Touch = { id: number; x: number; y: number; bubble: HTMLElement; swiping: boolean; timer: number };

/**
 * What a person can do with bubbles without their buttons: right click and long press open the menu, a swipe to the
 * right replies, double click replies too. Listens on the thread, not on every bubble.
 */
export function useGestures(thread: RefObject<HTMLElement | null>, ui: ThreadUi): void {
  const waggle = useWaggle();
  useEffect(() => {
    const element = thread.current;
    if (!element) return;
    let touch: Touch | null = null;
    let swallow = false;

    const messageOf = (bubble: HTMLElement) =>
      waggle.store.getState().chats[ui.chatId]?.messages[bubble.dataset.message ?? ''];
    const canBeActedOn = (bubble: HTMLElement): boolean => {
      const message = messageOf(bubble);
      return message !== undefined && message.deletedAt === null && message.status !== 'streaming';
    };
    const openMenu = (bubble: HTMLElement, x: number, y: number) => {
      const from = bubble.querySelector<HTMLElement>('[aria-haspopup="menu"]');
      ui.open({ kind: 'menu', messageId: bubble.dataset.message ?? '', at: { x, y }, from });
    };
    const release = () => {
      if (!touch) return;
      clearTimeout(touch.timer);
      touch.bubble.style.translate = '';
      touch.bubble.classList.remove('bubble-swiped', 'bubble-drawn');
      touch = null;
    };
    const handleDown = (event: PointerEvent) => {
      swallow = false;
      if (event.pointerType !== 'touch' || ui.store.getState().selected !== null) return;
      if (touch) {
        release();
        return;
      }
      const bubble = bubbleOf(event.target);
      if (!bubble || !canBeActedOn(bubble)) return;
      const { pointerId: id, clientX: x, clientY: y } = event;
      const timer = window.setTimeout(() => {
        release();
        swallow = true;
        (navigator as Partial<Navigator>).vibrate?.(10);
        openMenu(bubble, x, y);
      }, LONG_MS);
      touch = { id, x, y, bubble, swiping: false, timer };
    };
    const handleMove = (event: PointerEvent) => {
      if (!touch || event.pointerId !== touch.id) return;
      const right = event.clientX - touch.x;
      const down = Math.abs(event.clientY - touch.y);
      if (!touch.swiping) {
        if (Math.abs(right) < SLOP && down < SLOP) return;
        clearTimeout(touch.timer);
        if (right < SLOP || down > right || scrollsSideways(event.target, touch.bubble)) {
          release();
          return;
        }
        touch.swiping = true;
        touch.bubble.classList.add('bubble-swiped');
      }
      const drawn = Math.max(0, right - SLOP);
      touch.bubble.style.translate = `${String(drawn < REPLY ? drawn : REPLY + (drawn - REPLY) / 6)}px`;
      touch.bubble.classList.toggle('bubble-drawn', drawn >= REPLY);
    };
    const handleUp = (event: PointerEvent) => {
      if (!touch || event.pointerId !== touch.id) return;
      const message = messageOf(touch.bubble);
      const replies = touch.swiping && event.clientX - touch.x - SLOP >= REPLY;
      swallow = touch.swiping;
      release();
      if (replies && message) ui.reply(message);
    };
    // What follows a long press or a swipe is no tap on what lies below.
    const handleClick = (event: MouseEvent) => {
      if (!swallow) return;
      swallow = false;
      event.preventDefault();
      event.stopPropagation();
    };
    // A finger that lifts soon after would click, and take the focus and with it the menu away.
    const handleLift = (event: TouchEvent) => {
      if (swallow && event.cancelable) event.preventDefault();
    };
    const handleMenu = (event: MouseEvent) => {
      const bubble = bubbleOf(event.target);
      if (!bubble || !canBeActedOn(bubble) || ui.store.getState().selected !== null) return;
      // A link or a marked text has the browser's own menu.
      const isTouch = 'pointerType' in event && event.pointerType === 'touch';
      if (!isTouch && (isLink(event.target) || String(getSelection()) !== '')) return;
      event.preventDefault();
      if (isTouch) return;
      const { left, bottom } = bubble.getBoundingClientRect();
      openMenu(bubble, event.clientX || left, event.clientY || bottom);
    };
    element.addEventListener('pointerdown', handleDown);
    element.addEventListener('pointermove', handleMove);
    element.addEventListener('pointerup', handleUp);
    element.addEventListener('pointercancel', release);
    element.addEventListener('touchend', handleLift, { passive: false });
    element.addEventListener('contextmenu', handleMenu);
    element.addEventListener('click', handleClick, true);
    element.addEventListener('scroll', release, { passive: true });
    return () => {
      release();
      element.removeEventListener('pointerdown', handleDown);
      element.removeEventListener('pointermove', handleMove);
      element.removeEventListener('pointerup', handleUp);
      element.removeEventListener('pointercancel', release);
      element.removeEventListener('touchend', handleLift);
      element.removeEventListener('contextmenu', handleMenu);
      element.removeEventListener('click', handleClick, true);
      element.removeEventListener('scroll', release);
    };
  }, [thread, ui, waggle]);
}

function bubbleOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null;
}

function isLink(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a[href]') !== null;
}

/** Whether something between the finger and the bubble scrolls sideways itself: code, a table. */
function scrollsSideways(target: EventTarget | null, bubble: HTMLElement): boolean {
  for (let at = target instanceof Element ? target : null; at && at !== bubble; at = at.parentElement) {
    if (at.scrollWidth > at.clientWidth + 1 && getComputedStyle(at).overflowX !== 'visible') return true;
  }
  return false;
}
