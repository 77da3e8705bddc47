import { Buffer } from 'node:buffer';
import { messagesIn } from './protocol.ts';

const LISTENS = /^\s*(UN)?LISTEN\s+("(?:[^"]|"")+"|[\w$]+|\*)\s*;?\s*$/i;

/** A channel as a statement writes it: unquoted names are folded to lower case. */
function channelName(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
}

function quoted(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}

/** What one LISTEN or UNLISTEN statement asks for; undefined for every other statement, and for several in one. */
export function listenRequest(statement: string): { kind: 'listen' | 'unlisten'; channel: string } | undefined {
  const match = LISTENS.exec(statement);
  if (match?.[2] === undefined) return undefined;
  return { kind: match[1] === undefined ? 'listen' : 'unlisten', channel: channelName(match[2]) };
}

/**
 * Who listens to which channel. The one session hears every notification inside the answer to whoever caused it;
 * here it is taken out and handed to the clients that asked for it.
 */
export class Channels<Client> {
  readonly #channels = new Map<Client, Set<string>>();

  /** Notes a statement that succeeded; what the session has to do so that the others go on hearing, if anything. */
  note(client: Client, statement: string): string | undefined {
    const request = listenRequest(statement);
    if (request === undefined) return undefined;
    if (request.kind === 'listen') {
      const own = this.#channels.get(client) ?? new Set();
      this.#channels.set(client, own.add(request.channel));
      return undefined;
    }
    const dropped = request.channel === '*' ? [...this.#of(client)] : [request.channel];
    for (const channel of dropped) this.#channels.get(client)?.delete(channel);
    // UNLISTEN has silenced the session as a whole.
    const wanted = this.#wanted();
    return request.channel === '*'
      ? statements('LISTEN', wanted)
      : statements('LISTEN', wanted.has(request.channel) ? [request.channel] : []);
  }

  /** Forgets a client; what the session has to do so that nobody hears for it any more, if anything. */
  forget(client: Client): string | undefined {
    const own = this.#of(client);
    this.#channels.delete(client);
    const wanted = this.#wanted();
    return statements('UNLISTEN', own.difference(wanted));
  }

  /** Takes the notifications out of an answer and says who is to hear them, the answer's own client included. */
  route(answer: Buffer, tell: (client: Client, notification: Buffer) => void): Buffer {
    if (this.#channels.size === 0) return answer;
    const kept: Buffer[] = [];
    for (const { type, bytes } of messagesIn(answer)) {
      if (type !== 'A') {
        kept.push(bytes);
        continue;
      }
      const channel = bytes.toString('utf8', 9, bytes.indexOf(0, 9));
      for (const [client, channels] of this.#channels) if (channels.has(channel)) tell(client, bytes);
    }
    return Buffer.concat(kept);
  }

  #of(client: Client): Set<string> {
    return this.#channels.get(client) ?? new Set();
  }

  #wanted(): Set<string> {
    return new Set([...this.#channels.values()].flatMap((channels) => [...channels]));
  }
}

function statements(verb: 'LISTEN' | 'UNLISTEN', channels: Iterable<string>): string | undefined {
  const text = [...channels].map((channel) => `${verb} ${quoted(channel)};`).join(' ');
  return text === '' ? undefined : text;
}
