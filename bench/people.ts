import { PROTOCOL_VERSION } from '../shared/protocolVersion.ts';
import type { Session } from '../shared/http.ts';
import { newId } from '../shared/ids.ts';
import type { Reply } from '../shared/reply.ts';
import { connectTo, type TestSocket } from '../server/socket/testing/testSocket.ts';

/** Somebody with an account and a session. */
export type Person = { id: string; cookie: string };

/** Signs up the first account and, where more are asked for, others after it; the first is the admin. */
export async function signUp(url: string, howMany = 1): Promise<[Person, ...Person[]]> {
  const admin = await signUpOne(url, 0);
  const others: Person[] = [];
  if (howMany > 1) {
    const socket = await connect(url, admin);
    await socket.do('workspace:update', { openSignUp: true });
    for (let index = 1; index < howMany; index++) others.push(await signUpOne(url, index));
    socket.close();
  }
  return [admin, ...others];
}

async function signUpOne(url: string, index: number): Promise<Person> {
  const response = await fetch(`${url}/api/sign-up`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: `Person ${index}`,
      email: `p${index}@example.org`,
      password: 'correct horse battery',
    }),
  });
  const reply = (await response.json()) as Reply<Session>;
  if (!reply.ok || reply.data.user === null) throw new Error(`no account: ${JSON.stringify(reply)}`);
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { id: reply.data.user.id, cookie: cookie.join('; ') };
}

export function connect(url: string, person: Person): Promise<TestSocket> {
  return connectTo(Number(new URL(url).port), { protocol: PROTOCOL_VERSION }, { cookie: person.cookie, origin: url });
}

/** A group of these contacts besides whoever makes it; the chat's id. */
export async function makeGroup(socket: TestSocket, contacts: readonly string[], title = 'Bench'): Promise<string> {
  const { chatId } = await socket.do('chat:create', { id: newId(), kind: 'group', title, contacts: [...contacts] });
  return chatId;
}
