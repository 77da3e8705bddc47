import { Buffer } from 'node:buffer';
import { Duplex } from 'node:stream';
import { type Frame, FrameReader } from './frames.ts';
import type { Gate, GateClient, UnitKind } from './gate.ts';
import { COPY_FAIL, fatalMessage } from './protocol.ts';
import { renameStatement } from './statementNames.ts';

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

let connections = 0;

/**
 * What a `pg.Client` takes for its socket: the messages it writes are gathered into units and taken to the gate,
 * the answers are what it reads.
 */
export class WireStream extends Duplex implements GateClient {
  readonly #gate: Gate;
  readonly #reader = new FrameReader();
  readonly #prefix = `${++connections}_`;
  readonly #statements = new Set<string>();
  #unit: Buffer[] = [];
  #unanswered = 0;
  #ending = false;

  constructor(gate: Gate) {
    super();
    this.#gate = gate;
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  answer(bytes: Buffer): void {
    this.#unanswered -= 1;
    this.push(bytes);
    if (this.#ending) this.#hangUp();
  }

  notify(bytes: Buffer): void {
    this.push(bytes);
  }

  fail(code: string, message: string): void {
    this.push(fatalMessage(code, message));
    // The message must be read before the end is seen.
    setImmediate(() => this.destroy());
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    for (const frame of this.#reader.read(chunk)) this.#take(frame);
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#hangUp();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#gate.leave(this, this.#statements);
    done(error);
  }

  #take(frame: Frame): void {
    if (frame.kind === 'startup') {
      this.#start(frame.code);
      return;
    }
    const { bytes, declares, forgets } = renameStatement(frame.type, frame.bytes, this.#prefix);
    if (declares !== undefined) this.#statements.add(declares);
    if (forgets !== undefined) this.#statements.delete(forgets);
    switch (frame.type) {
      case 'X':
        this.#hangUp();
        return;
      // What a client sends for a COPY it has begun: the copy was ended when it began.
      case 'c':
      case 'd':
      case 'f':
        return;
      case 'Q':
        this.#submit('complete', bytes, COPY_FAIL);
        return;
      case 'S':
        this.#submit('complete', COPY_FAIL, bytes);
        return;
      case 'H':
        this.#submit('flush', bytes);
        return;
      default:
        this.#unit.push(bytes);
    }
  }

  #start(code: number): void {
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      this.push(Buffer.from('N'));
    } else if (code === CANCEL_REQUEST) {
      this.destroy();
    } else {
      this.#gate.enter(this).then(
        (greeting) => (this.destroyed ? this.#gate.leave(this, []) : this.push(greeting)),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    }
  }

  #submit(kind: UnitKind, ...last: Buffer[]): void {
    this.#unanswered += 1;
    this.#gate.submit(this, Buffer.concat([...this.#unit, ...last]), kind);
    this.#unit = [];
  }

  /** Ends the connection once what was asked is answered. */
  #hangUp(): void {
    this.#ending = true;
    if (this.#unanswered === 0) setImmediate(() => this.destroy());
  }
}
