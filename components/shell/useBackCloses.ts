import { useEffect, useRef } from 'react';

/** What lies over a screen without an address of its own, the topmost last. */
const layers: (() => void)[] = [];
let isOnLayer = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * On touch screens the system's Back closes what lies over the screen before it leads elsewhere: as long as there is
 * something, the history has one entry more, for the same address.
 */
export function useBackCloses(open: boolean, close: () => void): void {
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  });
  useEffect(() => {
    if (!open || !matchMedia('(pointer: coarse)').matches) return;
    const layer = () => {
      latest.current();
    };
    addEventListener('popstate', cameBack);
    layers.push(layer);
    settleSoon();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      settleSoon();
    };
  }, [open]);
}

function isLayerEntry(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'layer' in state && state.layer === true;
}

/** One thing often takes the place of another: only what remains counts. */
function settleSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const state: unknown = history.state;
    if (layers.length > 0 && !isLayerEntry()) {
      history.pushState({ ...(typeof state === 'object' && state), layer: true }, '');
    } else if (layers.length === 0 && isLayerEntry()) {
      history.back();
    }
    isOnLayer = layers.length > 0;
  });
}

function cameBack(): void {
  // Left behind where something over the screen led to another address.
  if (isLayerEntry()) {
    if (layers.length === 0) history.back();
    return;
  }
  if (isOnLayer) layers.at(-1)?.();
  isOnLayer = false;
  if (layers.length > 0) settleSoon();
}
