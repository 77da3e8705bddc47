/** A part of an answer; `json` are a call's arguments as they stand on the wire, well formed or not. */
export type VendorPart =
  | { text: string }
  | { thought: string }
  | { call: string; json: string; id?: string }
  | { sources: readonly { url: string; title: string }[] }
  | { frames: readonly Frame[] };

/** An answer of more than text. */
export type Play = {
  parts: readonly VendorPart[];
  /** As the parts have it, where it is not given. */
  finish?: Finish | 'calls';
  usage?: Usage;
  /** The stream ends well, but in the middle of the last call, or right before the answer's ending. */
  cut?: 'in-call' | 'before-ending';
  /** How a server that speaks chat completions writes its calls; as OpenAI does, where it is not given. */
  manner?: 'whole-at-index-0' | 'without-ids' | 'name-at-each-piece' | 'arguments-as-object';
};

export type Usage = {
  inputTokens: number;
  outputTokens: number;
  cachedTokens?: number;
  writtenTokens?: number;
  thinkingTokens?: number;
};

export type Finish = 'complete' | 'length' | 'refused';

export type Frame = { event?: string; data: unknown };

export type Body = Record<string, unknown>;

export function finishOf({ finish, parts }: Play): Finish | 'calls' {
  return finish ?? (parts.some((part) => 'call' in part) ? 'calls' : 'complete');
}

/** A text in pieces of a few characters, as models write it; the last piece is missing where it is cut. */
export function piecesOf(text: string, isCut = false): string[] {
  const size = Math.max(7, Math.ceil(text.length / 100));
  const pieces = Array.from({ length: Math.max(1, Math.ceil(text.length / size)) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
  return isCut ? pieces.slice(0, Math.max(1, Math.floor(pieces.length / 2))) : pieces;
}

/** Whether this part is the one in the middle of which the stream ends. */
export function isCutAt({ cut, parts }: Play, index: number): boolean {
  const part = parts[index];
  return cut === 'in-call' && index === parts.length - 1 && part !== undefined && 'call' in part;
}

/** A list of objects, as it stands in what a client has sent; empty for anything else. */
export function listOf(value: unknown): Body[] {
  return Array.isArray(value) ? value.filter((one): one is Body => typeof one === 'object' && one !== null) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What is wrong with the objects of a schema that is to be enforced; null where nothing is. */
export function looseObject(schema: unknown): string | null {
  if (Array.isArray(schema)) return schema.map(looseObject).find((found) => found !== null) ?? null;
  if (typeof schema !== 'object' || schema === null) return null;
  const { type, additionalProperties } = schema as Body;
  if (type === 'object' && additionalProperties !== false) return 'additionalProperties must be false';
  return looseObject(Object.values(schema));
}
