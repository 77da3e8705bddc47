import { type ToolWarning, WARNING_LENGTH } from '../../shared/toolCard.ts';
import { readable } from './hidden.ts';
import { ABOUT, HINTS, PHRASES, TELLING } from './phrases.ts';
import { plain } from './plain.ts';

/** What a tool brought from outside; `unseen` is what of it people would not see where it comes from. */
export type Brought = { text: string; unseen?: string | undefined };

/** Longer pieces are looked at in parts, so that time grows with the text and no faster. */
const PIECE = 500;
const MOST_CHARACTERS = 100_000;
const NEAR = 3;
const MOST_BLOBS = 40;
const BLOB = /[A-Za-z0-9+/_-]{40,}={0,2}/g;
const HEX = /^(?:[0-9a-fA-F]{2})+$/;
/** In code and quotes. */
const QUOTED = /"[^"]{0,400}"|`[^`]{1,400}`|(?<![a-z])'[^']{8,400}'(?![a-z])/g;

/**
 * The first passage that speaks to whoever reads it by machine and tells them what to do; null where none is known to.
 * What is only quoted, by a text about such words or by somebody who tells of them, does not count. It knows phrases, not
 * meanings: it can be wrong either way.
 */
export function instructionsIn({ text, unseen = '' }: Brought): ToolWarning | null {
  const inUnseen = orders(unseen, false);
  if (inUnseen !== null) return { kind: 'hidden', passage: inUnseen.passage };
  return orders(text, true) ?? encoded(text);
}

/** The first thing said to the machine; where `mayQuote`, what is quoted does not count. */
function orders(text: string, mayQuote: boolean): ToolWarning | null {
  const isAbout = mayQuote && ABOUT.test(text.slice(0, MOST_CHARACTERS).toLowerCase());
  const recent: number[][] = [];
  let isCode = false;
  for (const piece of piecesOf(text)) {
    const fence = /^(?:\[\d+\] )?\s{0,3}(?:```|~~~)/.test(piece);
    if (fence) isCode = !isCode;
    const written = plain(piece);
    const said = mayQuote ? unquoted(piece, { written, isAbout, isCode: isCode || fence }) : written;
    const phrase = PHRASES.find(({ says }) => says.test(said));
    if (phrase !== undefined) return { kind: phrase.kind, passage: passageOf(piece) };
    recent.push(isAbout ? [] : HINTS.flatMap((hint, at) => (hint.test(said) ? [at] : [])));
    if (recent.length > NEAR) recent.shift();
    const last = recent.at(-1) ?? [];
    if (last.length > 0 && new Set(recent.flat()).size > 1) return { kind: 'orders', passage: passageOf(piece) };
  }
  return null;
}

type Piece = { written: string; isAbout: boolean; isCode: boolean };

/** What the text says itself: without what it only shows. */
function unquoted(piece: string, { written, isAbout, isCode }: Piece): string {
  const isShown = isCode || /^\s*(?:\[\d+\] )?\s*(?:[-*+•>|]|\d{1,2}[.)])/.test(piece);
  if (isAbout && isShown) return '';
  const without = written.replace(QUOTED, ' … ');
  if (without === written) return written;
  return isAbout || TELLING.test(without) ? without : written;
}

/** Sentences and lines, each no longer than can be looked at at once. */
function* piecesOf(text: string): Generator<string> {
  for (const line of text.slice(0, MOST_CHARACTERS).split(/\n+|(?<=[.!?…]["”’)]?)\s+/)) {
    for (let at = 0; at < line.length; at += PIECE) {
      const piece = line.slice(Math.max(0, at - (at === 0 ? 0 : 100)), at + PIECE);
      if (piece.trim() !== '') yield piece;
    }
  }
}

/** What says something where it is read from base64 or from hexadecimal digits. */
function encoded(text: string): ToolWarning | null {
  const joined = text.slice(0, MOST_CHARACTERS).replace(/([A-Za-z0-9+/]{60,80})\n(?=[A-Za-z0-9+/])/g, '$1');
  let looked = 0;
  for (const [blob] of joined.matchAll(BLOB)) {
    looked += 1;
    if (looked > MOST_BLOBS) return null;
    const bytes = Buffer.from(blob.slice(0, 8000), HEX.test(blob) ? 'hex' : 'base64');
    const said = readable(bytes.toString('utf8'));
    const found = said === null ? null : orders(said, false);
    if (found !== null) return { kind: 'encoded', passage: found.passage };
  }
  return null;
}

function passageOf(piece: string): string {
  const line = piece
    .replace(/^\[\d+\] /, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= WARNING_LENGTH
    ? line
    : `${line
        .slice(0, WARNING_LENGTH - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
