import * as z from 'zod';
import { parseSpacePath } from '../../../shared/spacePath.ts';
import type { Tool, ToolResult } from '../tool.ts';
import { changeOf, shortVersion, textOf } from './contents.ts';
import { applyDiff } from './applyDiff.ts';
import type { ChatFiles } from './chatFiles.ts';
import { applyEdits, type Edit } from './edits.ts';
import type { ProjectSpace, SpaceChanged } from './projectSpace.ts';
import { failed, goneChatFile, noChatFile, noFile, refused, wrongPath } from './refusalWords.ts';

const LIMITS = { timeMs: 30_000, characters: 4_000 };
const LONGEST = 400_000;
/** So much of a diff is kept for people; the history has all of it. */
const MOST_DIFF = 12_000;

const Path = z.string().min(1).max(960);
const Message = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .describe('What this changes and why, in a few words, for the history that people read');
const Writing = z
  .object({
    path: Path,
    content: z.string().max(LONGEST).optional(),
    from: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe(
        'Instead of content: the name of a file of this chat, attached by somebody or made by an agent, that is copied as it is',
      ),
    message: Message,
  })
  .refine(
    ({ content, from }) => (content === undefined) !== (from === undefined),
    'either content or from has to be given',
  );

/** The one file of that name that people are asked about; a model cannot say which it is, nor whose. */
const Meant = z.object({
  fileId: z.string(),
  bytes: z.int(),
  sentBy: z.string().optional(),
  /** Milliseconds since 1970. */
  sentAt: z.int().optional(),
});
type Writing = z.infer<typeof Writing> & Partial<z.infer<typeof Meant>>;

const Patching = z
  .object({
    path: Path,
    edits: z
      .array(
        z.object({
          find: z
            .string()
            .min(1)
            .max(LONGEST)
            .describe('As it stands in the file, with its indentation; the only place'),
          replace: z.string().max(LONGEST),
          all: z.boolean().optional().describe('Everywhere, where it stands more than once'),
        }),
      )
      .min(1)
      .max(50)
      .optional(),
    diff: z
      .string()
      .min(1)
      .max(LONGEST)
      .optional()
      .describe('Instead of edits: a unified diff of this one file, with some lines around each change'),
    message: Message,
  })
  .refine(({ edits, diff }) => (edits === undefined) !== (diff === undefined), 'either edits or diff has to be given');
const Moving = z.object({ from: Path, to: Path, message: Message });
const Deleting = z.object({ path: Path, message: Message });

const ASKS = 'Every change is a version of its own, and people can go back to those before.';

/** Writes a whole file, new or in the place of what it was; `chatFiles` are those it can be copied from. */
export function writeFile(space: ProjectSpace, chatFiles?: ChatFiles): Tool<Writing> {
  return {
    name: 'write_file',
    about: [
      `Writes a file of this project, whole: a new one, or in the place of what it was. With \`content\` it is that text; with \`from\` it is a copy of a file of this chat, of any kind. ${ASKS}`,
      '{"path":"docs/plan.md","content":"# Plan\\n","message":"Begin the plan"}. To change a part of a file use patch_file.',
    ].join('\n'),
    effect: 'write',
    input: Writing,
    limits: LIMITS,
    async fix(input, before) {
      const { from } = input;
      if (from === undefined) return { input };
      const known = Meant.safeParse(before);
      if (known.success) return { input: { ...input, ...known.data } };
      const file = await chatFiles?.find(from);
      if (file === undefined) return { stop: noChatFile(from) };
      const { id: fileId, size: bytes, sentBy, sentAt } = file;
      return { input: { ...input, fileId, bytes, sentBy, sentAt } };
    },
    async run({ path: given, content = '', from, fileId, message }) {
      const parsed = parseSpacePath(given);
      if ('fault' in parsed) return wrongPath(given, parsed.fault);
      const { path } = parsed;
      const copied = fileId === undefined ? undefined : await chatFiles?.bytesOf(fileId);
      if (from !== undefined && copied === undefined) return goneChatFile(from);
      const bytes = copied ?? new TextEncoder().encode(content);
      const was: Was = { before: null, after: bytes };
      const changed = await space.change<never>(async (now) => {
        was.before = await now.read(path);
        return new Map([[path, bytes]]);
      }, message);
      return told(changed, { done: was.before === null ? 'Wrote the new file' : 'Wrote', path, was });
    },
  };
}

