import { beforeEach, describe, expect, it } from 'vitest';
import type { WebAsking, WebFailure, WebNet } from './net.ts';
import { createRobots } from './robots.ts';

const never = new AbortController().signal;
const site = 'https://bees.example';

type Answer = string | { to: string } | WebFailure;

/** A web of a few files. */
function webOf(answers: Record<string, Answer>) {
  const asked: string[] = [];
  const askings: WebAsking[] = [];
  const net: WebNet = {
    async get(address, asking) {
      asked.push(address);
      askings.push(asking);
      const answer = answers[address] ?? { why: 'status', status: 404 };
      if (typeof answer === 'string') {
        return { kind: 'fetched', contentType: 'text/plain', bytes: Buffer.from(answer), cut: false };
      }
      return 'to' in answer ? { kind: 'moved', to: answer.to } : { kind: 'failed', ...answer };
    },
  };
  return { net, asked, askings };
}

let time = 0;
beforeEach(() => {
  time = 0;
});

function robotsOf(text: Answer) {
  const answers: Record<string, Answer> = { [`${site}/robots.txt`]: text };
  const web = webOf(answers);
  const robots = createRobots(web.net, () => time);
  return { ...web, answers, ask: (path: string) => robots(site + path, never) };
}

describe('a robots.txt', () => {
  const text = 'User-agent: *\nDisallow: /private\nAllow: /private/bees$\n\nUser-agent: waggle\nDisallow: /no*honey\n';

  it('is honoured as it speaks to us', async () => {
    const { ask } = robotsOf(text);
    expect(await ask('/private')).toBeUndefined();
    expect(await ask('/no/more/honey')).toEqual({ kind: 'closed' });
  });

  it('is honoured as it speaks to all', async () => {
    const { ask } = robotsOf(text.split('\n\n')[0] ?? '');
    expect(await ask('/private/x')).toEqual({ kind: 'closed' });
    expect(await ask('/private/bees')).toBeUndefined();
    expect(await ask('/')).toBeUndefined();
  });

  it('is asked for once an hour', async () => {
    const { ask, asked, answers } = robotsOf('');
    await ask('/a');
    answers[`${site}/robots.txt`] = 'User-agent: *\nDisallow: /';
    expect(await ask('/b')).toBeUndefined();
    time += 60 * 60_000;
    expect(await ask('/b')).toEqual({ kind: 'closed' });
    expect(asked).toHaveLength(2);
  });

  it('that moved is followed, but not for ever', async () => {
    const { ask, answers, asked } = robotsOf({ to: 'https://www.bees.example/robots.txt' });
    answers['https://www.bees.example/robots.txt'] = 'User-agent: *\nDisallow: /';
    expect(await ask('/')).toEqual({ kind: 'closed' });
    answers['https://www.bees.example/robots.txt'] = { to: `${site}/robots.txt` };
    time += 60 * 60_000;
    asked.length = 0;
    expect(await ask('/')).toBeUndefined();
    expect(asked).toHaveLength(6);
  });

  it('that is not there allows all; one in trouble allows nothing for a while', async () => {
    expect(await robotsOf({ why: 'status', status: 404 }).ask('/')).toBeUndefined();
    const { ask, answers } = robotsOf({ why: 'status', status: 503 });
    expect(await ask('/')).toEqual({ kind: 'closed' });
    answers[`${site}/robots.txt`] = '';
    expect(await ask('/')).toEqual({ kind: 'closed' });
    time += 5 * 60_000;
    expect(await ask('/')).toBeUndefined();
  });

  it.each(['refused', 'unreachable', 'timeout', 'stopped'] as const)(
    'that is %s says so, and is not remembered',
    async (why) => {
      const { ask, asked } = robotsOf({ why });
      expect(await ask('/')).toEqual({ kind: 'failed', why });
      await ask('/');
      expect(asked).toHaveLength(2);
    },
  );

  it('that would keep us busy closes its site', async () => {
    const star = `User-agent: *\n${`Allow: /${'*a'.repeat(200)}\n`.repeat(1000)}`;
    expect(await robotsOf(star).ask(`/${'a'.repeat(1500)}b`)).toEqual({ kind: 'closed' });
    expect(await robotsOf(`User-agent: *\n${'Disallow: /x/y/z\n'.repeat(20_000)}`).ask('/')).toBeUndefined();
  });

  it('is read up to a length', async () => {
    const { ask, askings } = robotsOf('');
    await ask('/');
    expect(askings[0]).toMatchObject({ cut: true, maxBytes: 512 * 1024 });
  });
});

it('few sites are remembered', async () => {
  const { net, asked } = webOf({});
  const robots = createRobots(net, () => time);
  for (let index = 0; index <= 200; index++) await robots(`https://s${index}.example/`, never);
  asked.length = 0;
  await robots('https://s200.example/', never);
  await robots('https://s0.example/', never);
  expect(asked).toEqual(['https://s0.example/robots.txt']);
});

it('what is no web address is refused', async () => {
  const { net } = webOf({});
  for (const address of ['file:///etc/passwd', 'bees']) {
    expect(await createRobots(net, () => 0)(address, never)).toEqual({ kind: 'failed', why: 'refused' });
  }
});
