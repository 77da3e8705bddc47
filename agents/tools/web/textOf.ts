import { Parser } from 'htmlparser2';
import { hiddenIn } from '../../guard/hidden.ts';
import { seenLine } from './outside.ts';

export type PageText = {
  title: string;
  /** Headings, paragraphs, list entries, rows of tables, code, as lines of Markdown, links with where they lead. */
  blocks: string[];
  /** What of it people do not see: in hidden elements and remarks, and in signs that show nothing. */
  unseen: string;
  /** It was too deep or too long to be read to its end. */
  cut: boolean;
};

const UNREAD = new Set(
  'script style noscript template svg math iframe object embed select button textarea canvas video audio dialog'.split(
    ' ',
  ),
);
const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody thead tr ul'
  ).split(' '),
);
/** Deeper than any page that is meant to be read; each level costs the parser more. */
const DEEPEST = 1000;
const MOST_CHARACTERS = 500_000;
const LONGEST_LINK = 300;
const MOST_UNSEEN = 20_000;

/** Reads what people see of a page, or of a piece of one, in one pass that takes as long as the text is long. */
export function textOf(html: string, base: string): PageText {
  const blocks: string[] = [];
  const links: { to: Target; from: number }[] = [];
  let title: string | undefined;
  let inTitle = false;
  let depth = 0;
  let unread = 0;
  let hidden = 0;
  let unseen = '';
  let inCode = 0;
  let prefix = '';
  let line = '';
  let characters = 0;
  let cut = false;

  function end(): void {
    const text = inCode > 0 ? line.replace(/^\n+/, '').trimEnd() : tidy(line);
    if (text !== '') blocks.push(prefix + text);
    characters += text.length;
    line = '';
    prefix = '';
    for (const link of links) link.from = 0;
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > DEEPEST || characters + line.length > MOST_CHARACTERS) {
        cut = true;
        parser.pause();
        return;
      }
      if (unread > 0 || UNREAD.has(name) || isHidden(name, attributes)) {
        unread += 1;
        if (hidden > 0 || isHidden(name, attributes)) hidden += 1;
        return;
      }
      if (name === 'title') inTitle = title === undefined;
      if (BLOCKS.has(name)) end();
      if (/^h[1-6]$/.test(name)) prefix = `${'#'.repeat(Number(name[1]))} `;
      else if (name === 'li') prefix = '- ';
      else if (name === 'pre') inCode += 1;
      else if (name === 'br') line += '\n';
      else if ((name === 'td' || name === 'th') && line.trim() !== '') line += ' | ';
      else if (name === 'a') links.push({ to: targetOf(attributes.href, base), from: line.length });
    },
    ontext(text) {
      if (inTitle) title = `${title ?? ''}${text}`;
      else if (hidden > 0 && unseen.length < MOST_UNSEEN) unseen += text;
      else if (unread === 0) line += inCode > 0 ? text : text.replace(/\s+/g, ' ');
    },
    oncomment(text) {
      if (unseen.length < MOST_UNSEEN) unseen += `\n${text}\n`;
    },
    onclosetag(name) {
      depth -= 1;
      if (unread > 0) {
        unread -= 1;
        if (hidden > 0) {
          hidden -= 1;
          if (hidden === 0 || BLOCKS.has(name)) unseen += '\n';
        }
        return;
      }
      if (name === 'title') inTitle = false;
      if (name === 'a') {
        const { to = 'nowhere', from = 0 } = links.pop() ?? {};
        const text = line.slice(from).trim();
        // The numbers of footnotes would be read as ours.
        if (to === 'here' && /^\[?\w{1,3}\]?$/.test(text)) line = line.slice(0, from);
        else if (text !== '' && typeof to === 'object' && to.href !== text) line += ` <${to.href}>`;
      }
      if (BLOCKS.has(name)) end();
      if (name === 'pre') inCode = Math.max(0, inCode - 1);
    },
  });
  parser.write(html);
  parser.end();
  end();
  const signs = hiddenIn([title ?? '', ...blocks].join('\n'));
  return {
    ...{ title: seenLine(title ?? '', 200), blocks, cut },
    unseen: [signs, unseen].join('\n').trim().slice(0, MOST_UNSEEN),
  };
}

function tidy(line: string): string {
  return line
    .split('\n')
    .map((part) => part.replace(/ {2,}/g, ' ').trim())
    .filter((part) => part !== '')
    .join('\n');
}

/**
 * Words for a machine that a person does not see are the oldest way to slip it orders. What a style sheet hides is not
 * known here.
 */
export function isHidden(name: string, { hidden, style = '', ...rest }: Record<string, string>): boolean {
  if (name === 'html' || name === 'body') return false;
  return (
    hidden !== undefined ||
    rest['aria-hidden'] === 'true' ||
    /(display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(\D|$)|opacity\s*:\s*0(\s|;|$))/i.test(style)
  );
}

type Target = 'nowhere' | 'here' | { href: string };

/** Where a link leads: to a web page other than this one, to a place on this one, or nowhere a reader should go. */
function targetOf(href: string | undefined, base: string): Target {
  const url = href === undefined || href.length > LONGEST_LINK ? null : URL.parse(href.trim(), base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return 'nowhere';
  if (url.hash !== '' && url.href.split('#')[0] === base.split('#')[0]) return 'here';
  return url.href.length > LONGEST_LINK ? 'nowhere' : { href: url.href };
}
