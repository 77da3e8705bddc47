/** What is added to addresses to follow people around, and tells pages apart for nobody else. */
const TRACKING =
  /^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs\w+|ref_src|srsltid)$/i;

/** The same text for addresses of what is the same page, as far as that can be told; undefined where it is no web page. */
export function canonicalUrl(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const query = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const host = url.host.replace(/^www\./, '').replace(/\.$/, '');
  const search = new URLSearchParams(query).toString();
  return `${host}${url.pathname.replace(/\/+$/, '')}${search === '' ? '' : `?${search}`}`;
}
