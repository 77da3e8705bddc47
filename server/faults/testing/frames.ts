/** One WebSocket frame as it goes over the wire, and what it says if it is a text. */
export type Frame = { bytes: Buffer; text: string | null };

/** Cuts a stream of bytes into WebSocket frames; what is not whole yet waits for more. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): Frame[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    for (let frame = this.#take(); frame; frame = this.#take()) frames.push(frame);
    return frames;
  }

  #take(): Frame | undefined {
    const head = headOf(this.#rest);
    if (!head || this.#rest.length < head.end) return undefined;
    const bytes = this.#rest.subarray(0, head.end);
    this.#rest = this.#rest.subarray(head.end);
    const payload = bytes.subarray(head.begin);
    const plain = head.mask ? payload.map((byte, at) => byte ^ (head.mask?.[at % 4] ?? 0)) : payload;
    return { bytes, text: head.opcode === 1 ? Buffer.from(plain).toString('utf8') : null };
  }
}

type Head = { opcode: number; mask: Buffer | null /** Of the payload. */; begin: number; end: number };

function headOf(bytes: Buffer): Head | undefined {
  if (bytes.length < 2) return undefined;
  const opcode = bytes.readUInt8(0) & 0x0f;
  const isMasked = (bytes.readUInt8(1) & 0x80) !== 0;
  const short = bytes.readUInt8(1) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const begin = 2 + extra + (isMasked ? 4 : 0);
  if (bytes.length < begin) return undefined;
  const length = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const mask = isMasked ? bytes.subarray(begin - 4, begin) : null;
  return { opcode, mask, begin, end: begin + length };
}
