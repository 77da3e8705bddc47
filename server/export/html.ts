import type { Message } from '../../shared/message.ts';
import { plainLine } from '../../shared/plainLine.ts';
import { createDates } from './dates.ts';
import { escaped, escapedWithLinks } from './escape.ts';
import { extrasOf } from './htmlExtras.ts';
import type { ExportSource } from './source.ts';
import { POLICY, STYLE } from './style.ts';
import { type Words, wordsOf } from './words.ts';
import { called, type Writing } from './writing.ts';

/** So many messages back a reply finds the words it answers. */
const REMEMBERED = 2000;

type Language = { locale: string; timeZone: string };

/** A chat as one page that needs nothing else, in which nothing runs and whatever people wrote is text. */
export async function* htmlExport(source: ExportSource, { locale, timeZone }: Language): AsyncGenerator<string> {
  const words = wordsOf(locale);
  const dates = createDates(locale, timeZone);
  const writing = { source, words, dates };
  yield top(writing);
  const said = new Map<string, { name: string; line: string }>();
  let day = '';
  let isEmpty = true;
  for await (const page of source.pages()) {
    let written = '';
    for (const message of page) {
      isEmpty = false;
      const on = dates.day(message.createdAt);
      if (on !== day) written += `<h2 class="day">${escaped(on)}</h2>\n`;
      day = on;
      written += article(message, writing, message.replyTo === null ? undefined : said.get(message.replyTo));
      const line = message.deletedAt === null ? plainLine(message.text) : words.deleted;
      said.set(message.id, { name: called(message.senderId, writing), line });
      const oldest = said.size > REMEMBERED ? said.keys().next().value : undefined;
      if (oldest !== undefined) said.delete(oldest);
    }
    yield written;
  }
  yield `${isEmpty ? `<p>${escaped(words.noMessages)}</p>\n` : ''}</main>\n</body>\n</html>\n`;
}

function top(writing: Writing): string {
  const { source, words, dates } = writing;
  const { chat, members } = source.head;
  const there = members.filter((member) => member.leftAt === null);
  const title =
    chat.kind === 'direct'
      ? there
          .filter((member) => member.contactId !== source.exportedBy.id)
          .map((member) => called(member.contactId, writing))
          .join(', ')
      : chat.title;
  const list = there.map((member) => {
    const role = member.kind === 'agent' ? words.agent : chat.kind === 'direct' ? '' : words.role[member.role];
    return `<li>${escaped(called(member.contactId, writing))}${role === '' ? '' : ` · ${escaped(role)}`}</li>`;
  });
  const described = chat.description === '' ? '' : `<p class="text">${escapedWithLinks(chat.description)}</p>\n`;
  const goal = chat.goal === '' ? '' : `<h2>${escaped(words.goal)}</h2>\n<p class="text">${escaped(chat.goal)}</p>\n`;
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${escaped(title)}</h1>
<p class="meta">${escaped(words.exported(source.exportedBy.name, dates.moment(source.exportedAt)))}</p>
${described}${goal}<h2>${escaped(words.members)}</h2>
<ul>${list.join('')}</ul>
</header>
`;
}

function article(message: Message, writing: Writing, repliedTo: { name: string; line: string } | undefined): string {
  const { source, words, dates } = writing;
  const { id, senderId, createdAt } = message;
  const isDeleted = message.deletedAt !== null;
  const notes = [
    message.editedAt === null || isDeleted ? '' : words.edited,
    message.forwarded === true ? words.forwarded : '',
    message.facts?.demo === true ? words.demo : (message.facts?.model ?? ''),
  ].filter((note) => note !== '');
  const quote =
    message.replyTo === null
      ? ''
      : `<p class="quote"><a href="#m-${escaped(message.replyTo)}">${escaped(repliedTo ? words.repliedTo(repliedTo.name) : words.repliedUnknown)}</a>${repliedTo ? `<br>${escaped(repliedTo.line)}` : ''}</p>\n`;
  const looked = {
    careful: message.senderKind === 'agent',
    known: (message.sources ?? []).map((one) => one.url),
  };
  const said = isDeleted
    ? `<p class="note">${escaped(words.deleted)}</p>`
    : `${message.text === '' ? '' : `<p class="text">${escapedWithLinks(message.text, looked)}</p>\n`}${extrasOf(message, writing)}${unfinished(message, words)}`;
  return `<article id="m-${escaped(id)}"${senderId === source.exportedBy.id ? ' class="own"' : ''}>
<p class="meta"><span class="who">${escaped(called(senderId, writing))}</span> <time datetime="${new Date(createdAt).toISOString()}">${escaped(dates.time(createdAt))}</time>${notes.map((note) => ` · ${escaped(note)}`).join('')}</p>
${isDeleted ? '' : quote}${said}</article>
`;
}

function unfinished({ status }: Message, words: Words): string {
  switch (status) {
    case 'complete':
      return '';
    case 'failed':
      return `<p class="note">${escaped(words.failed)}</p>\n`;
    case 'streaming':
    case 'stopped':
    case 'cut':
      return `<p class="note">${escaped(words.unfinished)}</p>\n`;
  }
}
