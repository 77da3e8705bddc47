import { warn } from '../warn.ts';

/** Notes of a sound: frequency in Hz, and when they begin, in seconds. */
type Note = { hertz: number; at: number };

/** A rising fifth for what is meant for somebody, one soft note for the rest. */
const sounds = {
  message: [{ hertz: 587, at: 0 }],
  addressed: [
    { hertz: 587, at: 0 },
    { hertz: 880, at: 0.11 },
  ],
} as const satisfies Record<string, readonly Note[]>;

const LASTS_S = 0.28;
const LOUDNESS = 0.09;
/** What comes in quick succession sounds once. */
const PAUSE_MS = 1_200;

let context: AudioContext | undefined;
let playedAt = 0;

/** Plays a short sound, in one of the open tabs; nothing where the browser wants a tap first. */
export async function playSound(sound: keyof typeof sounds): Promise<void> {
  const now = Date.now();
  if (now - playedAt < PAUSE_MS || typeof AudioContext === 'undefined') return;
  playedAt = now;
  try {
    await alone(async () => {
      context ??= new AudioContext();
      if (context.state === 'suspended') await context.resume();
      for (const note of sounds[sound]) play(context, note);
    });
  } catch (cause) {
    warn('a sound could not be played', cause);
  }
}

function play(to: AudioContext, { hertz, at }: Note): void {
  const begin = to.currentTime + at;
  const tone = to.createOscillator();
  const volume = to.createGain();
  tone.type = 'sine';
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.012);
  volume.gain.exponentialRampToValueAtTime(0.0001, begin + LASTS_S);
  tone.connect(volume).connect(to.destination);
  tone.start(begin);
  tone.stop(begin + LASTS_S);
}

/** Only the first of several tabs that want the same at once does it. */
async function alone(act: () => Promise<void>): Promise<void> {
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return act();
  await locks.request('waggle:sound', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    await act();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS / 2));
  });
}
