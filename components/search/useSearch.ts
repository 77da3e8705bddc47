import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/reply.ts';
import type { SearchHit, SearchPage, SearchQuery } from '../../shared/search.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

export type Searched =
  | { kind: 'idle' }
  | { kind: 'searching' }
  /** `busy` while newer ones are on their way: what was found stays until then. */
  | ({ kind: 'found'; onDevice: boolean; busy: boolean } & SearchPage)
  | { kind: 'failed'; failure: Failure };

/** So long after the last key the search begins. */
const PAUSE_MS = 180;

/** Searches as one types; null for nothing to search for. The query's identity may change, its content counts. */
export function useSearch(query: SearchQuery | null) {
  const waggle = useWaggle();
  const offline = useWaggleState((state) => state.connection === 'offline');
  const [searched, setSearched] = useState<Searched>({ kind: 'idle' });
  const [tried, setTried] = useState(0);
  const wanted = query === null ? null : JSON.stringify(query);
  const current = useRef(wanted);

  useEffect(() => {
    current.current = wanted;
    if (wanted === null) {
      setSearched({ kind: 'idle' });
      return;
    }
    setSearched((before) => (before.kind === 'found' ? { ...before, busy: true } : { kind: 'searching' }));
    const timer = setTimeout(() => {
      void waggle.search(JSON.parse(wanted) as SearchQuery).then((reply) => {
        if (current.current !== wanted) return;
        setSearched(reply.ok ? { kind: 'found', ...reply.data, busy: false } : { kind: 'failed', failure: reply });
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [wanted, offline, tried, waggle]);

  /** Fetches what comes after; answers the hits that came: none while newer ones are on their way. */
  const more = useCallback(async (): Promise<readonly SearchHit[]> => {
    if (wanted === null || searched.kind !== 'found' || searched.busy || !searched.more) return [];
    const asked = JSON.parse(wanted) as SearchQuery;
    const last = searched.hits.at(-1);
    const next = asked.chatId === undefined ? { offset: searched.hits.length } : last ? { before: last.seq } : {};
    const reply = await waggle.search({ ...asked, ...next });
    if (current.current !== wanted || !reply.ok) return [];
    const known = new Set(searched.hits.map(({ messageId }) => messageId));
    const hits = reply.data.hits.filter(({ messageId }) => !known.has(messageId));
    setSearched({ ...searched, hits: [...searched.hits, ...hits], more: reply.data.more && hits.length > 0 });
    return hits;
  }, [wanted, searched, waggle]);

  const retry = useCallback(() => {
    setTried((times) => times + 1);
  }, []);
  return { searched, more, retry };
}
