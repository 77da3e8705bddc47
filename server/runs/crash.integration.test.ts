import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openServerTestPool } from '../store/testing/poolForms.ts';
import { unpackTemplate } from '../store/testing/templates.ts';
import { type CrashSettings, Said } from './testing/crashSettings.ts';
import { BRIEF_ENV, BRIEF_FLAGS } from '../testing/briefNode.ts';

const CHILD = fileURLToPath(new URL('./testing/crashing.ts', import.meta.url));
const RESUME_MS = 5_000;
const serverUrl = process.env.TEST_DATABASE_URL;

type Place = Pick<CrashSettings, 'dataDir' | 'databaseUrl'>;
type Form = { name: string; missing?: string; make: () => Promise<{ place: Place; remove: () => Promise<void> }> };

const forms: Form[] = [
  {
    name: 'embedded',
    async make() {
      const dataDir = await mkdtemp(join(tmpdir(), 'waggle-crash-'));
      await unpackTemplate(dataDir);
      return { place: { dataDir }, remove: () => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }) };
    },
  },
  {
    name: 'on a server',
    ...(serverUrl === undefined ? { missing: 'skipped: TEST_DATABASE_URL is not set' } : {}),
    async make() {
      const store = await openServerTestPool();
      const { rows } = await store.pool.query<{ name: string }>('select current_database() as name');
      const url = new URL(serverUrl ?? '');
      url.pathname = `/${rows[0]?.name ?? ''}`;
      return { place: { databaseUrl: url.href }, remove: () => store.close() };
    },
  },
];

/** A process of its own, and everything it said. */
class Victim {
  readonly said: Said[] = [];
  readonly #child: ChildProcess;
  #heard = () => {};

