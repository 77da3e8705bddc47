import { looksLatin } from './lookAlike.ts';
import { unicodeHost } from './unicodeHost.ts';

type Address = Record<
  'protocol' | 'username' | 'password' | 'host' | 'hostname' | 'pathname' | 'search' | 'hash',
  string
> & { searchParams: { values(): Iterable<string> } };
declare const URL: { new (text: string): Address; canParse(text: string): boolean };

/**
 * Why a link may lead elsewhere than it seems to: its text names another host, its host is written with letters that look
 * like others, a name stands before it as if it were the host, or it would carry something long and encoded there.
 */
export type LinkDanger = { why: 'other-host' | 'look-alike' | 'disguised' | 'carries'; host: string };

type Looked = {
  href: string;
  text: string;
  /** It stands in what somebody wrote who may have been told to by others. */
  careful: boolean;
};

/** A text that reads as an address; short names with a dot, as `Socket.IO`, only with more of one. */
const ADDRESS =
  /^(?:https?:\/\/|www\.)([^\s/?#]+)|^((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})[/?#]|^((?:[\p{L}\p{N}-]+\.)+(?:com|org|net|de|at|ch|eu|fr|it|es|nl|uk|gov|edu|info|biz|xyz))$/iu;
const ENCODED = /^[\w+/=.~-]{64,}$/;
const LONGEST_QUERY = 400;

/** Null for a link that leads where it seems to, and for what is no link to a page. */
export function linkDanger({ href, text, careful }: Looked): LinkDanger | null {
  const url = parsed(href);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  const { host } = url;
  if (url.username !== '' || url.password !== '') return { why: 'disguised', host };
  if (looksLatin(unicodeHost(url.hostname))) return { why: 'look-alike', host };
  const named = hostIn(text);
  if (named !== null && !isSame(named, url.hostname)) return { why: 'other-host', host };
  return careful && carries(url) ? { why: 'carries', host } : null;
}

function parsed(href: string): Address | null {
  return URL.canParse(href) ? new URL(href) : null;
}

function hostIn(text: string): string | null {
  const [, withScheme, withPath, alone] = ADDRESS.exec(text.trim()) ?? [];
  const name = withScheme ?? withPath ?? alone;
  if (name === undefined) return null;
  const url = parsed(`https://${name}`);
  return url === null ? null : url.hostname;
}

/** A part of the site that is named counts as that site. */
function isSame(named: string, host: string): boolean {
  const [one, other] = [named, host].map((name) =>
    name
      .toLowerCase()
      .replace(/^www\./, '')
      .replace(/\.$/, ''),
  );
  return one === other || (one !== undefined && other?.endsWith(`.${one}`) === true);
}

function carries({ search, hash, pathname, searchParams, hostname }: Address): boolean {
  if (search.length + hash.length > LONGEST_QUERY) return true;
  const parts = [...searchParams.values(), hash.slice(1), ...pathname.split('/'), ...hostname.split('.')];
  return parts.some((part) => ENCODED.test(part) && /\d/.test(part) && !/^(?:[a-z]+[-_.])+[a-z\d]*$/i.test(part));
}
