'use client';
import { useEffect } from 'react';
import { findMarks } from '../../shared/searchMarks.ts';
import { parseSearch } from '../../shared/searchWords.ts';

/** As the style sheet calls it. */
const NAME = 'found';

/**
 * Marks what is searched for in the thread, without touching what is drawn: browsers that can not do that show none.
 * Draws nothing itself.
 */
export function Highlights({ text }: { text: string }) {
  useEffect(() => {
    const log = document.querySelector('[role="log"]');
    const terms = parseSearch(text);
    if (!log || terms.length === 0 || !('highlights' in CSS)) return;
    let frame = 0;
    const mark = () => {
      const ranges: Range[] = [];
      for (const bubble of log.querySelectorAll('[data-message] .markdown')) {
        const walker = document.createTreeWalker(bubble, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          for (const [from, to] of findMarks(node.textContent ?? '', terms)) {
            const range = new Range();
            range.setStart(node, from);
            range.setEnd(node, to);
            ranges.push(range);
          }
        }
      }
      CSS.highlights.set(NAME, new Highlight(...ranges));
    };
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mark);
    };
    const observer = new MutationObserver(soon);
    observer.observe(log, { childList: true, subtree: true, characterData: true });
    soon();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(NAME);
    };
  }, [text]);
  return null;
}
