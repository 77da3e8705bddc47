/** What stands where a secret stood. */
export const REMOVED = '[secret]';

/** What is to be found and must not be shown; `after` are words that a secret follows, up to the next space. */
export type Sought = { values: readonly string[]; after: readonly string[] };

/** Shorter ones stand in words that mean something else. */
const SHORTEST = 12;
/** What ends a secret that follows a word. */
const BREAK = /[\s"'`<>;,)\]}]/;

/** What to look for, so that these secrets are found as they stand, in base64 and in hexadecimal digits. */
export function soughtFor(secrets: Iterable<string>, after: readonly string[] = []): Sought {
  const values = new Set<string>();
  for (const secret of new Set(secrets)) {
    if (secret.length < SHORTEST) continue;
    values.add(secret);
    const hex = Buffer.from(secret).toString('hex');
    values.add(hex).add(hex.toUpperCase());
    for (const form of [0, 1, 2].map((before) => base64Of(secret, before))) {
      values.add(form).add(form.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  // A longer one first, where one begins like another.
  return { values: [...values].sort((a, b) => b.length - a.length), after };
}

/** How a secret reads in base64 after so many other bytes, without the signs in which it shares bits with others. */
function base64Of(secret: string, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
  const whole = Math.floor(((before + Buffer.byteLength(secret)) * 8) / 6);
  return text.slice([0, 2, 3][before] ?? 0, whole);
}

/** A text without what is sought in it. */
export function withoutSecrets(text: string, sought: Sought): string {
  const redactor = createRedactor(sought);
  return redactor.push(text) + redactor.end();
}

export type Redactor = {
  /** What of the text so far may be shown now: all but what could be the beginning of a secret. */
  push(piece: string): string;
  /** The rest, when no more comes. */
  end(): string;
  found(): boolean;
};

/** Takes secrets out of a text that comes in pieces, wherever they are cut. */
export function createRedactor({ values, after }: Sought): Redactor {
  const byFirst = new Map<string, string[]>();
  for (const value of [...values, ...after]) {
    const first = value.charAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), value]);
  }
  const secret = new Set(values);
  let held = '';
  let isDropping = false;
  let found = false;

  /** What is sure of the text; the rest, which could still become a secret or a longer one, is held back. */
  function sure(text: string): string {
    let shown = '';
    let from = 0;
    for (let at = 0; at < text.length; ) {
      const candidates = byFirst.get(text.charAt(at)) ?? [];
      const left = text.length - at;
      if (candidates.some((value) => value.length > left && value.startsWith(text.slice(at)))) {
        held = text.slice(at);
        return shown + text.slice(from, at);
      }
      const value = candidates.find((one) => secret.has(one) && text.startsWith(one, at));
      if (value === undefined) {
        at += 1;
        continue;
      }
      shown += text.slice(from, at) + REMOVED;
      found = true;
      at += value.length;
      from = at;
    }
    held = '';
    return shown + text.slice(from);
  }

  /** Without what follows a word that a secret follows. */
  function dropped(text: string): string {
    if (isDropping) {
      const end = text.search(BREAK);
      if (end < 0) return '';
      isDropping = false;
      return dropped(text.slice(end));
    }
    const [at, word] = firstOf(text, after);
    if (word === '') return text;
    found = true;
    isDropping = true;
    const to = at + word.length;
    return text.slice(0, to) + REMOVED + dropped(text.slice(to));
  }

  return {
    push: (piece) => (piece === '' ? '' : sure(dropped(held + piece))),
    end() {
      // A secret that is the beginning of a longer one has waited for the rest of it.
      let rest = held;
      for (const value of values) {
        found ||= rest.includes(value);
        rest = rest.replaceAll(value, REMOVED);
      }
      held = '';
      isDropping = false;
      return rest;
    },
    found: () => found,
  };
}

function firstOf(text: string, words: readonly string[]): [at: number, word: string] {
  let first: [number, string] = [text.length, ''];
  for (const word of words) {
    const at = text.indexOf(word);
    if (at >= 0 && at < first[0]) first = [at, word];
  }
  return first;
}