/** Changes parts of a file. */
export function patchFile(space: ProjectSpace): Tool<z.infer<typeof Patching>> {
  return {
    name: 'patch_file',
    about: [
      `Changes parts of a text file of this project. Each of \`edits\` replaces text that stands in the file exactly so and only once, one after the other. Or \`diff\` is a unified diff. All of it is done or nothing. ${ASKS}`,
      '{"path":"src/main.ts","edits":[{"find":"const a = 1;","replace":"const a = 2;"}],"message":"Correct a"}. Read the file first.',
    ].join('\n'),
    effect: 'write',
    input: Patching,
    limits: LIMITS,
    async run({ path: given, edits = [], diff, message }) {
      const parsed = parseSpacePath(given);
      if ('fault' in parsed) return wrongPath(given, parsed.fault);
      const { path } = parsed;
      const was: Was = { before: null, after: null };
      const changed = await space.change<ToolResult>(async (now) => {
        was.before = await now.read(path);
        if (was.before === null) return { stop: noFile(path) };
        const text = textOf(was.before);
        if (text === null) return { stop: failed('bad-input', `${path} is no text.`) };
        const edited = diff === undefined ? withEdits(text, edits) : withDiff(text, diff, path);
        if ('why' in edited) return { stop: failed('bad-input', `${edited.why} Nothing was changed.`, true) };
        was.after = new TextEncoder().encode(edited.text);
        return new Map([[path, was.after]]);
      }, message);
      return told(changed, { done: 'Changed', path, was });
    },
  };
}

type Changed = { text: string } | { why: string };

function withEdits(text: string, edits: readonly Edit[]): Changed {
  const edited = applyEdits(text, edits);
  if (edited.kind === 'done') return edited;
  return { why: `${edits.length === 1 ? '' : `Edit ${edited.at + 1}: `}${edited.why}` };
}

function withDiff(text: string, diff: string, path: string): Changed {
  const applied = applyDiff(text, diff, path);
  if (applied.kind === 'done') return applied;
  return { why: `${applied.hunk === undefined ? 'The diff: ' : `Hunk ${applied.hunk}: `}${applied.why}` };
}

/** Gives a file another path. */
export function moveFile(space: ProjectSpace): Tool<z.infer<typeof Moving>> {
  return {
    name: 'move_file',
    about: `Gives a file of this project another path. ${ASKS} {"from":"draft.md","to":"docs/plan.md","message":"Put it with the others"}`,
    effect: 'write',
    input: Moving,
    limits: LIMITS,
    async run({ from: given, to: wanted, message }) {
      const [from, to] = [parseSpacePath(given), parseSpacePath(wanted)];
      if ('fault' in from) return wrongPath(given, from.fault);
      if ('fault' in to) return wrongPath(wanted, to.fault);
      const changed = await space.change<ToolResult>(async (now) => {
        const bytes = await now.read(from.path);
        if (bytes === null) return { stop: noFile(from.path) };
        if ((await now.read(to.path)) !== null && from.path !== to.path) {
          return { stop: failed('bad-input', `${to.path} is there already; delete it first. Nothing was changed.`) };
        }
        return new Map<string, Uint8Array | null>([[from.path, null]]).set(to.path, bytes);
      }, message);
      return told(changed, { done: `Moved ${from.path} to`, path: to.path });
    },
  };
}

/** Takes a file away; its versions stay. */
export function deleteFile(space: ProjectSpace): Tool<z.infer<typeof Deleting>> {
  return {
    name: 'delete_file',
    about: `Deletes a file of this project. ${ASKS} {"path":"old.md","message":"Nobody needs it any more"}`,
    effect: 'write',
    input: Deleting,
    limits: LIMITS,
    async run({ path: given, message }) {
      const parsed = parseSpacePath(given);
      if ('fault' in parsed) return wrongPath(given, parsed.fault);
      const { path } = parsed;
      const was: Was = { before: null, after: null };
      const changed = await space.change<ToolResult>(async (now) => {
        was.before = await now.read(path);
        return was.before === null ? { stop: noFile(path) } : new Map([[path, null]]);
      }, message);
      return told(changed, { done: 'Deleted', path, was });
    },
  };
}

type Was = { before: Uint8Array | null; after: Uint8Array | null };
type Told = { done: string; path: string; was?: Was };

/** Counts alone are told to the model, which knows what it wrote; people see the lines. */
function told(changed: SpaceChanged<ToolResult>, { done, path, was }: Told): ToolResult {
  switch (changed.kind) {
    case 'stopped':
      return changed.why;
    case 'refused':
      return refused(changed.refusal);
    case 'unchanged':
      return { kind: 'done', text: `${path} is so already; nothing was changed.`, fromOutside: false };
    case 'changed': {
      const version = `version ${shortVersion(changed.version)}`;
      if (was === undefined) return { kind: 'done', text: `${done} ${path}: ${version}.`, fromOutside: false };
      const { counts, diff } = changeOf(was.before, was.after);
      const text = `${done} ${path}: ${counts}, ${version}.`;
      return { kind: 'done', text, fromOutside: false, ...(diff !== '' && { diff: shortDiff(diff) }) };
    }
  }
}

function shortDiff(diff: string): string {
  if (diff.length <= MOST_DIFF) return diff;
  const end = diff.lastIndexOf('\n', MOST_DIFF);
  return `${diff.slice(0, end === -1 ? MOST_DIFF : end)}\n[…]`;
}
