import type { ReactNode } from 'react';
import { selectContact } from '../../client/select/contacts.ts';
import { selectBlocked, selectOnlyAdminsWrite, selectSilentAgent } from '../../client/select/silence.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useBlock } from '../contacts/useBlock.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';

/** The composer, or one line on why nothing can be written here. */
export function OrWhyNot({ chatId, children }: { chatId: string; children: ReactNode }) {
  const t = useT('chats');
  const blocked = useWaggleState((state) => selectBlocked(state, chatId));
  const onlyAdmins = useWaggleState((state) => selectOnlyAdminsWrite(state, chatId));
  const silent = useWaggleState((state) => selectSilentAgent(state, chatId));
  if (silent !== null) return <Silent agentId={silent} />;
  if (blocked !== null) return <Blocked contactId={blocked} />;
  return onlyAdmins ? <Line>{t('adminsWrite')}</Line> : children;
}

function Silent({ agentId }: { agentId: string }) {
  const t = useT('chats');
  const contact = useWaggleState((state) => selectContact(state, agentId));
  return <Line>{t('agentSilent', { name: contact.name })}</Line>;
}

function Blocked({ contactId }: { contactId: string }) {
  const t = useT('chats');
  const contact = useWaggleState((state) => selectContact(state, contactId));
  const name = useContactName()(contact);
  const block = useBlock();
  return (
    <Line>
      {t('blocked', { name })}{' '}
      <Button
        kind="quiet"
        size="small"
        busy={block.busy !== null}
        aria-label={t('unblockNamed', { name })}
        onClick={() => {
          block.set(contactId, name, false);
        }}
      >
        {t('unblock')}
      </Button>
    </Line>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <p className="flex min-h-15 flex-wrap items-center justify-center gap-x-2 border-t border-line bg-panel px-4 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] text-center text-muted">
      {children}
    </p>
  );
}
