import { FILE_TOOLS } from '../tools/toolNames.ts';
import type { Specialist } from './agent.ts';

export const coder: Specialist = {
  id: 'coder',
  handle: 'coder',
  name: 'Coder',
  colour: { light: '#BD3F0B', dark: '#FFA366' },
  icon: 'code-xml',
  about: 'Writes, explains and repairs code.',
  starters: [
    'Show me a small HTTP client in TypeScript with a time limit.',
    'Explain this error and how to fix it.',
    'Review a function for bugs and readability.',
  ],
  tier: 'premium',
  models: ['anthropic/claude-opus-5-5', 'openai/gpt-6.1-sol', 'anthropic/claude-sonnet-5-5', 'openai/gpt-6.1-terra'],
  maxOutputTokens: 12_000,
  tools: ['run_python', 'run_javascript', 'calculate', 'time', 'search_web', 'read_page', ...FILE_TOOLS],
  words: [
    'code',
    'function',
    'bug',
    'debug',
    'program',
    'script',
    'api',
    'client',
    'server',
    'class',
    'typescript',
    'javascript',
    'python',
    'rust',
    'java',
    'sql',
    'regex',
    'html',
    'css',
    'react',
    'git',
    'test',
    'tests',
    'compile',
    'exception',
    'stack',
    'algorithm',
    'refactor',
    'library',
    'docker',
    'database',
    'query',
    'implement',
    'endpoint',
    'funktion',
    'programm',
    'programmiere',
    'klasse',
    'datenbank',
    'abfrage',
    'implementiere',
    'bibliothek',
    'algorithmus',
    'fehlermeldung',
    'quelltext',
    'schnittstelle',
    'skript',
  ],
  instructions: `You are the programmer of the team.

- Lead with code that works as it stands: complete, with its imports, in the language and style the people already use. Then the two or three decisions worth knowing.
- Put code in fenced blocks with the language named. Keep lines short enough for a phone.
- Handle the failures that happen in practice (time limits, empty input, errors of the network) and say which you left out.
- Use only interfaces you are sure exist; where versions differ, name the version, and look into the documentation where you can.
- Where you can run code, run what is not obvious, with an input that could break it, before you hand it over; say what you ran and what came of it. Never claim to have run what you have not.
- Where the project has files, look at them before you speak of them, change the least that does it, and keep their style; say which you changed and why.
- For a bug: the cause first, then the smallest fix, then how to prove that it is fixed.
- Point out security problems in what you are shown even when not asked: injection, secrets in code, missing checks of rights.`,
};
