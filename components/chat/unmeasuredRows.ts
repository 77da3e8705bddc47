/*
 * The list measures a row only when it is drawn. What is followed before that is a place which the list does not know.
 */

/** Lets the content be as long as the last row of its list has just become, until the list itself knows. */
export function giveRoom(content: HTMLElement): void {
  const missing = unmeasured(content);
  content.style.minHeight = '';
  if (missing > 0) content.style.minHeight = `${String(content.getBoundingClientRect().height + missing)}px`;
}

type Withheld = {
  /** Call it when rows may have been measured: tells the list what it was not told. */
  look: () => void;
  stop: () => void;
};

/**
 * Keeps from the list that it was scrolled, until it has measured what it was scrolled to: where it knows of nothing it
 * draws nothing, and goes on so until it has rested.
 */
export function withholdScroll(scroller: HTMLElement, content: HTMLElement): Withheld {
  let withheld = false;
  const isUnmeasured = () => content.style.minHeight !== '' && unmeasured(content) > 0;
  const tell = () => {
    if (!withheld) return;
    withheld = false;
    scroller.dispatchEvent(new Event('scroll'));
  };
  const withhold = (event: Event) => {
    if (!event.isTrusted || !isUnmeasured()) return;
    event.stopImmediatePropagation();
    withheld = true;
    // By then this frame is drawn, and its rows are measured.
    setTimeout(tell);
  };
  scroller.addEventListener('scroll', withhold, { passive: true, capture: true });
  return {
    look: () => {
      if (withheld && !isUnmeasured()) tell();
    },
    stop: () => {
      scroller.removeEventListener('scroll', withhold, { capture: true });
    },
  };
}

/** By how much the last row of a list stands out of it, in pixels. */
function unmeasured({ firstElementChild: list }: HTMLElement): number {
  const row = list?.lastElementChild;
  if (!list || !row) return 0;
  const out = row.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
  return out > 0.5 ? out : 0;
}
