import { Buffer } from 'node:buffer';

/** One message of PostgreSQL's wire protocol, as a client sends it. */
export type Frame =
  | { kind: 'startup'; code: number; bytes: Buffer }
  /** `type` is the message's letter: Q, P, B, D, E, S, H, C, X … */
  | { kind: 'message'; type: string; bytes: Buffer };

const PROTOCOL_3 = 3 << 16;
const NOTHING = Buffer.alloc(0);

/** Cuts a client's bytes into messages, however the stream has split them. */
export class FrameReader {
  #pending: Buffer = NOTHING;
  #started = false;

  read(chunk: Buffer): Frame[] {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const frames: Frame[] = [];
    let offset = 0;
    for (;;) {
      const prefix = this.#started ? 1 : 0;
      if (bytes.length - offset < prefix + 4) break;
      const end = offset + prefix + bytes.readInt32BE(offset + prefix);
      if (bytes.length < end) break;
      frames.push(this.#frame(bytes.subarray(offset, end)));
      offset = end;
    }
    this.#pending = offset === bytes.length ? NOTHING : bytes.subarray(offset);
    return frames;
  }

  #frame(bytes: Buffer): Frame {
    if (this.#started) return { kind: 'message', type: String.fromCharCode(bytes.readUInt8(0)), bytes };
    const code = bytes.readInt32BE(4);
    // Requests for encryption or cancellation come before the start-up packet and have its shape.
    this.#started = code >>> 16 === PROTOCOL_3 >>> 16;
    return { kind: 'startup', code, bytes };
  }
}
