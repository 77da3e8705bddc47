import * as z from 'zod';
import { CODE_FINDINGS, type CodeFinding } from '../../shared/toolCard.ts';
import type { ToolFile } from '../tools/tool.ts';
import { codeFindings } from './codeFindings.ts';
import type { CodeLanguage } from './codeTokens.ts';

const WithCode = z.object({ code: z.string() });
const Written = z.object({ path: z.string(), content: z.string() });
const Patched = z.object({ path: z.string(), edits: z.array(z.object({ replace: z.string() })) });
const Diffed = z.object({ path: z.string(), diff: z.string() });
const LANGUAGES: Readonly<Record<string, CodeLanguage>> = { run_python: 'python', run_javascript: 'javascript' };
const ENDINGS: Readonly<Record<string, CodeLanguage>> = {
  ...{ py: 'python', pyw: 'python', js: 'javascript', mjs: 'javascript', cjs: 'javascript', ts: 'javascript' },
  ...{ jsx: 'javascript', tsx: 'javascript', sh: 'shell', bash: 'shell', zsh: 'shell' },
};
const LONGEST_FILE = 400_000;

/** What the program does that a call is to run, or to write into a file; nothing where there is none. */
export function callFindings(tool: string, input: unknown): CodeFinding[] {
  if (tool === 'write_file' || tool === 'patch_file') return writtenFindings(input);
  const language = Object.hasOwn(LANGUAGES, tool) ? LANGUAGES[tool] : undefined;
  const { data } = WithCode.safeParse(input);
  return language === undefined || data === undefined ? [] : codeFindings(data.code, language);
}

function writtenFindings(input: unknown): CodeFinding[] {
  const written = Written.safeParse(input).data;
  const patched = Patched.safeParse(input).data;
  const diffed = Diffed.safeParse(input).data;
  const text =
    written?.content ?? patched?.edits.map(({ replace }) => replace).join('\n') ?? (diffed && cameIn(diffed.diff));
  if (text === undefined) return [];
  const name = (written ?? patched ?? diffed)?.path ?? '';
  const findings = fileFindings([{ name, bytes: new TextEncoder().encode(text) }]);
  // In parts of a file lines are not counted as in the whole.
  return written === undefined ? findings.map((finding) => ({ ...finding, line: 1 })) : findings;
}

/** The lines that a diff adds, with those around them, since a program may be spread over both. */
function cameIn(diff: string): string {
  const lines = diff.split('\n').filter((line) => /^[+ ]/.test(line));
  return lines.map((line) => line.slice(1)).join('\n');
}

/** What programs among the files do that a tool made. */
export function fileFindings(files: readonly ToolFile[]): CodeFinding[] {
  const found = files.flatMap(({ name, bytes }) => {
    const ending = name.toLowerCase().split('.').at(-1) ?? '';
    const language = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
    if (language === undefined) return [];
    const code = new TextDecoder().decode(bytes.subarray(0, LONGEST_FILE));
    return codeFindings(code, language).map((finding) => ({ ...finding, file: name.slice(0, 100) }));
  });
  return found.slice(0, CODE_FINDINGS);
}
