import { useTranslations } from 'use-intl/react';
import type { Messages } from '../../messages/en/messages.ts';

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}

/** The words of one namespace (a file of `messages/<language>`): `const t = useT('auth'); t('signIn')`. */
export const useT = useTranslations;
