import type { Device } from '../client/testing/device.ts';

/** The data of a good answer; anything else fails the test. */
export function done<T>(reply: { ok: true; data: T } | { ok: false }): T {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply.data;
}

/** Whose device it is. */
export function userOf(device: Device): string {
  return signedInOn(device).id;
}

/** What they sign in with, whose device it is. */
export function emailOf(device: Device): string {
  return signedInOn(device).email;
}

/** What lets one person in, or so many, and into this chat where there is one. */
export async function invite(device: Device, chatId: string | null, uses = 1): Promise<string> {
  const { url } = done(await device.waggle.command('invite:create', { chatId, hours: 1, uses }));
  return url.split('/').at(-1) ?? '';
}

function signedInOn(device: Device) {
  const { session } = device.state();
  if (session.kind !== 'signed-in') throw new Error('nobody is signed in');
  return session.user;
}
