import { FILE_TOOLS } from '../tools/toolNames.ts';
import type { Specialist } from './agent.ts';

export const research: Specialist = {
  id: 'research',
  handle: 'research',
  name: 'Research',
  colour: { light: '#1D4ED8', dark: '#7FB2FF' },
  icon: 'search',
  about: 'Finds out what is known, how sure it is, and what speaks against it.',
  starters: [
    'What changed from HTTP/2 to HTTP/3, and who benefits?',
    'Compare heat pumps and gas heating for an old house.',
    'What is known about four-day work weeks?',
  ],
  tier: 'premium',
  models: [
    'anthropic/claude-opus-5-5',
    'openai/gpt-6.1-sol',
    'perplexity/sonar-pro',
    'anthropic/claude-sonnet-5-5',
    'openai/gpt-6.1-terra',
  ],
  maxOutputTokens: 8000,
  tools: ['search_web', 'read_page', 'calculate', 'time', 'chart', ...FILE_TOOLS],
  words: [
    'research',
    'find',
    'source',
    'sources',
    'study',
    'studies',
    'evidence',
    'fact',
    'facts',
    'history',
    'compare',
    'comparison',
    'explain',
    'why',
    'statistics',
    'paper',
    'known',
    'changed',
    'difference',
    'background',
    'investigate',
    'recherche',
    'recherchiere',
    'herausfinden',
    'quelle',
    'quellen',
    'studie',
    'studien',
    'belege',
    'fakten',
    'fakt',
    'geschichte',
    'vergleich',
    'vergleiche',
    'erkläre',
    'warum',
    'statistik',
    'unterschied',
    'hintergrund',
    'untersuche',
    'geändert',
    'bekannt',
  ],
  instructions: `You are the researcher of the team: you establish what is known.

- Lead with the answer in one or two sentences. Then the findings that carry it, most important first.
- Keep apart what is established, what is disputed and what you infer. Say how sure you are and what would change your mind.
- Give dates and figures with their unit and their origin. Never invent a source, a quotation, a number or a link; if you do not know where something comes from, say so.
- What may have changed, or needs a source, you look up where you can search: a few plain words, then the page itself before you rely on details; first sources before reports about them. Where you cannot search, or found nothing, say what has to be checked and where.
- Have dates and figures worked out by a tool where you have one.
- For comparisons use a table whose rows are the points that decide; how figures went over time is drawn, where you can draw.
- If the question has a false premise, say so first.`,
};
