import { Agent, request } from 'node:https';
import PQueue from 'p-queue';
import webpush from 'web-push';
import type { Logger } from '../log.ts';
import { isPublicAddress, type MayReach, mayBePublicHost, publicLookup } from '../net/publicAddress.ts';
import type { Subscription } from '../store/pushSubscriptions.ts';
import { afterAttempt, type Answer } from './afterAttempt.ts';
import type { Vapid } from './vapid.ts';

export type Envelope = {
  text: string;
  ttlS: number;
  urgency: 'normal' | 'high';
  /** What is not yet delivered under the same topic is replaced. */
  topic: string | undefined;
};

/** How push services are reached; tests have one of their own on this machine. */
export type PushNet = {
  mayReach?: MayReach;
  /** A certificate to trust besides the usual ones. */
  ca?: string;
};

type Parts = {
  vapid: Vapid;
  net?: PushNet | undefined;
  /** The push service does not know this subscription any more. */
  gone(subscription: Subscription): Promise<void>;
  logger: Pick<Logger, 'warn' | 'error'>;
};

const AT_ONCE = 10;
/** More than this waits for nobody: who is so far behind tells old news. */
const MOST_WAITING = 5_000;
const ANSWER_MS = 15_000;
const TOKEN_MS = 60 * 60_000;

/** Encrypts notices and takes them to the browsers' push services, again where that may help. */
export class Delivery {
  readonly #parts: Parts;
  readonly #queue = new PQueue({ concurrency: AT_ONCE });
  readonly #agent: Agent;
  readonly #ended = new AbortController();
  readonly #pauses = new Set<NodeJS.Timeout>();
  readonly #tokens = new Map<string, { header: string; until: number }>();
  #isFull = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { mayReach = isPublicAddress, ca } = parts.net ?? {};
    this.#agent = new Agent({
      keepAlive: true,
      timeout: ANSWER_MS,
      maxSockets: AT_ONCE,
      lookup: publicLookup(mayReach),
      ...(ca === undefined ? {} : { ca }),
    });
  }

  /** Returns at once and never throws. */
  send(subscription: Subscription, envelope: Envelope): void {
    this.#enqueue(subscription, envelope, 1);
  }

  /** Resolves when nothing is under way; what waits for another attempt is not waited for. */
  async idle(): Promise<void> {
    await this.#queue.onIdle();
  }

  /** Gives what is under way a moment; then nothing is sent any more. */
  async close(withinMs: number): Promise<void> {
    for (const pause of this.#pauses) clearTimeout(pause);
    this.#pauses.clear();
    const late = setTimeout(() => this.#ended.abort(), withinMs);
    await this.#queue.onIdle();
    clearTimeout(late);
    this.#ended.abort();
    this.#agent.destroy();
  }

  #enqueue(subscription: Subscription, envelope: Envelope, attempt: number): void {
    if (this.#ended.signal.aborted) return;
    const isFull = this.#queue.size + this.#pauses.size >= MOST_WAITING;
    if (isFull && !this.#isFull) this.#parts.logger.warn({}, 'too many notifications wait: further ones are left out');
    this.#isFull = isFull;
    if (!isFull) void this.#queue.add(() => this.#deliver(subscription, envelope, attempt));
  }

  async #deliver(subscription: Subscription, envelope: Envelope, attempt: number): Promise<void> {
    const { logger, gone } = this.#parts;
    const { host } = new URL(subscription.endpoint);
    try {
      const answer = await this.#attempt(subscription, envelope);
      const next = afterAttempt(answer, attempt, Date.now());
      switch (next.kind) {
        case 'done':
          return;
        case 'gone':
          await gone(subscription);
          return;
        case 'again':
          this.#later(next.inMs, () => this.#enqueue(subscription, envelope, attempt + 1));
          return;
        case 'given-up':
          logger.warn({ host, status: answer.status, attempt }, 'a notification could not be delivered');
      }
    } catch (error) {
      logger.error({ err: error, host }, 'a notification could not be made');
    }
  }

  async #attempt(subscription: Subscription, envelope: Envelope): Promise<Answer> {
    const url = new URL(subscription.endpoint);
    // The agent looks at what a name leads to; an address that stands there already is looked at here.
    if (url.protocol !== 'https:' || !mayBePublicHost(url.hostname, this.#parts.net?.mayReach))
      return { status: 410, retryAfter: undefined };
    const { cipherText } = webpush.encrypt(subscription.p256dh, subscription.auth, envelope.text, 'aes128gcm');
    const headers = {
      authorization: this.#token(url.origin),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      'content-length': cipherText.length,
      ttl: envelope.ttlS,
      urgency: envelope.urgency,
      ...(envelope.topic === undefined ? {} : { topic: envelope.topic }),
    };
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(ANSWER_MS)]);
    return new Promise((resolve) => {
      const asked = request(url, { method: 'POST', headers, agent: this.#agent, signal });
      asked.on('response', (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        response.resume();
      });
      asked.on('error', () => resolve({ status: 0, retryAfter: undefined }));
      asked.end(cipherText);
    });
  }

  /** Who we are, signed for this push service; the same for an hour. */
  #token(audience: string): string {
    const now = Date.now();
    const known = this.#tokens.get(audience);
    if (known !== undefined && known.until > now) return known.header;
    const { subject, publicKey, privateKey } = this.#parts.vapid;
    const header = webpush.getVapidHeaders(audience, subject, publicKey, privateKey, 'aes128gcm').Authorization;
    if (this.#tokens.size > 100) this.#tokens.clear();
    this.#tokens.set(audience, { header, until: now + TOKEN_MS });
    return header;
  }

  #later(ms: number, act: () => void): void {
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      act();
    }, ms);
    pause.unref();
    this.#pauses.add(pause);
  }
}
