import { visible } from './visible.ts';
import { jsonBeginning } from './jsonBeginning.ts';

const LONGEST = 120;

/** What a tool is used for in a few words, from the beginning of its input: what is asked, an address, a name. */
export function gistOf(tool: string, input: string): string {
  const read = jsonBeginning(input);
  if (typeof read !== 'object' || read === null) return line(words(read).join(' '));
  const fields = read as Record<string, unknown>;
  return line(GISTS[tool]?.(fields) ?? first(fields));
}

const GISTS: Record<string, (fields: Record<string, unknown>) => string> = {
  search_web: ({ query }) => words(query).join(' '),
  read_page: ({ url }) =>
    words(url)
      .join(' ')
      .replace(/^https?:\/\/(?:www\.)?/i, '')
      .replace(/\/$/, ''),
  calculate: ({ expressions }) => words(expressions).join(', '),
  time: ({ questions }) => list(questions).map(aboutTime).filter(Boolean).join(', '),
  calendar: ({ search, from, to }) => [words(search).join(' '), range(from, to)].filter(Boolean).join(', '),
  make_table: ({ name }) => words(name).join(' '),
  chart: ({ title }) => words(title).join(' '),
  write_document: ({ name }) => words(name).join(' '),
  make_image: ({ prompt }) => words(prompt).join(' '),
  post_event: ({ title, starts }) => [...words(title), ...words(starts)].join(', '),
  post_poll: ({ question, choices }) => [...words(question), words(choices).join(' / ')].filter(Boolean).join(': '),
  mail_event: ({ title, to, people }) =>
    [...words(title), (named(people) ?? words(to)).join(', ')].filter(Boolean).join(' → '),
  confirm_understanding: ({ understood }) => words(understood).join(' '),
  ask_agent: ({ handle, question }) => [...words(handle), ...words(question)].join(': '),
  hand_over: ({ to, task }) => [...words(to), ...words(task)].join(': '),
  list_files: ({ folder }) => words(folder).join(' '),
  read_file: ({ path }) => words(path).join(' '),
  write_file: ({ path, message }) => [...words(path), ...words(message)].join(': '),
  patch_file: ({ path, message }) => [...words(path), ...words(message)].join(': '),
  move_file: ({ from, to }) => [...words(from), ...words(to)].join(' → '),
  delete_file: ({ path, message }) => [...words(path), ...words(message)].join(': '),
  file_history: ({ path }) => words(path).join(' '),
  diff_file: ({ path }) => words(path).join(' '),
  run_python: ({ code }) => firstLine(code),
  run_javascript: ({ code }) => firstLine(code),
};

function aboutTime(question: unknown): string {
  if (typeof question !== 'object' || question === null) return '';
  const { ask, ...about } = question as Record<string, unknown>;
  const said = Object.values(about).flatMap(words);
  return said.length > 0 ? said.join(' → ') : ask === 'now' ? '' : words(ask).join(' ');
}

/** Those that were meant, where all that is there of them can be read. */
function named(people: unknown): readonly string[] | null {
  const names = list(people).flatMap((one) =>
    typeof one === 'object' && one !== null && 'name' in one ? words(one.name) : [],
  );
  return names.length > 0 ? names : null;
}

function range(from: unknown, to: unknown): string {
  return [...new Set([...words(from), ...words(to)])].join(' – ');
}

function firstLine(code: unknown): string {
  const lines = words(code).join('\n').split('\n');
  return lines.find((one) => one.trim() !== '' && !/^\s*(?:#|\/\/|import\b|from\b)/.test(one)) ?? lines[0] ?? '';
}

function first(fields: Record<string, unknown>): string {
  const [text] = Object.values(fields).filter((value) => typeof value === 'string' && value.trim() !== '');
  return words(text ?? Object.values(fields)[0]).join(', ');
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function words(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(words);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

function line(text: string): string {
  const single = visible(text.slice(0, 4 * LONGEST))
    .replace(/\s+/g, ' ')
    .trim();
  return single.length > LONGEST ? `${single.slice(0, LONGEST).trimEnd()}…` : single;
}
