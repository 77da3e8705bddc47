import { type ReactNode, useEffect, useState } from 'react';
import { useLocale, useMessages } from 'use-intl';
import { IntlProvider } from 'use-intl/react';
import type { later } from '../../messages/en/later.ts';
import type { Locale } from './locale.ts';
import { loadOnce } from './loadOnce.ts';
import { useChosenLocale } from './preferences.ts';

const loadLater = loadOnce(async (locale) => {
  const load = locale === 'de' ? import('../../messages/de/later.ts') : import('../../messages/en/later.ts');
  return (await load).later;
});

/** Gives the words of views that are opened seldom to what is below, which is shown once they are there. */
export function LaterWords({ children }: { children: ReactNode }) {
  const chosen = useChosenLocale();
  const locale = useLocale();
  const first = useMessages();
  const [words, setWords] = useState<{ locale: Locale; later: typeof later } | null>(null);
  const [failure, setFailure] = useState<{ cause: unknown } | null>(null);
  if (failure) throw failure.cause;
  useEffect(() => {
    let current = true;
    loadLater(chosen).then(
      (loaded) => {
        if (current) setWords({ locale: chosen, later: loaded });
      },
      (cause: unknown) => {
        if (current) setFailure({ cause });
      },
    );
    return () => {
      current = false;
    };
  }, [chosen]);
  if (words?.locale !== chosen) return null;
  return (
    <IntlProvider locale={locale} messages={{ ...first, ...words.later }}>
      {children}
    </IntlProvider>
  );
}
