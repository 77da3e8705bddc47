'use client';
import { lazy, type ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';
import { Lazy } from '../shell/Lazy.tsx';
import { PaneHead } from '../shell/PaneHead.tsx';
import type { SettingsSection } from '../shell/screen.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Appearance } from './Appearance.tsx';
import { Blocked } from './Blocked.tsx';
import { Devices } from './Devices.tsx';
import { People } from './People.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { Profile } from './Profile.tsx';
import { isAdmin } from './isAdmin.ts';
import { isForAdmins } from './SettingsList.tsx';
import { WorkspaceSettings } from './WorkspaceSettings.tsx';

const StarredMessages = lazy(() =>
  import('../messages/StarredMessages.tsx').then((module) => ({ default: module.StarredMessages })),
);
const NotificationSettings = lazy(() =>
  import('../notifications/NotificationSettings.tsx').then((module) => ({ default: module.NotificationSettings })),
);
const Spending = lazy(() => import('../spending/Spending.tsx').then((module) => ({ default: module.Spending })));
const Policies = lazy(() => import('../policies/Policies.tsx').then((module) => ({ default: module.Policies })));
const Connections = lazy(() =>
  import('../connections/Connections.tsx').then((module) => ({ default: module.Connections })),
);
const Calendars = lazy(() => import('../calendars/Calendars.tsx').then((module) => ({ default: module.Calendars })));
const Models = lazy(() => import('../models/Models.tsx').then((module) => ({ default: module.Models })));

/** One section of the settings. */
export function SettingsPage({ section }: { section: SettingsSection }) {
  const t = useT('settings');
  const admin = useWaggleState(isAdmin);
  const body = (): ReactNode => {
    if (isForAdmins(section) && !admin) return <Notice kind="note">{t('adminOnly')}</Notice>;
    switch (section) {
      case 'profile':
        return <Profile />;
      case 'starred':
        return (
          <Lazy scope="starred">
            <StarredMessages />
          </Lazy>
        );
      case 'appearance':
        return <Appearance />;
      case 'notifications':
        return (
          <Lazy scope="notifications">
            <NotificationSettings />
          </Lazy>
        );
      case 'devices':
        return <Devices />;
      case 'blocked':
        return <Blocked />;
      case 'spending':
        return (
          <Lazy scope="spending">
            <Spending />
          </Lazy>
        );
      case 'connections':
        return (
          <Lazy scope="connections">
            <Connections />
          </Lazy>
        );
      case 'calendars':
        return (
          <Lazy scope="calendars">
            <Calendars />
          </Lazy>
        );
      case 'password':
        return <PasswordForm />;
      case 'workspace':
        return <WorkspaceSettings />;
      case 'approvals':
        return (
          <Lazy scope="policies">
            <Policies chatId={null} may />
          </Lazy>
        );
      case 'people':
        return <People />;
      case 'models':
        return (
          <Lazy scope="models">
            <Models />
          </Lazy>
        );
    }
  };
  return (
    <>
      <PaneHead title={t(`section.${section}`)} />
      <div className="safe-bottom min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-xl flex-col gap-6 px-4 py-6 md:px-6 md:py-8">{body()}</div>
      </div>
    </>
  );
}
