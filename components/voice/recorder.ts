import { waveform, waveformOf } from './waveform.ts';

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** How often the loudness is noted. */
const POINT_MS = 60;

export type Recording = { file: File; durationMs: number; waveform: number[] };

export type Recorder = {
  /** How loud it is right now, 0 to 1. */
  level(): number;
  elapsedMs(): number;
  /** Ends it; null when nothing was recorded. */
  stop(): Promise<Recording | null>;
  cancel(): void;
};

/** Whether this browser can record here at all. */
export function canRecord(): boolean {
  return (
    typeof window !== 'undefined' &&
    isSecureContext &&
    typeof MediaRecorder !== 'undefined' &&
    typeof (navigator as Partial<Navigator>).mediaDevices?.getUserMedia === 'function' &&
    TYPES.some((type) => MediaRecorder.isTypeSupported(type))
  );
}

/** Begins to record; rejects as getUserMedia does. `onLost` is called when the microphone goes away. */
export async function startRecorder(onLost: () => void): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type)) ?? '';
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 });
  const chunks: Blob[] = [];
  recorder.ondataavailable = ({ data }) => chunks.push(data);
  const ended = new Promise<void>((resolve) => {
    recorder.onstop = () => {
      resolve();
    };
  });

  const context = new AudioContext();
  // Where no tap came just before, as after asking for the microphone, iPhones let it wait.
  void context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const points: number[] = [];
  const level = () => {
    analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  };
  const noting = setInterval(() => points.push(level()), POINT_MS);
  const begunAt = performance.now();
  let durationMs = 0;
  stream.getAudioTracks()[0]?.addEventListener('ended', onLost);
  recorder.start(1000);

  function close(): void {
    clearInterval(noting);
    durationMs = Math.round(performance.now() - begunAt);
    for (const track of stream.getTracks()) {
      track.removeEventListener('ended', onLost);
      track.stop();
    }
    void context.close();
  }

  return {
    level: () => Math.min(1, level() * 4),
    elapsedMs: () => performance.now() - begunAt,
    async stop() {
      if (recorder.state !== 'inactive') recorder.stop();
      close();
      await ended;
      const [type = 'audio/webm'] = mimeType.split(';');
      const file = new File(chunks, `voice-note.${type === 'audio/mp4' ? 'm4a' : (type.split('/')[1] ?? 'webm')}`, {
        type,
      });
      if (file.size === 0) return null;
      return { file, durationMs, waveform: await drawn(file, points) };
    },
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop();
      close();
    },
  };
}

/** From the recording itself; where the browser can't read what it has written, from what was heard meanwhile. */
async function drawn(file: Blob, points: readonly number[]): Promise<number[]> {
  try {
    const audio = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(await file.arrayBuffer());
    return waveform(audio.getChannelData(0));
  } catch {
    return waveformOf(points);
  }
}
