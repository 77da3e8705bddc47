import type { Reply } from '../../shared/reply.ts';
import type { SearchPage } from '../../shared/search.ts';
import { count, ms, percentile, times } from '../figures.ts';
import type { Ground } from '../forms.ts';
import { connect, makeGroup, type Person, signUp } from '../people.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

/** Words of which the n-th stands in about each n-th message, down to those that stand in a few. */
const WORDS = 20_000;
/** Words of one message. */
const LENGTH = 16;

/** Searching everything as one types, in chats of very many messages, beside the same in a tenth of them. */
export const search: Row = {
  name: 'search',
  on: 'every form',
  async run(form, { quick }) {
    const many = (form.isEmbedded ? 100_000 : 1_000_000) / (quick ? 20 : 1);
    const rounds = quick ? 5 : 40;
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    try {
      const people = await signUp(waggle.url, 10);
      const [person, ...others] = people;
      const socket = await connect(waggle.url, person);
      const ids = others.map(({ id }) => id);
      const chatIds = [await makeGroup(socket, ids), await makeGroup(socket, ids), await makeGroup(socket, ids)];
      socket.close();
      const filled = async (from: number, to: number): Promise<Taken> => {
        await waggle.end();
        await fill(ground, { chatIds, senderId: person.id, from, to });
        await waggle.up();
        return ask({ url: waggle.url, people, chatIds, rounds });
      };
      const few = await filled(0, many / 10);
      const lots = await filled(many / 10, many);
      const all = [...lots.values()].flat();
      const tail = percentile(all, 0.95);
      const before = percentile([...few.values()].flat(), 0.95);
      const kinds = [...lots].map(([kind, taken]) => `${kind} ${ms(percentile(taken, 0.95))}`);
      return [
        {
          what: `search among ${count(many)} messages, p95`,
          value: ms(tail),
          limit: kinds.join(', '),
          bar: '≤ 150 ms',
          pass: tail <= 150,
        },
        {
          what: `the same, beside ${count(many / 10)} messages`,
          value: times(tail / before),
          limit: ms(before),
          bar: '< 10×',
          pass: tail / before < 10,
        },
      ];
    } finally {
      await waggle.stop();
      await ground.clear();
    }
  },
};

type Filling = { chatIds: readonly string[]; senderId: string; from: number; to: number };

/** Messages of random words, in turns into the chats; the index of the words is made when they are there. */
async function fill(ground: Ground, { chatIds, senderId, from, to }: Filling): Promise<void> {
  const store = await ground.open();
  try {
    const { pool } = store.database;
    await pool.query('drop index message_search_words_idx');
    const size = 10_000;
    for (let first = from; first < to; first += size) {
      await pool.query(
        `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "createdAt")
          select gen_random_uuid()::text, ($1::text[])[n % $2 + 1], n / $2 + 1, n / $2 + 2, $3, 'user',
            (select string_agg('wort' || translate(floor(${WORDS} ^ random())::text, '0123456789', 'bcdfghklmp'), ' ')
              from generate_series(1, ${LENGTH} + n * 0)),
            '{}', now() - interval '30 seconds' * (1000000 - n)
          from generate_series($4::int, $5::int) n`,
        [chatIds, chatIds.length, senderId, first, Math.min(to, first + size) - 1],
      );
    }
    const index = 'create index message_search_words_idx on message_search using gin (words) with (fastupdate = off)';
    await pool.query(`begin; set local statement_timeout = 0; ${index}; commit`);
    await pool.query(
      `update chat set "lastSeq" = n, version = n + 1
        from (select "chatId", max(seq) as n from message group by "chatId") m where id = "chatId"`,
    );
    await pool.query('vacuum analyze message_search');
    await pool.query('analyze message');
  } finally {
    await store.close();
  }
}

/** By kind of search, how long each took. */
type Taken = Map<string, number[]>;
type Asking = { url: string; people: readonly Person[]; chatIds: readonly string[]; rounds: number };

/** The word that stands in about each `n`-th place of a word. */
function word(n: number): string {
  return `wort${Array.from(String(n), (digit) => 'bcdfghklmp'[Number(digit)]).join('')}`;
}

/** In turns, as nobody may search very often. */
async function ask({ url, people, chatIds, rounds }: Asking): Promise<Taken> {
  const [chatId = ''] = chatIds;
  const kinds: Record<string, (round: number) => Record<string, string>> = {
    common: (round) => ({ text: `${word(1 + (round % 5))} ` }),
    middling: (round) => ({ text: `${word(50 + round * 7)} ` }),
    rare: (round) => ({ text: `${word(3000 + round * 331)} ` }),
    'two words': (round) => ({ text: `${word(2 + round)} ${word(300 + round * 17)} ` }),
    begun: (round) => ({ text: word(10 + round * 13).slice(0, -1) }),
    phrase: (round) => ({ text: `"${word(1 + (round % 7))} ${word(2 + (round % 9))}"` }),
    mistyped: (round) => ({ text: `${word(2000 + round * 97).replace('wort', 'wotr')} ` }),
    'nothing found': (round) => ({ text: `gibtesnicht${'abcdefghij'[round % 10] ?? ''} ` }),
    'in one chat': (round) => ({ text: `${word(100 + round * 41)} `, chatId }),
    'long ago': (round) => ({
      text: `${word(5 + round * 3)} `,
      to: String(Date.now() - 29_900_000_000 + 3_600_000 * round),
    }),
  };
  const taken: Taken = new Map();
  let turn = 0;
  for (let round = -3; round < rounds; round++) {
    for (const [kind, query] of Object.entries(kinds)) {
      const asked = new URLSearchParams({ limit: '20', ...query(Math.abs(round)) });
      const cookie = people[turn++ % people.length]?.cookie ?? '';
      const began = performance.now();
      const response = await fetch(`${url}/api/search?${asked.toString()}`, { headers: { cookie } });
      const reply = (await response.json()) as Reply<SearchPage>;
      const took = performance.now() - began;
      if (!reply.ok) throw new Error(`no search: ${reply.code}`);
      if (round >= 0) taken.set(kind, [...(taken.get(kind) ?? []), took]);
    }
  }
  return taken;
}
