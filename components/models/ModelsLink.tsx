import { useT } from '../i18n/useT.ts';
import { isAdmin } from '../settings/isAdmin.ts';
import { ScreenLink } from '../shell/ScreenLink.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

/** For admins, the way to where models are set up. */
export function ModelsLink({ className }: { className: string }) {
  const t = useT('settings');
  const admin = useWaggleState(isAdmin);
  if (!admin) return null;
  return (
    <ScreenLink to={{ kind: 'settings', section: 'models' }} className={className}>
      {t('section.models')}
    </ScreenLink>
  );
}
