import * as z from 'zod';
import type { ToolFailure } from '../../shared/toolCard.ts';
import type { Tool, ToolResult } from './tool.ts';
import type { Page, ReadPage, Unread } from './web/pageReader.ts';
import { numbered, partsOf } from './web/passages.ts';

const Input = z.object({
  url: z.string().min(1).max(2000).describe('The address of the page, with https://'),
  part: z.number().int().min(1).max(500).optional().describe('Which part of a long page; the first without'),
});

const PART_CHARACTERS = 10_000;

/** Reads one page of the web for a model, in numbered passages it can cite. */
export function createReadPage(read: ReadPage): Tool<z.infer<typeof Input>> {
  return {
    name: 'read_page',
    about:
      'Reads a web page, a text, Markdown or JSON file by its address and gives its main text in numbered passages. Use it to ' +
      'look into a search result or a link before you rely on it. Cite passages by their numbers, such as [1]. Long pages ' +
      'come in parts. It reads no PDF and nothing that needs a login.',
    effect: 'read',
    input: Input,
    limits: { timeMs: 60_000, characters: 16_000 },
    reaches: ({ url }) => [url],
    async run({ url, part = 1 }, { signal }) {
      try {
        const page = await read(url, signal);
        return page.kind === 'page' ? shown(page, part) : failed(page);
      } catch (error) {
        if (!signal.aborted) throw error;
        return failed({ kind: 'failed', why: 'stopped' });
      }
    },
  };
}

function shown(page: Page, part: number): ToolResult {
  const parts = partsOf(page.passages, PART_CHARACTERS);
  const passages = parts[part - 1];
  if (passages === undefined) return failure('not-found', `The page has only ${parts.length} parts.`);
  if (page.passages.length === 0) {
    return failure('failed', 'The page holds no text; it may need a browser that runs its scripts.');
  }
  const more = part < parts.length ? ` Ask for part ${part + 1} to read on.` : '';
  const cut = page.cut && part === parts.length ? ' The page is longer than what could be read.' : '';
  const head = [`Title: ${page.title}`, `Address: ${page.url}`, `Part ${part} of ${parts.length}.${more}${cut}`];
  return {
    kind: 'done',
    text: `${head.join('\n')}\n\n${numbered(passages)}`,
    fromOutside: true,
    // Of the whole page, and once.
    ...(part === 1 && { unseen: page.unseen }),
    sources: passages.map((quote) => ({ url: page.url, title: page.title, quote })),
  };
}

function failed(page: Unread): ToolResult {
  if (page.kind === 'closed')
    return failure('not-allowed', 'The site does not want its pages read by programs (robots.txt).');
  if (page.kind === 'unreadable') return failure('timeout', 'The page took too long to be read.');
  switch (page.why) {
    case 'refused':
      return failure('not-allowed', 'Only addresses of the public web (http or https, usual ports) can be read.');
    case 'unreachable':
      return failure('unreachable', 'The address could not be reached.');
    case 'timeout':
      return failure('timeout', 'The site took too long to answer.');
    case 'stopped':
      return failure('timeout', 'Reading was stopped.');
    case 'too-large':
      return failure('too-large', 'The page is too large.');
    case 'redirects':
      return failure('failed', 'The address leads on and on without end.');
    case 'status':
      return failure(failureOf(page.status), `The site answered with status ${page.status}.`);
    case 'not-text':
      return /\bpdf\b/i.test(page.contentType)
        ? failure(
            'failed',
            'This is a PDF, which cannot be read here. Look for the same as a web page, or ask for its text.',
          )
        : failure('failed', 'This is no text but another kind of file.');
  }
}

function failureOf(status: number): ToolFailure {
  if (status === 404 || status === 410) return 'not-found';
  return status === 401 || status === 402 || status === 403 || status === 451 ? 'not-allowed' : 'failed';
}

const failure = (code: ToolFailure, text: string): ToolResult => ({ kind: 'failed', failure: code, text });
