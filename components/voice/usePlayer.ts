import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { FileView } from '../attachments/fileView.ts';

const SPEEDS = [1, 1.5, 2] as const;
type Speed = (typeof SPEEDS)[number];

/** One speed for all voice notes, and one of them at a time. */
const heard = createStore<{ speed: Speed; audio: HTMLAudioElement | null }>(() => ({ speed: 1, audio: null }));

export type Player = {
  playing: boolean;
  /** Milliseconds. */
  at: number;
  whole: number;
  speed: number;
  /** The browser can't play it. */
  failed: boolean;
  toggle: () => void;
  seek: (ms: number) => void;
  quicker: () => void;
};

/** Plays a voice note. Nothing of it is fetched before it is played or gone through. */
export function usePlayer({ src, durationMs }: Pick<FileView, 'src' | 'durationMs'>): Player {
  const speed = useStore(heard, (state) => state.speed);
  const audio = useRef<HTMLAudioElement | null>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(durationMs ?? 0);
  const [failed, setFailed] = useState(false);

  useEffect(
    () => () => {
      audio.current?.pause();
      audio.current = null;
    },
    [src],
  );
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed;
  }, [speed]);
  useEffect(() => {
    if (!playing) return;
    let frame = requestAnimationFrame(function tell() {
      if (audio.current) setAt(audio.current.currentTime * 1000);
      frame = requestAnimationFrame(tell);
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [playing]);

  function made(): HTMLAudioElement | null {
    if (audio.current || src === null) return audio.current;
    const element = new Audio();
    element.preload = 'auto';
    element.src = src;
    element.playbackRate = speed;
    element.onplay = () => {
      setPlaying(true);
    };
    element.onpause = () => {
      setPlaying(false);
    };
    element.onended = () => {
      setPlaying(false);
      setAt(0);
      element.currentTime = 0;
    };
    element.ondurationchange = () => {
      if (Number.isFinite(element.duration) && element.duration > 0) setLength(Math.round(element.duration * 1000));
    };
    element.onerror = () => {
      setFailed(true);
      setPlaying(false);
    };
    audio.current = element;
    return element;
  }

  return {
    playing,
    at: Math.min(at, length),
    whole: length,
    speed,
    failed,
    toggle() {
      const element = made();
      if (!element) return;
      if (!element.paused) {
        element.pause();
        return;
      }
      const before = heard.getState().audio;
      if (before !== element) before?.pause();
      heard.setState({ audio: element });
      element.play().catch(() => {
        setPlaying(false);
      });
    },
    seek(ms) {
      const element = made();
      if (!element) return;
      const to = Math.min(Math.max(0, ms), length);
      setAt(to);
      element.currentTime = to / 1000;
    },
    quicker() {
      heard.setState({ speed: SPEEDS[(SPEEDS.indexOf(heard.getState().speed) + 1) % SPEEDS.length] ?? 1 });
    },
  };
}
