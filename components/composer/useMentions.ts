import { useMemo, useState } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { selectMentionables } from '../../client/select/route.ts';
import { selectMe } from '../../client/select/contacts.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { everyoneOption, matchOptions, type MentionOption, type MentionQuery, mentionQuery } from './mentionQuery.ts';

/** So many are offered; of more than these one writes on. */
const MOST = 50;

export type Mentions = {
  query: MentionQuery | null;
  options: readonly MentionOption[];
  active: number;
  setActive: (index: number) => void;
  /** Closes the list until the `@…` changes. */
  dismiss: () => void;
};

/** The list of who can be mentioned at the caret: agents first, then everyone, then people. */
export function useMentions(chatId: string, text: string, caret: number): Mentions {
  const t = useT('composer');
  const mentionables = useWaggleState((state) => selectMentionables(state, chatId));
  const contacts = useWaggleState(selectContacts);
  const me = useWaggleState(selectMe);
  const all = useMemo(() => {
    const views = mentionables
      .map(({ id }) => contactIn(contacts, id))
      .filter(({ id, name }) => id !== me && name !== '');
    const option = (contact: (typeof views)[number]): MentionOption =>
      contact.kind === 'agent'
        ? {
            id: contact.id,
            name: contact.name,
            insert: contact.agent.handle,
            keys: [contact.name, contact.agent.handle],
          }
        : { id: contact.id, name: contact.name, insert: contact.name, keys: [contact.name] };
    const agents = views.filter((contact) => contact.kind === 'agent').map(option);
    const people = views.filter((contact) => contact.kind !== 'agent').map(option);
    return [...agents, ...(agents.length > 1 ? [everyoneOption(t('everyone'))] : []), ...people];
  }, [mentionables, contacts, me, t]);

  const found = mentionQuery(text, caret);
  const key = found === null ? '' : `${String(found.start)}:${found.query}`;
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [chosen, setChosen] = useState({ key: '', index: 0 });
  const options = useMemo(() => (found === null ? [] : matchOptions(all, found.query).slice(0, MOST)), [all, found]);
  const open = found !== null && dismissed !== found.start && options.length > 0 && !isWhole(options, found.query);
  if (found === null && dismissed !== null) setDismissed(null);
  return {
    query: open ? found : null,
    options,
    active: chosen.key === key ? Math.min(chosen.index, options.length - 1) : 0,
    setActive: (index) => {
      setChosen({ key, index: (index + options.length) % options.length });
    },
    dismiss: () => {
      setDismissed(found?.start ?? null);
    },
  };
}

/** A name that is written out in full needs no list, so that Enter sends, unless a longer one begins with it. */
function isWhole(options: readonly MentionOption[], query: string): boolean {
  return options.length === 1 && options[0]?.insert.toLowerCase() === query.trimEnd().toLowerCase();
}
