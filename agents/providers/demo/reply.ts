import { languageOf, type Language } from '../../run/language.ts';
import { isEmergency } from './emergency.ts';
import { partFor } from './part.ts';
import { prepared } from './prepared.ts';
import { skill } from './skills.ts';
import { keywords, quoted } from './topic.ts';
import { voices } from './voices.ts';

const NOTE: Record<Language, string> = {
  en: '*This is the demo, not an AI model: these words are prepared. For real answers an admin adds a key under Settings → Models, sets `ANTHROPIC_API_KEY` or `OPENAI_API_KEY`, or starts Ollama.*',
  de: '*Das ist die Demo, kein KI-Modell: Diese Worte sind vorbereitet. Für echte Antworten hinterlegt ein Admin einen Schlüssel unter Einstellungen → Modelle, setzt `ANTHROPIC_API_KEY` oder `OPENAI_API_KEY` oder startet Ollama.*',
};

const LONGEST_REQUEST = 20_000;

/** The demo's whole answer to a request, in the voice of an agent; the same for the same request and day. */
export function demoReply(agentId: string, request: string, now: Date): string {
  const text = partFor(agentId, request.slice(0, LONGEST_REQUEST));
  const language = languageOf(text === '' ? request : text);
  const ownVoice = agentId === 'translator' || (agentId === 'health' && isEmergency(text));
  const known = ownVoice ? null : (prepared(agentId, text, language) ?? skill(text, language, now));
  const voice = voices[agentId] ?? voices.assistant;
  const body = known ?? voice?.({ text, quote: quoted(text, language), words: keywords(text, 5), language }) ?? '';
  return `${body}\n\n${NOTE[language]}`;
}
