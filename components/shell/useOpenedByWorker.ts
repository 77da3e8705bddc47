import { useEffect } from 'react';
import { navigate } from './navigation.ts';

/** The worker asks for a chat whose notification was tapped; from the first moment on, as it asks only once. */
export function useOpenedByWorker(): void {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return;
    const hear = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'object' || data === null || !('kind' in data) || data.kind !== 'open') return;
      if ('chatId' in data && typeof data.chatId === 'string') navigate({ kind: 'chat', chatId: data.chatId });
    };
    navigator.serviceWorker.addEventListener('message', hear);
    return () => {
      navigator.serviceWorker.removeEventListener('message', hear);
    };
  }, []);
}
