import { type ClientState, emptyState } from '../../client/state.ts';
import { plainSetting } from '../../shared/chat.ts';
import { cardsPlan } from './cardStories.ts';
import { me, type Planned, signedInState, storyId } from './fakeState.ts';

const jonas = storyId(2);
const maximiliane = storyId(3);
const amara = storyId(4);
const li = storyId(5);

const answer = `**HTTP/3** runs over QUIC instead of TCP.

- No head-of-line blocking between streams
- Connections survive a change of network
- One round trip to the first byte, zero when resumed

| | HTTP/2 | HTTP/3 |
|---|---|---|
| Transport | TCP + TLS | QUIC (UDP) |
| Handshake | 2–3 RTT | 1 RTT |
`;

const code = `Here is a small client:

\`\`\`ts
import { fetch } from 'undici';

const reply = await fetch('https://example.org', { signal: AbortSignal.timeout(3000) });
console.log(reply.status, await reply.text());
\`\`\`
`;

const plans: readonly Planned[] = [
  {
    id: 20,
    kind: 'project',
    title: 'HTTP/3',
    goal: 'Decide by Friday whether our servers speak HTTP/3 this year.',
    instructions: 'Short sentences. Name sources. Assume Node 24 behind nginx.',
    answers: 'useful',
    members: ['research', maximiliane, 'coder', jonas],
    said: [
      { from: jonas, text: 'Who has looked at HTTP/3 before?', ago: 190 },
      {
        from: me.id,
        text: '@research what changed in HTTP/3? @coder show me a small client',
        ago: 6,
        mentions: ['research', 'coder'],
      },
      { from: 'research', text: answer, ago: 6 },
      { from: 'coder', text: code, ago: 5, status: 'streaming' },
    ],
  },
  {
    id: 21,
    kind: 'direct',
    members: [jonas],
    said: [
      { from: jonas, text: 'Morning. Did you see the draft?', ago: 42 },
      { from: me.id, text: 'Yes, reading it now', ago: 40 },
      { from: jonas, text: 'The second page is where it gets interesting', ago: 12 },
      { from: jonas, text: 'And can we move the call to three?', ago: 11 },
    ],
    unread: 2,
  },
  {
    id: 22,
    kind: 'group',
    title: 'Donaudampfschifffahrtsgesellschaft Jubiläumsfeier Organisationskomitee',
    members: [maximiliane, amara, li, 'creative'],
    said: [
      { from: amara, text: 'The hall is booked', ago: 1500 },
      {
        from: maximiliane,
        text: '@Mara Lindqvist könntest du die Einladungen übernehmen?',
        ago: 1490,
        mentions: [me.id],
      },
    ],
    unread: 1,
  },
  {
    id: 23,
    kind: 'direct',
    members: ['research'],
    said: [
      { from: me.id, text: 'What is the waggle dance of bees?', ago: 4400 },
      {
        from: 'research',
        text: 'A bee that has found food **dances** the way to it: the angle says the direction, the length of the run the distance.',
        ago: 4399,
        demo: true,
      },
    ],
  },
  {
    id: 24,
    kind: 'direct',
    members: ['translator'],
    said: [
      { from: me.id, text: 'Translate into German: See you tomorrow at the station.', ago: 20000 },
      { from: 'translator', text: '', ago: 19999, status: 'failed', failure: 'bad-key' },
    ],
  },
  { id: 25, kind: 'direct', members: [amara], said: [{ from: me.id, text: 'Photos from Sunday', ago: 30000 }] },
];

function busy(now: number): ClientState {
  const state = signedInState(plans, now);
  const drafted = storyId(25);
  return {
    ...state,
    settings: { ...state.settings, [drafted]: { chatId: drafted, ...plainSetting, draft: 'And the one with the dog' } },
    typing: { [storyId(22)]: [amara] },
    steps: { [storyId(20 * 1000 + 3)]: 'writing' },
  };
}

const signedOut = { kind: 'signed-out', firstRun: false, openSignUp: false, workspace: 'Hohenstein Studio' } as const;

/** States the screens are looked at in, by name. */
export const stories: Readonly<Record<string, (now: number) => ClientState>> = {
  busy,
  cards: (now) => {
    const plan = cardsPlan(now);
    const state = signedInState([plan, ...plans], now);
    const working = storyId(plan.id * 1000 + 7);
    const what = 'nature.com, page 2';
    return {
      ...state,
      steps: { [working]: 'using' },
      stepTools: { [working]: [{ key: 'read_page c', tool: 'read_page', share: 0.4, what }] },
    };
  },
  fresh: (now) => signedInState([], now),
  offline: (now) => ({ ...busy(now), connection: 'offline' }),
  connecting: (now) => ({ ...busy(now), connection: 'connecting', loaded: false, chats: {} }),
  update: (now) => ({ ...busy(now), updateReady: true }),
  member: (now) => ({ ...busy(now), session: { kind: 'signed-in', user: { ...me, role: 'member' } } }),
  many: (now) =>
    signedInState(
      Array.from(
        { length: 300 },
        (_, index): Planned => ({
          id: 100 + index,
          kind: 'group',
          title: `Group ${index + 1}`,
          members: [jonas],
          said: [{ from: jonas, text: `Message ${index + 1}`, ago: index * 30 }],
        }),
      ),
      now,
    ),
  'first-run': () => ({ ...emptyState, session: { ...signedOut, firstRun: true } }),
  'signed-out': () => ({ ...emptyState, session: signedOut }),
  'open-sign-up': () => ({ ...emptyState, session: { ...signedOut, openSignUp: true } }),
  loading: () => emptyState,
};
