'use client';
import {
  Building2,
  CalendarDays,
  ChevronRight,
  Coins,
  Cpu,
  KeyRound,
  type LucideIcon,
  MonitorSmartphone,
  Palette,
  ShieldQuestion,
  Plug,
  Star,
  User,
  Users,
  Bell,
  Ban,
} from 'lucide-react';
import { useT } from '../i18n/useT.ts';
import { ColumnHead } from '../shell/ColumnHead.tsx';
import type { SettingsSection } from '../shell/screen.ts';
import { isAdmin } from './isAdmin.ts';
import { ScreenLink } from '../shell/ScreenLink.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';

const icons: Record<SettingsSection, LucideIcon> = {
  profile: User,
  starred: Star,
  appearance: Palette,
  notifications: Bell,
  devices: MonitorSmartphone,
  blocked: Ban,
  password: KeyRound,
  spending: Coins,
  connections: Plug,
  calendars: CalendarDays,
  workspace: Building2,
  approvals: ShieldQuestion,
  people: Users,
  models: Cpu,
};

const own: readonly SettingsSection[] = [
  'profile',
  'starred',
  'appearance',
  'notifications',
  'devices',
  'blocked',
  'password',
  'spending',
  'connections',
  'calendars',
];
const administration: readonly SettingsSection[] = ['workspace', 'approvals', 'people', 'models'];

export function isForAdmins(section: SettingsSection): boolean {
  return administration.includes(section);
}

/** The left column of the settings; null as `open` is the first of them. */
export function SettingsList({ open }: { open: SettingsSection | null }) {
  const t = useT('settings');
  const admin = useWaggleState(isAdmin);
  return (
    <>
      <ColumnHead title={t('title')} />
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        <Sections title={t('you')} sections={own} open={open} />
        {admin && <Sections title={t('administration')} sections={administration} open={open} />}
      </div>
    </>
  );
}

type SectionsProps = { title: string; sections: readonly SettingsSection[]; open: SettingsSection | null };

function Sections({ title, sections, open }: SectionsProps) {
  const t = useT('settings');
  return (
    <section className="mb-3">
      <h2 className="px-3 py-2 text-sm font-semibold text-muted">{title}</h2>
      <ul role="list" aria-label={title}>
        {sections.map((section) => {
          const Icon = icons[section];
          const current = section === (open ?? 'profile');
          return (
            <li key={section}>
              <ScreenLink
                to={{ kind: 'settings', section }}
                aria-current={section === open ? 'page' : undefined}
                className={cx(
                  'flex min-h-14 items-center gap-3 rounded-xl px-3 py-2 transition-colors focus-visible:-outline-offset-2',
                  current ? 'hover:bg-hover md:bg-selected' : 'hover:bg-hover',
                )}
              >
                <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-disc text-on-disc">
                  <Icon aria-hidden size={20} strokeWidth={1.9} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{t(`section.${section}`)}</span>
                  <span className="block text-sm text-muted">{t(`about.${section}`)}</span>
                </span>
                <ChevronRight aria-hidden size={18} className="shrink-0 text-muted md:hidden" />
              </ScreenLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
