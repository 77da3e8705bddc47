import * as z from 'zod';
import { parseSpacePath } from '../../../shared/spacePath.ts';
import type { Tool, ToolResult } from '../tool.ts';
import { changeOf, shortVersion, textOf } from './contents.ts';
import { hasOnlyCrlf } from './edits.ts';
import type { ProjectSpace } from './projectSpace.ts';
import { failed, noFile, noVersion, wrongPath } from './refusalWords.ts';

const LISTED = 400;
const LINES = 500;
const CHARACTERS = 28_000;
const LIMITS = { timeMs: 20_000, characters: 30_000 };

const Path = z.string().min(1).max(960);
const Version = z.string().regex(/^[0-9a-f]{7,40}$/);

const Listing = z.object({ folder: Path.optional().describe('All files without') });
const Reading = z.object({
  path: Path,
  from: z.int().min(1).optional().describe('First line, 1 without'),
  lines: z.int().min(1).max(5_000).optional().describe(`How many, ${LINES} without`),
  version: Version.optional().describe('An earlier one, of file_history'),
});
const History = z.object({ path: Path.optional().describe('Versions of all files without') });
const Comparing = z.object({
  path: Path,
  from: Version.describe('Of file_history'),
  to: Version.optional().describe('The last one without'),
});

/** What is in a space was written by whoever writes in the project, or by agents that had read anything. */
function found(text: string): ToolResult {
  return { kind: 'done', text, fromOutside: true };
}

/** Names the files of the project. */
export function listFiles(space: ProjectSpace): Tool<z.infer<typeof Listing>> {
  return {
    name: 'list_files',
    about:
      'Lists the files of this project with their sizes in bytes. The project has a file space that all its agents and people share and that keeps versions. Files people sent as messages are not in it.',
    effect: 'read',
    input: Listing,
    limits: LIMITS,
    async run({ folder }) {
      const { version, files } = await space.list();
      const within = folder?.normalize('NFC').replace(/\/+$/, '');
      const wanted = files.filter(({ path }) => within === undefined || path.startsWith(`${within}/`));
      if (version === null || files.length === 0) return found('The project has no files yet.');
      if (wanted.length === 0) return failed('not-found', 'There are no files in such a folder.');
      const lines = wanted.slice(0, LISTED).map(({ path, size }) => `${path} (${size})`);
      const more = wanted.length - lines.length;
      return found(
        [
          `${wanted.length} files, version ${shortVersion(version)}:`,
          ...lines,
          ...(more > 0 ? [`[${more} more are left out; ask for a folder]`] : []),
        ].join('\n'),
      );
    },
  };
}

/** Reads a file by its lines. */
export function readFile(space: ProjectSpace): Tool<z.infer<typeof Reading>> {
  return {
    name: 'read_file',
    about: [
      'Reads a text file of this project, as it is or as it was in an earlier version.',
      '{"path":"src/main.ts","from":200,"lines":100}. Long files come in parts; the first line of the answer says which lines they are and is not part of the file.',
    ].join('\n'),
    effect: 'read',
    input: Reading,
    limits: LIMITS,
    async run({ path: given, from = 1, lines: most = LINES, version }) {
      const parsed = parseSpacePath(given);
      if ('fault' in parsed) return wrongPath(given, parsed.fault);
      const { path } = parsed;
      const read = await space.read(path, version);
      if (read === 'no-file') return noFile(path);
      if (read === 'no-version') return noVersion(version ?? '');
      const about = `${path}, version ${shortVersion(read.version)}`;
      const text = textOf(read.bytes);
      if (text === null) return found(`${about}, is no text: ${read.bytes.length} bytes. People can download it.`);
      if (text === '') return found(`${about}, is empty.`);
      return found(excerpt(text, { about, from, most }));
    },
  };
}

function excerpt(text: string, { about, from, most }: { about: string; from: number; most: number }): string {
  const lines = text.replace(/\r?\n$/, '').split('\n');
  if (from > lines.length) return `${about}, has ${lines.length} lines.`;
  const shown: string[] = [];
  let room = CHARACTERS;
  for (const line of lines.slice(from - 1, from - 1 + most)) {
    room -= line.length + 1;
    if (room < 0 && shown.length > 0) break;
    shown.push(line.replace(/\r$/, ''));
  }
  const last = from + shown.length - 1;
  const notes = [
    `lines ${from} to ${last} of ${lines.length}`,
    ...(hasOnlyCrlf(text) ? ['lines end with CRLF'] : []),
    ...(text.endsWith('\n') ? [] : ['the last line has no end']),
  ];
  const rest = last < lines.length ? [`[go on with "from": ${last + 1}]`] : [];
  return [`${about}, ${notes.join(', ')}:`, ...shown, ...rest].join('\n');
}

/** Who wrote which version, when and what for. */
export function fileHistory(space: ProjectSpace): Tool<z.infer<typeof History>> {
  return {
    name: 'file_history',
    about:
      'Lists the versions of the files of this project, or those in which one file changed, the last one first: who wrote it, when (UTC) and what for. read_file and diff_file take its names of versions.',
    effect: 'read',
    input: History,
    limits: LIMITS,
    async run({ path: given }) {
      const parsed = given === undefined ? undefined : parseSpacePath(given);
      if (parsed !== undefined && 'fault' in parsed) return wrongPath(given ?? '', parsed.fault);
      const { versions, more } = await space.history(parsed?.path);
      if (versions.length === 0) {
        return parsed === undefined ? found('The project has no files yet.') : noFile(parsed.path);
      }
      const lines = versions.map(({ version, by, onBehalfOf, message, at }) => {
        const who = onBehalfOf === null ? by : `${by} for ${onBehalfOf}`;
        return `${shortVersion(version)} ${new Date(at).toISOString().slice(0, 16)} ${who}: ${message}`;
      });
      return found([...lines, ...(more ? ['[older versions are left out]'] : [])].join('\n'));
    },
  };
}

/** What became of a file from one version to another. */
export function diffFile(space: ProjectSpace): Tool<z.infer<typeof Comparing>> {
  return {
    name: 'diff_file',
    about:
      'Shows as a unified diff what became of a file of this project from one version to another, or to the last one. {"path":"notes.md","from":"1a2b3c4d5e"}',
    effect: 'read',
    input: Comparing,
    limits: LIMITS,
    async run({ path: given, from, to }) {
      const parsed = parseSpacePath(given);
      if ('fault' in parsed) return wrongPath(given, parsed.fault);
      const { path } = parsed;
      const [old, fresh] = [await space.read(path, from), await space.read(path, to)];
      if (old === 'no-version') return noVersion(from);
      if (fresh === 'no-version') return noVersion(to ?? '');
      if (old === 'no-file' && fresh === 'no-file') return noFile(path);
      const [before, after] = [old, fresh].map((one) => (one === 'no-file' ? null : one.bytes));
      const { counts, diff } = changeOf(before ?? null, after ?? null);
      const gone = before === null ? ' It was not there before.' : after === null ? ' It is not there afterwards.' : '';
      if (diff === '') return found(`${path}: ${counts}.${gone}`);
      return found(`${path}: ${counts}.${gone}\n${diff}`);
    },
  };
}
