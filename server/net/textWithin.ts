/** What an answer says; undefined where it is larger than that. */
export async function textWithin({ body }: Response, mostBytes: number): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > mostBytes) return undefined;
  }
  return Buffer.concat(pieces).toString();
}
