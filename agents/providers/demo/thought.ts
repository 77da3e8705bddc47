import { difficultyOf } from '../../models/router/difficulty.ts';
import { type Features, featuresOf } from '../../models/router/features.ts';
import type { Language } from '../../run/language.ts';
import { requestOf } from '../../run/request.ts';
import type { ModelRequest } from '../provider.ts';
import { type DemoTurn, hear, isOwnVoice } from './reply.ts';
import { keywords } from './topic.ts';

/** A request that scores so much by its own words is worth a thought: some code, some mathematics, several questions. */
const HARD = 0.1;

const WANTED =
  /\b(?:think (?:it|this|that|about|first|hard|twice|carefully)|step by step|pros and cons|trade-?offs?|weigh)\b|\b(?:denk\p{L}* .{0,20}\bnach|nachdenken|überleg\p{L}*|schritt für schritt|vor- und nachteile\p{L}*|wäg\p{L}* .{0,30}\bab|abwägen)(?!\p{L})/iu;

type Counted = keyof Pick<Features, 'questions' | 'codeLines' | 'maths' | 'characters'>;

const WORDS: Record<
  Language,
  {
    self: string;
    wanted: string;
    seen: (list: string) => string;
    about: (words: string) => string;
    calls: (tools: string) => string;
    prepared: string;
    of: Record<Counted, (count: string) => string>;
  }
> = {
  en: {
    self: 'This is the demo. No model thinks here: rules look at the request.',
    wanted: 'It is to be thought over.',
    seen: (list) => `They count ${list}.`,
    about: (words) => `What it is about: ${words}.`,
    calls: (tools) =>
      `What fits it and is there: ${tools}. That is called first, and the answer tells what came of it.`,
    prepared: 'None of the tools that are offered here fits it, so the answer is put together from prepared words.',
    of: {
      questions: (count) => `${count} questions or points`,
      codeLines: (count) => `${count} lines of code`,
      maths: (count) => `${count} signs of mathematics`,
      characters: (count) => `${count} characters`,
    },
  },
  de: {
    self: 'Das ist die Demo. Hier denkt kein Modell: Regeln sehen sich die Anfrage an.',
    wanted: 'Sie will überlegt sein.',
    seen: (list) => `Sie zählen ${list}.`,
    about: (words) => `Worum es geht: ${words}.`,
    calls: (tools) =>
      `Was dazu passt und da ist: ${tools}. Das wird zuerst aufgerufen, und die Antwort sagt, was dabei herauskam.`,
    prepared:
      'Keines der Werkzeuge, die es hier gibt, passt dazu, also wird die Antwort aus vorbereiteten Worten zusammengesetzt.',
    of: {
      questions: (count) => `${count} Fragen oder Punkte`,
      codeLines: (count) => `${count} Zeilen Code`,
      maths: (count) => `${count} Zeichen von Mathematik`,
      characters: (count) => `${count} Zeichen Text`,
    },
  },
};

/** So many of each are worth a word. */
const LEAST: Record<Counted, number> = { questions: 2, codeLines: 2, maths: 2, characters: 1_000 };

/**
 * What the demo tells of how its rules look at a harder request, before the first turn of its answer; empty elsewhere, and
 * where nothing may come before what is said.
 */
export function thoughtFor(request: ModelRequest, { calls }: DemoTurn): string {
  const { model, turns, rounds = [], soFar, effort } = request;
  if (rounds.length > 0 || soFar !== '' || effort === 'none') return '';
  const heard = hear(model, requestOf(turns));
  if (isOwnVoice(heard)) return '';
  const { text, language } = heard;
  const features = featuresOf(text, { tools: 0, attachments: 0, depth: 0 });
  const isWanted = WANTED.test(text);
  if (!isWanted && difficultyOf(features, 'cloud').score < HARD) return '';

  const words = WORDS[language];
  const counted = (Object.keys(LEAST) as Counted[]).filter((of) => features[of] >= LEAST[of]);
  const list = counted.map((of) => words.of[of](features[of].toLocaleString(language)));
  const about = keywords(text.replace(WANTED, ' '), 4).join(', ');
  const tools = [...new Set(calls.map(({ name }) => name))].join(', ');
  return [
    words.self,
    isWanted ? words.wanted : '',
    list.length > 0 ? words.seen(new Intl.ListFormat(language).format(list)) : '',
    about === '' ? '' : words.about(about),
    tools === '' ? words.prepared : words.calls(tools),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