  constructor(settings: CrashSettings) {
    this.#child = spawn(process.execPath, [...BRIEF_FLAGS, CHILD, JSON.stringify(settings)], {
      env: { ...process.env, ...BRIEF_ENV },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.said.push(Said.parse(JSON.parse(line)));
      this.#heard();
    });
  }

  async until<T>(find: (said: readonly Said[]) => T | undefined): Promise<T> {
    for (;;) {
      const found = find(this.said);
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null) throw new Error(`the process ended with ${this.#child.exitCode}`);
      await new Promise<void>((resolve) => (this.#heard = resolve));
    }
  }

  asked(): Promise<Extract<Said, { kind: 'asked' }>> {
    return this.until((said) => said.find((one) => one.kind === 'asked'));
  }

  of<K extends Said['kind']>(kind: K): Extract<Said, { kind: K }>[] {
    return this.said.filter((one): one is Extract<Said, { kind: K }> => one.kind === kind);
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}

describe.each(forms)('after kill -9, $name', ({ missing, make }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'a run goes on', { timeout: 60_000 }, () => {
    const victims: Victim[] = [];
    let remove: () => Promise<void> = () => Promise.resolve();

    afterEach(async () => {
      await Promise.all(victims.splice(0).map((victim) => victim.kill()));
      await remove();
    });

    async function place(): Promise<Place> {
      const made = await make();
      remove = made.remove;
      return made.place;
    }

    function start(settings: CrashSettings): Victim {
      const victim = new Victim(settings);
      victims.push(victim);
      return victim;
    }

    const textOf = (words: number) => Array.from({ length: words }, (_, index) => `word${index} `).join('');
    const ended = (victim: Victim, id: string) =>
      victim.until((said) => said.find((one) => one.kind === 'ended' && one.messageId === id));

    it('that was committed but never enqueued', async () => {
      const at = await place();
      const first = start({ ...at, ask: '@research go', hang: 'queue', words: 3, waitMs: 1 });
      const { answerIds, userId, chatId } = await first.asked();
      await first.kill();
      const second = start({ ...at, chat: { userId, chatId }, words: 3, waitMs: 1 });
      await second.until((said) => said.find((one) => one.kind === 'up'));
      const up = performance.now();
      expect(await ended(second, answerIds[0]!)).toMatchObject({ status: 'complete', text: textOf(3) });
      expect(performance.now() - up).toBeLessThan(RESUME_MS);
      expect(second.of('called')).toHaveLength(1);
    });

    it('by the model that a person had chosen for it', async () => {
      const at = await place();
      const listed = ['claude-haiku-5-5', 'claude-opus-5-5'];
      const chosen = { listed, again: 'anthropic/claude-opus-5-5' };
      // The second answer, of more words than people wait for.
      const first = start({ ...at, ...chosen, ask: '@research go', words: 40, waitMs: 20 });
      const { answerIds, userId, chatId } = await first.asked();
      await first.until((said) => said.find((one) => one.kind === 'shown' && one.epoch === 1 && one.text !== ''));
      await first.kill();
      expect(first.of('called').map(({ model }) => model)).toEqual(listed);
      const second = start({ ...at, listed, chat: { userId, chatId }, words: 40, waitMs: 1 });
      const answer = await ended(second, answerIds[0]!);
      expect(answer).toMatchObject({ status: 'complete', text: textOf(40), because: 'chosen' });
      expect(second.of('called').map(({ model }) => model)).toEqual(['claude-opus-5-5']);
    });

    it('amid its text, and nothing shown for a second is lost', async () => {
      const at = await place();
      const words = 120;
      const first = start({ ...at, ask: '@research @coder go', words, waitMs: 25 });
      const { answerIds, userId, chatId } = await first.asked();
      const shownAt: { text: string; messageId: string; at: number }[] = [];
      let counted = 0;
      await first.until((said) => {
        for (const one of said.slice(counted)) {
          if (one.kind === 'shown') shownAt.push({ text: one.text, messageId: one.messageId, at: performance.now() });
        }
        counted = said.length;
        const long = answerIds.filter((id) => shownAt.some((one) => one.messageId === id && one.text.length > 600));
        return long.length === answerIds.length ? true : undefined;
      });
      const killedAt = performance.now();
      await first.kill();
      const second = start({ ...at, chat: { userId, chatId }, words, waitMs: 1 });
      await second.until((said) => said.find((one) => one.kind === 'up'));
      const up = performance.now();
      await second.until((said) => (said.filter((one) => one.kind === 'called').length === 2 ? true : undefined));
      expect(performance.now() - up).toBeLessThan(RESUME_MS);
      for (const id of answerIds) {
        expect(await ended(second, id)).toMatchObject({ status: 'complete', text: textOf(words) });
        const old = shownAt.filter((one) => one.messageId === id && killedAt - one.at > 1_100).at(-1);
        const resumed = second.of('shown').find((one) => one.messageId === id);
        expect(old?.text.length).toBeGreaterThan(0);
        expect(resumed?.text.startsWith(old?.text ?? 'nothing')).toBe(true);
        expect(resumed?.epoch).toBe(1);
      }
      for (const { soFar } of second.of('called')) expect(textOf(words).startsWith(soFar)).toBe(true);
    });

    it('without doing again what it has called, or asking for it again', async () => {
      const at = await place();
      const first = start({ ...at, ask: '@research go', calls: true, words: 120, waitMs: 25 });
      const { answerIds, userId, chatId } = await first.asked();
      await first.until((said) => said.find((one) => one.kind === 'shown' && one.text.includes('word20 ')));
      await first.kill();
      const second = start({ ...at, chat: { userId, chatId }, calls: true, words: 120, waitMs: 1 });
      expect(await ended(second, answerIds[0]!)).toMatchObject({
        status: 'complete',
        text: `I look.\n\n${textOf(120)}`,
      });
      expect([...first.of('ran'), ...second.of('ran')]).toHaveLength(1);
      expect(second.of('called').map(({ rounds }) => rounds)).toEqual([1]);
    });

    it('with what people added to it, read where it was read before', async () => {
      const at = await place();
      const steer = 'also look at wax';
      const first = start({ ...at, ask: '@research go', steer, words: 120, waitMs: 25 });
      const { answerIds, userId, chatId } = await first.asked();
      await first.until((said) => said.find((one) => one.kind === 'shown' && one.text.includes('word20 ')));
      await first.kill();
      const second = start({ ...at, chat: { userId, chatId }, steer, words: 120, waitMs: 1 });
      expect(await ended(second, answerIds[0]!)).toMatchObject({
        status: 'complete',
        text: `Bees.\n\n${textOf(120)}`,
      });
      expect(second.of('called')).toMatchObject([{ rounds: 1, added: `Ada adds: ${steer}` }]);
    });

    it('whose results were recorded, without asking anybody again', async () => {
      const at = await place();
      const first = start({ ...at, ask: '@research @coder go', hang: 'end', words: 3, waitMs: 1 });
      const { answerIds, userId, chatId } = await first.asked();
      for (const id of answerIds) await ended(first, id);
      await first.kill();
      const second = start({ ...at, chat: { userId, chatId }, words: 3, waitMs: 1 });
      await second.until((said) => said.find((one) => one.kind === 'run' && one.status === 'done'));
      expect(second.of('called')).toEqual([]);
      expect(second.of('ended')).toEqual([]);
    });
  });
});
