import { useFormatter } from 'use-intl/react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { useFileSize } from '../attachments/useFileSize.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import type { Meant } from './meant.ts';
import { visible } from './visible.ts';

/** Which file or which people names of an input stand for, so that nobody needs to know them by their ids. */
export function MeantView({ meant }: { meant: Meant }) {
  const t = useT('callFields');
  const format = useFormatter();
  const fileSize = useFileSize();
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  switch (meant.kind) {
    case 'file': {
      const { name, bytes, sent } = meant;
      const size = fileSize(bytes);
      const about = sent && {
        name: visible(contactName(contactIn(contacts, sent.by))),
        when: format.dateTime(sent.at, { dateStyle: 'medium', timeStyle: 'short' }),
      };
      return (
        <>
          <span className="block">{visible(name)}</span>
          <span className="block text-muted">{about ? t('aboutFile', { size, ...about }) : size}</span>
        </>
      );
    }
    case 'people':
      return meant.people.map(({ id, name }) => {
        const now = contactIn(contacts, id).name;
        const isOther = now !== '' && now !== name;
        return (
          <span key={id} className="block">
            {isOther ? t('renamed', { name: visible(name), now: visible(now) }) : visible(name)}
          </span>
        );
      });
  }
}
