import type { Attachment } from '../../shared/attachment.ts';
import { chartTable } from '../../shared/chart.ts';
import type { Message } from '../../shared/message.ts';
import { escaped, escapedWithLinks } from './escape.ts';
import { filePath } from './filePath.ts';
import { called, type Writing } from './writing.ts';

/** What goes with a message's text, as it stands in an exported page. */
export function extrasOf(message: Message, writing: Writing): string {
  return [
    files(message, writing),
    poll(message, writing),
    question(message),
    appointment(message, writing),
    charts(message, writing),
    steers(message, writing),
    reactions(message, writing),
  ].join('');
}

function files({ seq, attachments = [] }: Message, { source }: Writing): string {
  if (attachments.length === 0) return '';
  const items = attachments.map((attachment, index) => {
    const { name, transcript } = attachment;
    const said = transcript === null ? '' : `<p class="text">${escaped(transcript)}</p>`;
    if (!source.withFiles) return `<li>${escaped(name)}${said}</li>`;
    const path = filePath(seq, index, name);
    return `<li>${shown(attachment, path)}<a href="${escaped(path)}" download>${escaped(name)}</a>${said}</li>`;
  });
  return `<ul class="files">${items.join('')}</ul>\n`;
}

/** Pictures and sounds as such; whatever could hold a page of its own is only linked to. */
function shown({ kind, name }: Attachment, path: string): string {
  switch (kind) {
    case 'image':
      return `<img src="${escaped(path)}" alt="${escaped(name)}" loading="lazy">`;
    case 'video':
      return `<video src="${escaped(path)}" controls preload="none"></video>`;
    case 'audio':
    case 'voice':
      return `<audio src="${escaped(path)}" controls preload="none"></audio>`;
    case 'pdf':
    case 'text':
    case 'other':
      return '';
  }
}

function poll({ poll: asked }: Message, writing: Writing): string {
  if (asked === undefined) return '';
  const { words } = writing;
  const choices = asked.choices.map(({ text, voters }) => {
    const who = voters.map((id) => called(id, writing)).join(', ');
    return `<li>${escaped(text)} · ${escaped(words.votes(voters.length))}${who === '' ? '' : ` (${escaped(who)})`}</li>`;
  });
  const title = asked.closedAt === null ? words.poll : words.pollClosed;
  return `<p class="note">${escaped(title)}</p>\n<ul class="choices">${choices.join('')}</ul>\n`;
}

/** What one could choose from, where an answer asked. */
function question({ question: asked }: Message): string {
  if (asked === undefined || asked.choices.length === 0) return '';
  return `<ul class="choices">${asked.choices.map((choice) => `<li>${escaped(choice)}</li>`).join('')}</ul>\n`;
}

function appointment({ appointment: set }: Message, writing: Writing): string {
  if (set === undefined) return '';
  const { words, dates } = writing;
  const say = set.allDay ? dates.day : dates.moment;
  const when = set.endsAt === null ? say(set.startsAt) : `${say(set.startsAt)} – ${say(set.endsAt)}`;
  const coming = set.coming.map(
    ({ contactId, answer }) => `<li>${escaped(called(contactId, writing))} · ${escaped(words.coming[answer])}</li>`,
  );
  return [
    `<p class="note">${escaped(set.cancelled ? words.cancelled : words.event)}</p>\n<p>${escaped(when)}</p>\n`,
    set.place === '' ? '' : `<p>${escaped(set.place)}</p>\n`,
    set.description === '' ? '' : `<p class="text">${escapedWithLinks(set.description)}</p>\n`,
    coming.length === 0 ? '' : `<ul>${coming.join('')}</ul>\n`,
  ].join('');
}

/** The numbers of charts, as tables: a page that holds no program draws none. */
function charts({ charts: drawn = [] }: Message, { words }: Writing): string {
  return drawn
    .map((chart) => {
      const { columns, rows } = chartTable(chart, words.chartHead);
      const number = new Intl.NumberFormat(words.language, { maximumFractionDigits: 10 });
      const cell = (value: string | number | null) =>
        typeof value === 'number'
          ? `<td class="number">${number.format(value)}</td>`
          : `<td>${escaped(value ?? '')}</td>`;
      const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
      const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
      const caption = `<caption>${escaped(`${words.chart}: ${chart.title}`)}</caption>`;
      return `<table>${caption}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>\n`;
    })
    .join('');
}

/** What people added while it was written. */
function steers({ steers: added = [] }: Message, writing: Writing): string {
  return added
    .map(({ by, text }) => `<p class="note">${escaped(called(by, writing))}: ${escaped(text)}</p>\n`)
    .join('');
}

function reactions({ reactions: given = [] }: Message, writing: Writing): string {
  if (given.length === 0) return '';
  const all = given.map(({ emoji, contactIds }) => {
    const who = contactIds.map((id) => called(id, writing)).join(', ');
    return `<span title="${escaped(who)}">${escaped(emoji)} ${String(contactIds.length)}</span>`;
  });
  return `<p class="note">${all.join(' · ')}</p>\n`;
}
