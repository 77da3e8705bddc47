import * as z from 'zod';
import type { ToolFile, ToolResult } from '../tool.ts';
import { oneLineOf } from './words.ts';

const MOST_FILES = 8;
const MOST_FILE_BYTES = 10 * 1024 * 1024;
/** More is cut off for a model anyway. */
const MOST_CHARACTERS = 100_000;

const Data = z.object({ data: z.string(), mimeType: z.string() });
/** What stands in a resource, as text or in base64. */
export const Contents = z.object({
  uri: z.string(),
  mimeType: z.string().optional(),
  text: z.string().optional(),
  blob: z.string().optional(),
});
export type Contents = z.infer<typeof Contents>;
const Link = z.object({ uri: z.string(), name: z.string().optional(), description: z.string().optional() });

/** What a server answers to a call; pieces of a kind that is not known here are told of as such. */
export const RawResult = z.object({
  content: z.array(z.looseObject({ type: z.string() })).default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
});
export type RawResult = z.infer<typeof RawResult>;

type Piece = { text: string; file?: ToolFile };

/** A server's answer as the tool's result: words from outside, and pictures, sounds and other data as files. */
export function resultOf({ content, structuredContent, isError }: RawResult, name: string): ToolResult {
  const pieces: Piece[] = [];
  let bytes = 0;
  for (const one of content) {
    const piece = pieceOf(one, name, pieces.length + 1);
    bytes += piece.file?.bytes.byteLength ?? 0;
    const files = pieces.filter(({ file }) => file !== undefined).length;
    const fits = piece.file === undefined || (files < MOST_FILES && bytes <= MOST_FILE_BYTES);
    pieces.push(fits ? piece : { text: `[${piece.file?.name ?? 'a file'} was left out: it was too much]` });
  }
  const said = pieces.map(({ text }) => text).filter((text) => text !== '');
  if (said.length === 0 && structuredContent !== undefined) said.push(JSON.stringify(structuredContent));
  const text = said.join('\n').replaceAll('\0', '').slice(0, MOST_CHARACTERS);
  if (isError === true) {
    return { kind: 'failed', failure: 'failed', text: text || 'The server says that it failed.', fromOutside: true };
  }
  const files = pieces.flatMap(({ file }) => file ?? []);
  return {
    kind: 'done',
    text: text || (files.length > 0 ? 'It answered with files.' : 'It answered with nothing.'),
    fromOutside: true,
    ...(files.length > 0 && { files }),
  };
}

/** What was read of a resource, as the content of an answer. */
export function contentOf(contents: readonly Contents[]): RawResult['content'] {
  return contents.map((resource) => ({ type: 'resource', resource }));
}

function pieceOf(one: RawResult['content'][number], name: string, at: number): Piece {
  switch (one.type) {
    case 'text':
      return { text: typeof one.text === 'string' ? one.text : '' };
    case 'image':
    case 'audio': {
      const { data } = Data.safeParse(one);
      if (data === undefined) break;
      return fileOf(data.data, `${name}-${at}.${endingOf(data.mimeType)}`);
    }
    case 'resource': {
      const { data } = Contents.safeParse(one.resource);
      if (data === undefined) break;
      const uri = oneLineOf(data.uri, 300);
      if (data.text !== undefined) return { text: `[${uri}]\n${data.text}` };
      return fileOf(data.blob ?? '', lastPart(uri) || `${name}-${at}.${endingOf(data.mimeType ?? '')}`);
    }
    case 'resource_link': {
      const { data } = Link.safeParse(one);
      if (data === undefined) break;
      const about = [data.name, data.description].filter((words) => words !== undefined).join(': ');
      return { text: `[resource ${oneLineOf(data.uri, 300)}] ${oneLineOf(about, 300)}` };
    }
    default:
  }
  return { text: `[something of the kind “${oneLineOf(one.type, 40)}”, which is not known here]` };
}

function fileOf(base64: string, name: string): Piece {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return bytes.byteLength === 0 ? { text: `[${name} is empty]` } : { text: `[file ${name}]`, file: { name, bytes } };
}

function endingOf(mime: string): string {
  return /\/([a-z0-9]{1,8})/i.exec(mime)?.[1]?.toLowerCase() ?? 'bin';
}

function lastPart(uri: string): string {
  return oneLineOf(/([^/\\:?#]+)(?:[?#].*)?$/.exec(uri)?.[1] ?? '', 80).replace(/^\.+/, '');
}
