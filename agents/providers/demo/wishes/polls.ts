import { CHOICES } from '../../../../shared/poll.ts';
import type { Asked, Wish } from './wish.ts';

const POLL =
  /\b(?:make|create|post|start|set up|ask)\b.{0,30}\bpoll\b|\bpoll\s*:|\b(?:mach\p{L}*|erstell\p{L}*|starte\p{L}*|stell\p{L}*)\b.{0,30}\bumfrage\b|\bumfrage\s*:/iu;
const SEVERAL = /\bseveral (?:choices|votes|answers)\b|\bmehrere (?:antworten|stimmen)\b|\bmehrfach/i;
const LONGEST = 100;

/** A poll whose choices stand in the request, after a colon or line by line. */
export function polls({ text, language }: Asked): Wish[] {
  const [, head = '', list = ''] = /^([^:]{1,300}):\s*([\s\S]+)$/u.exec(text.trim()) ?? [];
  if (!POLL.test(`${head}:`)) return [];
  const parts = list.split(list.includes('\n') ? /\n+/ : /\s*[,;]\s*|\s+(?:or|oder)\s+/iu);
  const choices = parts.map((part) => part.replace(/^[-*•\d.)\s]+|[?.!\s]+$/g, '').slice(0, LONGEST));
  const different = [...new Set(choices.filter((choice) => choice !== ''))].slice(0, CHOICES.most);
  if (different.length < CHOICES.least) return [];
  const about = /(?:\bpoll\b|\bumfrage\b)[\s,]*(.*)$/iu.exec(head)?.[1]?.trim() ?? '';
  const plain = about
    .replace(/^(?:on|about|for|über|zu|zum|zur)\s+/iu, '')
    .replace(SEVERAL, '')
    .replace(/[\s,;]+$/, '');
  const question = plain === '' ? (language === 'de' ? 'Was meint ihr' : 'What do you think') : plain;
  const several = SEVERAL.test(text);
  return [{ name: 'post_poll', input: { question: `${upper(question)}?`, choices: different, several } }];
}

function upper(text: string): string {
  return text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
}
