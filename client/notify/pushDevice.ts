import type { PushLocale } from '../../shared/push.ts';
import type { Failure } from '../../shared/reply.ts';
import type { Waggle } from '../waggle.ts';
import { isStandalone } from '../standalone.ts';
import { warn } from '../warn.ts';

/**
 * Whether this browser is told of what happens while the app is closed. `insecure`: only over https; `install`: iPhones
 * and iPads want the app on the home screen first; `denied`: the browser was told not to ask any more.
 */
export type PushState = 'unsupported' | 'insecure' | 'install' | 'denied' | 'off' | 'on';

type Commands = Pick<Waggle, 'command'>;

/** Who turned it on here: whoever signs in after them is not told in their place. */
const OWNER_KEY = 'waggle:push';
/** Without a worker, as in development, it would never be ready. */
const READY_MS = 5_000;

export async function readPushState(): Promise<PushState> {
  if (!isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    return isApple() && !isStandalone() ? 'install' : 'unsupported';
  }
  if (Notification.permission === 'denied') return 'denied';
  if (Notification.permission === 'default') return 'off';
  return (await subscriptionHere()) === null ? 'off' : 'on';
}

/** Asks the person, then the browser, then tells the server; only after a tap. */
export async function turnPushOn(
  waggle: Commands,
  { userId, locale }: { userId: string; locale: PushLocale },
): Promise<{ state: PushState; failure?: Failure }> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return { state: permission === 'denied' ? 'denied' : 'off' };
  const told = await subscribe(waggle, locale);
  if (!told.ok) return { state: 'off', failure: told };
  setOwner(userId);
  return { state: 'on' };
}

export async function turnPushOff(waggle: Commands): Promise<PushState> {
  const subscription = await subscriptionHere();
  setOwner(null);
  if (subscription) {
    await subscription.unsubscribe();
    await waggle.command('push:unsubscribe', { endpoint: subscription.endpoint });
  }
  return readPushState();
}

/** Somebody is signed in: tells the server anew where they are, in whose session and language. */
export async function keepPush(
  waggle: Commands,
  { userId, locale }: { userId: string; locale: PushLocale },
): Promise<void> {
  const subscription = await subscriptionHere();
  if (!subscription) return;
  if (ownerHere() === userId && Notification.permission === 'granted') await subscribe(waggle, locale);
  else await subscription.unsubscribe();
}

/** Nobody is signed in any more. */
export async function forgetPush(): Promise<void> {
  setOwner(null);
  await (await subscriptionHere())?.unsubscribe();
}

async function subscribe(waggle: Commands, locale: PushLocale): Promise<{ ok: true } | Failure> {
  const registration = await ready();
  if (!registration) return failed('There is no service worker.', 'no-worker');
  const reply = await waggle.command('push:key', {});
  if (!reply.ok) return reply;
  try {
    const key = bytesOf(reply.data.key);
    let subscription = await registration.pushManager.getSubscription();
    if (subscription && !isSame(subscription.options.applicationServerKey, key)) {
      await subscription.unsubscribe();
      subscription = null;
    }
    subscription ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { p256dh = '', auth = '' } = subscription.toJSON().keys ?? {};
    const told = await waggle.command('push:subscribe', {
      endpoint: subscription.endpoint,
      keys: { p256dh, auth },
      locale,
    });
    return told.ok ? { ok: true } : told;
  } catch (cause) {
    warn('this browser could not be subscribed', cause);
    return failed('The browser has no push service.', 'push-service');
  }
}

function failed(message: string, reason: string): Failure {
  return { ok: false, code: 'unavailable', message, reason };
}

async function subscriptionHere(): Promise<PushSubscription | null> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return null;
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    return (await registration?.pushManager.getSubscription()) ?? null;
  } catch (cause) {
    warn('it could not be found out whether this browser is subscribed', cause);
    return null;
  }
}

function ready(): Promise<ServiceWorkerRegistration | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, READY_MS));
  return Promise.race([navigator.serviceWorker.ready, late]);
}

function ownerHere(): string | null {
  try {
    return localStorage.getItem(OWNER_KEY);
  } catch {
    return null;
  }
}

function setOwner(userId: string | null): void {
  try {
    if (userId === null) localStorage.removeItem(OWNER_KEY);
    else localStorage.setItem(OWNER_KEY, userId);
  } catch (cause) {
    warn('it could not be noted who is told here', cause);
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function isSame(known: ArrayBuffer | null, key: Uint8Array): boolean {
  if (!known || known.byteLength !== key.byteLength) return false;
  return new Uint8Array(known).every((byte, i) => byte === key[i]);
}

/** iPads say that they are Macs, which have no touch. */
function isApple(): boolean {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
  );
}
