import { isStandalone } from './standalone.ts';
import { warn } from './warn.ts';

/**
 * Asks the browser not to throw away what is kept here, unsent messages among it, when it is short of room or the app
 * was not opened for weeks. Only where the app is installed or may notify: elsewhere some browsers ask the person.
 */
export async function keepStorage(): Promise<void> {
  const { storage } = navigator as Partial<Navigator>;
  const isMeant = isStandalone() || ('Notification' in window && Notification.permission === 'granted');
  if (!isMeant || typeof storage?.persist !== 'function') return;
  try {
    if (!(await storage.persisted())) await storage.persist();
  } catch (cause) {
    warn('the browser was not asked to keep what is on this device', cause);
  }
}
