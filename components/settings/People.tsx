'use client';
import { EllipsisVertical, KeyRound, Shield, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { selectContact, selectMe } from '../../client/select/contacts.ts';
import type { User } from '../../shared/contact.ts';
import { useAct } from '../contacts/useAct.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { CopyLink } from '../contacts/CopyLink.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

type Link = { user: User; url: string };

/** Everyone with an account, and for each a link with which they set a new password, and whether they are an admin. */
export function People() {
  const t = useT('settings');
  const words = useT('ui');
  const failureText = useFailureText();
  const act = useAct();
  const waggle = useWaggle();
  const users = useWaggleState((state) => state.workspace?.users);
  const me = useWaggleState(selectMe);
  const [busy, setBusy] = useState<string | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  const makeLink = async (user: User) => {
    if (busy !== null) return;
    setBusy(user.id);
    const reply = await waggle.command('user:reset', { userId: user.id });
    setBusy(null);
    if (reply.ok) setLink({ user, url: reply.data.url });
    else showToast({ kind: 'failure', text: failureText(reply) });
  };
  const sorted = users?.toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <>
      <p className="text-muted">{t('peopleText')}</p>
      <ul role="list" aria-label={t('section.people')} className="-mx-2 flex flex-col gap-1">
        {sorted?.map((user) => (
          <PersonRow
            key={user.id}
            user={user}
            isMe={user.id === me}
            busy={busy === user.id}
            onRole={() => void act('user:role', { userId: user.id, role: user.role === 'admin' ? 'member' : 'admin' })}
            onReset={() => void makeLink(user)}
          />
        ))}
      </ul>
      <Dialog
        open={link !== null}
        title={t('resetTitle', { name: link?.user.name ?? '' })}
        description={t('resetText', { name: link?.user.name ?? '' })}
        closeLabel={words('close')}
        onClose={() => {
          setLink(null);
        }}
      >
        {link && <CopyLink label={t('resetLink')} url={link.url} />}
      </Dialog>
    </>
  );
}

type PersonRowProps = { user: User; isMe: boolean; busy: boolean; onReset: () => void; onRole: () => void };

function PersonRow({ user, isMe, busy, onReset, onRole }: PersonRowProps) {
  const t = useT('settings');
  const contact = useWaggleState((state) => selectContact(state, user.id));
  return (
    <li className="flex min-h-14 items-center gap-3 rounded-xl px-2 py-1.5">
      <ContactAvatar contact={contact} />
      <span className="min-w-0 flex-1 truncate">{user.name}</span>
      {isMe && <Badge>{t('isYou')}</Badge>}
      {user.role === 'admin' && <Badge kind="accent">{t('role.admin')}</Badge>}
      {!isMe && (
        <Menu
          trigger={
            <IconButton
              icon={EllipsisVertical}
              label={t('personMenu', { name: user.name })}
              aria-busy={busy || undefined}
            />
          }
          items={[
            { label: t('reset'), icon: KeyRound, onSelect: onReset },
            user.role === 'admin'
              ? { label: t('makeMember'), icon: ShieldOff, onSelect: onRole }
              : { label: t('makeAdmin'), icon: Shield, onSelect: onRole },
          ]}
        />
      )}
    </li>
  );
}
