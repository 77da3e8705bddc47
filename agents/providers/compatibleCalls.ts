import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { addTo, type Draft, malformed } from './calls.ts';

/** A piece of a call. Servers leave out ids and indexes, and some send the arguments as the object that they are. */
export const CallPiece = z.object({
  index: z.number().nullish(),
  id: z.string().nullish(),
  function: z
    .object({
      name: z.string().nullish(),
      arguments: z
        .union([z.string(), z.record(z.string(), z.unknown()).transform((input) => JSON.stringify(input))])
        .nullish(),
    })
    .nullish(),
  extra_content: z.unknown().optional(),
});
type CallPiece = z.infer<typeof CallPiece>;

type Call = Draft & { index: number | undefined; extra: unknown };

/** Puts calls together from their pieces. `taken` are ids that may not be used again. */
export type Calls = { add(piece: CallPiece): void; all(): Call[] };

export function createCalls(taken: ReadonlySet<string>): Calls {
  const calls: Call[] = [];
  return {
    add(piece) {
      const name = piece.function?.name ?? '';
      const call = openFor(piece) ?? begin(piece);
      if (call.name === '') call.name = name;
      if (call.id === '') call.id = piece.id ?? '';
      if (piece.extra_content !== undefined && piece.extra_content !== null) call.extra = piece.extra_content;
      addTo(call, piece.function?.arguments ?? '');
    },
    all() {
      const used = new Set(taken);
      for (const call of calls) {
        if (call.id === '' || used.has(call.id)) call.id = `call_${randomUUID().replaceAll('-', '')}`;
        used.add(call.id);
      }
      return calls;
    },
  };

  function begin(piece: CallPiece): Call {
    if (!piece.function?.name) throw malformed('arguments stand where no call is open');
    const call: Call = { id: '', name: '', text: '', index: piece.index ?? undefined, extra: undefined };
    calls.push(call);
    return call;
  }

  /** The call that a piece goes on with. Ollama gives the same index to every call, so that only their ids tell. */
  function openFor(piece: CallPiece): Call | undefined {
    const candidate =
      piece.index === undefined || piece.index === null
        ? calls.at(-1)
        : calls.findLast((call) => call.index === piece.index);
    if (candidate === undefined) return undefined;
    const isOther = piece.id && candidate.id !== '' && piece.id !== candidate.id;
    return isOther || (piece.function?.name && startsAnew(candidate, piece)) ? undefined : candidate;
  }
}

/** Without ids: a call with a name after one that is whole. Some servers say the name at every piece. */
function startsAnew(before: Call, piece: CallPiece): boolean {
  if (piece.id && piece.id === before.id) return false;
  const isWhole = before.text !== '' && isJson(before.text);
  return isWhole && (piece.function?.arguments ?? '') !== '';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
