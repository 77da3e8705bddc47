import { languageOf, type Language } from '../../run/language.ts';
import { requestOf } from '../../run/request.ts';
import type { ModelRequest, ToolCall } from '../provider.ts';
import { isEmergency } from '../../run/emergency.ts';
import { partFor } from './part.ts';
import { prepared } from './prepared.ts';
import { examplesOf } from './examples.ts';
import { opening } from './opening.ts';
import { knownFrom, report } from './report/report.ts';
import { handiwork, isGreeting, skill } from './skills.ts';
import { keywords, quoted } from './topic.ts';
import { voices } from './voices.ts';
import { nextWishes } from './wishes/plan.ts';
import { asksForTime } from './wishes/times.ts';
import { askedBack } from './wishes/health.ts';
import { UNSEEN } from '../../run/confirming/words.ts';
import { callsOf } from './wishes/wish.ts';

const NOTE: Record<Language, string> = {
  en: '*This is the demo, not an AI model: these words are prepared. For real answers an admin adds a key under Settings → Models, sets `ANTHROPIC_API_KEY` or `OPENAI_API_KEY`, or starts Ollama.*',
  de: '*Das ist die Demo, kein KI-Modell: Diese Worte sind vorbereitet. Für echte Antworten hinterlegt ein Admin einen Schlüssel unter Einstellungen → Modelle, setzt `ANTHROPIC_API_KEY` oder `OPENAI_API_KEY` oder startet Ollama.*',
};

const NOTE_ON_TOOLS: Record<Language, string> = {
  en: '*This is the demo, not an AI model: rules chose what to call and words were prepared, but the tools are real and so is what they found. For real answers an admin adds a key under Settings → Models.*',
  de: '*Das ist die Demo, kein KI-Modell: Regeln haben gewählt, was aufgerufen wird, und die Worte sind vorbereitet; die Werkzeuge sind echt und auch, was sie gefunden haben. Für echte Antworten hinterlegt ein Admin einen Schlüssel unter Einstellungen → Modelle.*',
};

const NOTED: Record<Language, (what: string) => string> = {
  en: (what) => `On what was added, ${what}:`,
  de: (what) => `Zu dem, was dazukam, ${what}:`,
};

/** What is called by the way, so that the answer itself is still to come. */
const ASIDES = ['time', 'confirm_understanding'];

const LONGEST_REQUEST = 20_000;

type DemoRequest = Pick<ModelRequest, 'model' | 'turns' | 'tools' | 'rounds'>;

export type DemoTurn = { text: string; calls: readonly ToolCall[] };

/** The demo's next turn: what it calls, as far as tools are offered and fit the request, or else its answer. */
export function demoTurn({ model, turns, tools = [], rounds = [] }: DemoRequest, now: Date): DemoTurn {
  const last = rounds.at(-1);
  if (last?.added?.startsWith(UNSEEN) === true)
    return { text: '', calls: callsOf(askedBack(requestOf(turns)), rounds.length) };
  if (last?.calls.length === 0 && last.added !== undefined) {
    return { text: onAdded(model, last.added, now), calls: [] };
  }
  const heard = hear(model, requestOf(turns));
  const { text, language } = heard;
  const byHand = isOwnVoice(heard) ? '' : handiwork(text, language);
  if (tools.length > 0 && byHand !== null && isGreeting(text)) {
    return {
      text: [byHand, examplesOf(tools, language), NOTE[language]].filter((part) => part !== '').join('\n\n'),
      calls: [],
    };
  }
  if ((tools.length === 0 && rounds.length === 0) || byHand !== null) return { text: whole(heard, now), calls: [] };

  const looksUp = model === 'research' && prepared(model, text, language) === null;
  const wishes = nextWishes({ text, language, looksUp, ...knownFrom(rounds) }, tools, rounds);
  const calls = callsOf(wishes, rounds.length);
  if (calls.length > 0) return { text: opening(calls, text, { language, round: rounds.length }), calls };
  if (rounds.length === 0) return { text: whole(heard, now), calls };
  const onlyAsides = rounds.every((round) => round.calls.every(({ name }) => ASIDES.includes(name)));
  const more = onlyAsides && !asksForTime(text) ? [body(heard, now)] : [];
  const added = rounds.flatMap((round) => ((round.added ?? '') === '' ? [] : [onAdded(model, round.added ?? '', now)]));
  return { text: [report(rounds, text, language), ...more, ...added, NOTE_ON_TOOLS[language]].join('\n\n'), calls };
}

/** What the demo says to what people added meanwhile. */
function onAdded(model: string, added: string, now: Date): string {
  const heard = hear(model, added.replace(/^[^\n:]{1,80} adds: /gm, ''));
  return `${NOTED[heard.language](quoted(heard.text, heard.language))}\n\n${body(heard, now)}`;
}

/** The demo's whole answer without any tool, in the voice of an agent; the same for the same request and day. */
export function demoReply(agentId: string, request: string, now: Date): string {
  return whole(hear(agentId, request), now);
}

export type Heard = { agentId: string; text: string; language: Language };

/** The part of a request that is an agent's, and its language. */
export function hear(agentId: string, request: string): Heard {
  const text = partFor(agentId, request.slice(0, LONGEST_REQUEST));
  return { agentId, text, language: languageOf(text === '' ? request : text) };
}

function whole(heard: Heard, now: Date): string {
  return `${body(heard, now)}\n\n${NOTE[heard.language]}`;
}

function body(heard: Heard, now: Date): string {
  const { agentId, text, language } = heard;
  const known = isOwnVoice(heard) ? null : (prepared(agentId, text, language) ?? skill(text, language, now));
  const voice = voices[agentId] ?? voices.assistant;
  return known ?? voice?.({ text, quote: quoted(text, language), words: keywords(text, 5), language }) ?? '';
}

/** True where nothing may come before what an agent says by itself. */
export function isOwnVoice({ agentId, text }: Heard): boolean {
  return agentId === 'translator' || (agentId === 'health' && isEmergency(text));
}
