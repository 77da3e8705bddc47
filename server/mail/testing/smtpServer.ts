import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A mail as it came in. */
export type Received = { from: string; to: string[]; auth: string | null; data: string };

/** What the server does at a command instead of what it should: an answer, `hang` or `hang-up`; null does as it should. */
export type Fault = (command: string) => string | null;

export type SmtpServer = { port: number; received: Received[]; fault: Fault; close(): void };

/** A mail server by RFC 5321 with AUTH PLAIN, on this machine. */
export async function openSmtpServer(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const server: SmtpServer = {
    port: 0,
    received: [],
    fault: () => null,
    close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
    },
  };
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(socket, server);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  server.port = address.port;
  return server;
}

function serve(socket: Socket, server: SmtpServer): void {
  let mail: Received = { from: '', to: [], auth: null, data: '' };
  let reading: string[] | null = null;
  let rest = '';
  const say = (line: string) => socket.write(`${line}\r\n`);

  /** Whether it did something else than it should. */
  function faulty(command: string): boolean {
    const fault = server.fault(command);
    if (fault === null) return false;
    if (fault === 'hang-up') socket.destroy();
    else if (fault !== 'hang') say(fault);
    return true;
  }

  function obey(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (faulty(verb)) return;
    switch (verb) {
      case 'EHLO':
        socket.write('250-mail.example.com\r\n250-8BITMIME\r\n250 AUTH PLAIN\r\n');
        return;
      case 'AUTH':
        mail.auth = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString();
        say('235 2.7.0 Welcome');
        return;
      case 'MAIL':
        mail = { ...mail, from: addressIn(line), to: [], data: '' };
        say('250 2.1.0 Ok');
        return;
      case 'RCPT':
        mail.to.push(addressIn(line));
        say('250 2.1.5 Ok');
        return;
      case 'DATA':
        reading = [];
        say('354 Go on');
        return;
      case 'QUIT':
        say('221 Bye');
        socket.end();
        return;
      default:
        say('502 5.5.1 Not known here');
    }
  }

  function take(line: string): void {
    if (reading === null) {
      obey(line);
      return;
    }
    if (line !== '.') {
      reading.push(line.replace(/^\./, ''));
      return;
    }
    const data = reading.join('\r\n');
    reading = null;
    if (faulty('.')) return;
    server.received.push({ ...mail, data });
    say('250 2.0.0 Taken');
  }

  socket.setEncoding('utf8');
  socket.on('data', (piece: string) => {
    const lines = (rest + piece).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  if (!faulty('greeting')) say('220 mail.example.com ESMTP');
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
