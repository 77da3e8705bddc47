import { useShallow } from 'zustand/react/shallow';
import { selectContact } from '../../client/select/contacts.ts';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { selectAskedBy, selectMissing, type Voice, votersIn } from '../../client/select/voices.ts';
import type { Message } from '../../shared/message.ts';
import { EITHER, type Terms } from '../../shared/terms.ts';
import type { ToolApproval } from '../../shared/toolCard.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

type NeedsProps = { message: Message; approval: ToolApproval; voice: Voice; confirms: boolean };

/** Whose yes a card waits for, and who said it so far; nothing where it is this person's alone. */
export function Needs({ message, approval, voice, confirms }: NeedsProps) {
  const t = useT('policies');
  const contactName = useContactName();
  const contacts = useWaggleState(selectContacts);
  const asker = contactName(useWaggleState((state) => selectContact(state, selectAskedBy(state, message))));
  const { terms = EITHER, votes = [] } = approval;
  const here = useWaggleState(useShallow((state) => votersIn(state, message).map(({ id }) => id)));
  const missing = useWaggleState(useShallow((state) => selectMissing(state, message, approval)));
  const yes = votes.filter((id) => here.includes(id));
  const names = yes.map((id) => contactName(contactIn(contacts, id))).join(', ');
  const several = terms.people > 1 || (terms.requester && terms.admin);
  if (voice === 'wanted' && !several) return null;
  return (
    <div className="mt-2 text-sm text-muted">
      <p>{confirms ? t('needs.confirm', { asker }) : sentences(terms).join(' ')}</p>
      {several && (
        <p className="mt-1 font-medium text-ink" role="status">
          {yes.length === 0
            ? t('noneSoFar', { needed: total() })
            : [t('soFar', { count: yes.length, needed: total(), names }), ...lacking()].join(' · ')}
        </p>
      )}
      {voice === 'given' && <p className="mt-1">{t('voted')}</p>}
    </div>
  );

  function total(): number {
    return Math.max(terms.people, terms.requester && terms.admin ? 2 : 1);
  }

  function lacking(): string[] {
    return [
      ...(missing.people > 0 ? [t('missing.people', { count: missing.people })] : []),
      ...(missing.requester ? [t('missing.requester', { asker })] : []),
      ...(missing.admin ? [t('missing.admin')] : []),
    ];
  }

  function sentences({ requester, admin, people }: Terms): string[] {
    if (people > 1) {
      return [
        t('needs.people', { needed: people }),
        ...(requester ? [t('needs.alsoRequester', { asker })] : []),
        ...(admin ? [t('needs.alsoAdmin')] : []),
      ];
    }
    if (requester && admin) return [t('needs.both', { asker })];
    return [requester ? t('needs.requester', { asker }) : admin ? t('needs.admins') : t('needs.either', { asker })];
  }
}
