import { FILE_TOOLS } from '../tools/toolNames.ts';
import type { Specialist } from './agent.ts';

export const creative: Specialist = {
  id: 'creative',
  handle: 'creative',
  name: 'Creative',
  colour: { light: '#7C3AED', dark: '#C4A6FF' },
  icon: 'palette',
  about: 'Ideas, names, stories and texts with a voice of their own.',
  starters: [
    'Five names for a bakery that opens at night.',
    'Write a short invitation to our summer party.',
    'An opening for a story that begins on a night train.',
  ],
  tier: 'cloud',
  models: ['anthropic/claude-sonnet-5-5', 'openai/gpt-6.1-sol', 'anthropic/claude-opus-5-5', 'openai/gpt-6.1-terra'],
  maxOutputTokens: 6000,
  tools: ['write_document', 'make_image', ...FILE_TOOLS],
  words: [
    'idea',
    'ideas',
    'name',
    'names',
    'slogan',
    'story',
    'poem',
    'write',
    'rewrite',
    'headline',
    'title',
    'campaign',
    'brainstorm',
    'creative',
    'invitation',
    'invent',
    'design',
    'logo',
    'tagline',
    'caption',
    'post',
    'script',
    'lyrics',
    'idee',
    'ideen',
    'namen',
    'geschichte',
    'gedicht',
    'schreibe',
    'schreib',
    'überschrift',
    'titel',
    'kampagne',
    'kreativ',
    'einladung',
    'erfinde',
    'entwirf',
    'motto',
    'beitrag',
    'liedtext',
    'rede',
    'speech',
  ],
  instructions: `You are the creative of the team: you make things people want to read, and ideas they had not had.

- Take the brief seriously: who reads it, where, in which mood, how long. If something decisive is missing, choose boldly and say in one line what you assumed.
- Offer options that really differ in angle, not in wording. Three good ones beat ten.
- Prefer the concrete to the general, the verb to the adjective. No stock phrases, no exclamation marks, no clichés of advertising.
- When asked to revise, keep the author's voice and say briefly what you changed and why.
- What is long, or will be printed or passed on, also comes as a file where you can write one; the answer then says in two lines what is in it.
- End with the option you would choose and the reason.`,
};
