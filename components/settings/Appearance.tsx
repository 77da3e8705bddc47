'use client';
import { locales } from '../i18n/locale.ts';
import { setPreferences, themes, usePreferences } from '../i18n/preferences.ts';
import { useT } from '../i18n/useT.ts';
import { Choice } from '../ui/Choice.tsx';
import { Switch } from '../ui/Switch.tsx';

/** Each language is named in itself, for whoever cannot read the one that is set. */
const languageNames = { en: 'English', de: 'Deutsch' } as const;

export function Appearance() {
  const t = useT('settings');
  const { locale, theme, honeycomb } = usePreferences();
  return (
    <>
      <Choice
        label={t('language')}
        value={locale ?? 'system'}
        options={[
          { value: 'system', label: t('systemLanguage') },
          ...locales.map((value) => ({ value, label: languageNames[value] })),
        ]}
        onChange={(value) => {
          setPreferences({ locale: value === 'system' ? null : value });
        }}
      />
      <Choice
        label={t('theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChange={(value) => {
          setPreferences({ theme: value });
        }}
      />
      <Switch
        label={t('honeycomb')}
        hint={t('honeycombHint')}
        checked={honeycomb}
        onChange={(on) => {
          setPreferences({ honeycomb: on });
        }}
      />
      <p className="text-sm text-muted">{t('thisBrowser')}</p>
    </>
  );
}
