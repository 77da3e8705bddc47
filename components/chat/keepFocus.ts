import { isTouch } from '../composer/fieldFocus.ts';
import { isNothingFocused } from '../ui/isNothingFocused.ts';

/** Where the focus was last in a chat; `streaming`: in an answer that was being written by then. */
type Place = { element: HTMLElement; messageId: string | undefined; streaming: boolean };

/** What lies over the chat: the focus comes back from there. */
const OVER = '[role="menu"], [role="dialog"], [role="alertdialog"]';

/**
 * When what has the focus goes away, gives it to what stands nearest, at once; when what lay over the chat goes away, to
 * what opened it. Takes it from nobody: whoever clicked beside everything, or went elsewhere, stays there.
 */
export function keepFocus(chat: HTMLElement, isInThread: (messageId: string) => boolean): () => void {
  let last: Place | null = null;
  let byTouch = false;

  const note = (target: EventTarget | null) => {
    if (!(target instanceof HTMLElement)) return;
    if (chat.contains(target)) {
      const bubble = bubbleOf(chat, target);
      const messageId = target.closest<HTMLElement>('[data-about]')?.dataset.about ?? bubble?.dataset.message;
      last = { element: target, messageId, streaming: bubble !== null && isBusy(bubble) };
    } else if (!target.closest(OVER)) last = null;
  };
  const handleIn = ({ target }: FocusEvent) => {
    note(target);
  };
  const handleOut = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget !== null) return;
    // Some browsers say so, too, of what is being taken away.
    queueMicrotask(() => {
      if (target instanceof Node && target.isConnected && isNothingFocused()) last = null;
    });
  };
  const handlePress = (event: PointerEvent | KeyboardEvent) => {
    byTouch = 'pointerType' in event && event.pointerType === 'touch';
  };
  const removals = new MutationObserver(() => {
    if (last === null || !isNothingFocused() || document.querySelector(OVER)) return;
    // What is there but cannot have it now, because it is disabled or hidden, gets it as soon as it can.
    if (last.element.isConnected) take(last.element);
    else for (const heir of heirs(chat, last, { isInThread, byTouch })) if (take(heir)) return;
  });

  const ended = new AbortController();
  const options = { capture: true, signal: ended.signal };
  document.addEventListener('focusin', handleIn, options);
  document.addEventListener('focusout', handleOut, options);
  document.addEventListener('pointerdown', handlePress, options);
  document.addEventListener('keydown', handlePress, options);
  removals.observe(document.body, { childList: true, subtree: true });
  note(document.activeElement);
  return () => {
    ended.abort();
    removals.disconnect();
  };
}

type Circumstances = { isInThread: (messageId: string) => boolean; byTouch: boolean };

/** Who may have the focus after this, the nearest first. */
function heirs(
  chat: HTMLElement,
  { messageId, streaming }: Place,
  { isInThread, byTouch }: Circumstances,
): HTMLElement[] {
  const log = chat.querySelector<HTMLElement>('[role="log"]');
  const field = byTouch || isTouch() ? null : ([...chat.querySelectorAll('textarea')].at(-1) ?? null);
  const bubble =
    messageId === undefined ? null : chat.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`);
  const found = (): (HTMLElement | null)[] => {
    // Begun anew: one goes on as after sending.
    if (bubble && isBusy(bubble) && !streaming) return [field, bubble];
    if (bubble) return [menuOf(bubble, log), bubble];
    // Scrolled out of sight.
    if (messageId !== undefined && isInThread(messageId)) return [log];
    return [field, log];
  };
  return found().filter((one) => one !== null);
}

/** Gives it the focus, without moving what is read; false where it cannot have it. */
function take(element: HTMLElement): boolean {
  const isPassive = element.matches('article:not([tabindex])');
  if (isPassive) {
    element.tabIndex = -1;
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

/** The bubble that an element is in, or whose row it is in. */
function bubbleOf(chat: HTMLElement, element: HTMLElement): HTMLElement | null {
  const log = element.parentElement?.closest('[role="log"]');
  if (!log) return null;
  for (let at = element; at !== chat && at !== log && at.parentElement; at = at.parentElement) {
    const bubble = at.closest<HTMLElement>('[data-message]') ?? at.querySelector<HTMLElement>('[data-message]');
    if (bubble) return bubble;
  }
  return null;
}

/** The button for everything that can be done with a message, where it is in sight. */
function menuOf(bubble: HTMLElement, log: HTMLElement | null): HTMLElement | null {
  const button = bubble.querySelector<HTMLElement>('footer [aria-haspopup="menu"]');
  if (!button || !log) return button;
  const [box, sight] = [button.getBoundingClientRect(), log.getBoundingClientRect()];
  return box.top >= sight.top && box.bottom <= sight.bottom ? button : null;
}

function isBusy(bubble: HTMLElement): boolean {
  return bubble.getAttribute('aria-busy') === 'true';
}
