'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl/react';
import type { FirstMessages } from '../../messages/en/messages.ts';
import { type Locale, regionalTag } from './locale.ts';
import { loadMessages } from './messages.ts';
import { useChosenLocale, usePreferences } from './preferences.ts';
import { useManifest } from './useManifest.ts';
import { useThemeColour } from './useThemeColour.ts';

type Words = { locale: Locale; messages: FirstMessages };

/** Gives words in the person's language to everything below; until the first are there it shows `splash`. */
export function I18nProvider({ splash, children }: { splash: ReactNode; children: ReactNode }) {
  const locale = useChosenLocale();
  useManifest(locale);
  useThemeColour(usePreferences().theme);
  const [words, setWords] = useState<Words | null>(null);
  const [failure, setFailure] = useState<{ cause: unknown } | null>(null);
  if (failure) throw failure.cause;

  useEffect(() => {
    let current = true;
    document.documentElement.lang = locale;
    loadMessages(locale).then(
      (messages) => {
        if (!current) return;
        setWords({ locale, messages });
      },
      (cause: unknown) => {
        if (current) setFailure({ cause });
      },
    );
    return () => {
      current = false;
    };
  }, [locale]);

  if (!words) return splash;
  return (
    <IntlProvider
      locale={regionalTag(words.locale, navigator.languages)}
      messages={words.messages}
      timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
    >
      {children}
    </IntlProvider>
  );
}
