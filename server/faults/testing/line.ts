import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Frames } from './frames.ts';

/** What happens to one message on its way. */
export type Fate = 'keep' | 'drop' | 'double' | 'delay';

/** How late a delayed message is: others overtake it. */
const DELAY_MS = 60;

type Call = { near: Socket; far: Socket };

/** The way between one device and the server, on which everything can happen that happens to networks. */
export class Line {
  /** What becomes of each message of ours, either way; the two ends' own signs of life always pass. */
  fate: () => Fate = () => 'keep';
  /** While true nobody gets through. */
  down = false;
  readonly #farPort: number;
  readonly #calls = new Set<Call>();
  readonly #server: Server;
  #cutNext = false;
  #deaf = new Set<Call>();

  private constructor(farPort: number) {
    this.#farPort = farPort;
    this.#server = createServer((near) => this.#join(near));
  }

  static async to(port: number): Promise<Line> {
    const line = new Line(port);
    line.#server.listen(0, '127.0.0.1');
    await once(line.#server, 'listening');
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection at once. */
  cut(): void {
    for (const call of this.#calls) hangUp(call);
  }

  /** Breaks the connection in the middle of the next message. */
  cutMidFrame(): void {
    this.#cutNext = true;
  }

  /** The connections that are there lead nowhere from now on, and neither end is told. */
  halfOpen(): void {
    for (const call of this.#calls) this.#deaf.add(call);
  }

  /** Nothing is read of what the server sends, until `read`. */
  stopReading(): void {
    for (const { far } of this.#calls) far.pause();
  }

  read(): void {
    for (const { far } of this.#calls) far.resume();
  }

  /** As good as new, from the next message on. */
  heal(): void {
    this.fate = () => 'keep';
    this.down = false;
    this.#cutNext = false;
    this.read();
    for (const call of this.#deaf) hangUp(call);
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(near: Socket): void {
    if (this.down) {
      near.destroy();
      return;
    }
    const call = { near, far: connect(this.#farPort, '127.0.0.1') };
    this.#calls.add(call);
    const end = (): void => {
      hangUp(call);
      this.#calls.delete(call);
      this.#deaf.delete(call);
    };
    for (const socket of [call.near, call.far]) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    this.#carry(call, call.near, call.far);
    this.#carry(call, call.far, call.near);
  }

  #carry(call: Call, from: Socket, to: Socket): void {
    let head: Buffer | null = Buffer.alloc(0);
    let frames: Frames | null = null;
    from.on('data', (chunk: Buffer) => {
      if (this.#deaf.has(call)) return;
      if (frames) {
        this.#pass(frames, chunk, call, to);
        return;
      }
      if (head === null) {
        to.write(chunk);
        return;
      }
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      const words = head.subarray(0, end).toString('latin1');
      const begin = head.subarray(0, end + 4);
      const rest = head.subarray(end + 4);
      head = null;
      to.write(begin);
      if (/^upgrade: *websocket/im.test(words)) {
        frames = new Frames();
        this.#pass(frames, rest, call, to);
      } else to.write(rest);
    });
  }

  #pass(frames: Frames, chunk: Buffer, call: Call, to: Socket): void {
    for (const { bytes, text } of frames.push(chunk)) {
      if (this.#deaf.has(call) || to.destroyed) return;
      // Only what carries events and acknowledgements; the rest keeps the connection itself.
      const isOurs = text !== null && /^4[23]/.test(text);
      if (isOurs && this.#cutNext) {
        this.#cutNext = false;
        to.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => hangUp(call));
        return;
      }
      const write = (): void => {
        if (!to.destroyed) to.write(bytes);
      };
      switch (isOurs ? this.fate() : 'keep') {
        case 'keep':
          write();
          break;
        case 'double':
          write();
          write();
          break;
        case 'delay':
          setTimeout(write, DELAY_MS);
          break;
        case 'drop':
      }
    }
  }
}

function hangUp({ near, far }: Call): void {
  near.destroy();
  far.destroy();
}
