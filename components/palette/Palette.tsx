'use client';
import { Command } from 'cmdk';
import { Search, TextSearch } from 'lucide-react';
import * as Radix from 'radix-ui/dialog';
import { type ReactNode, useState } from 'react';
import { selectChatRows } from '../../client/select/chatRows.ts';
import { type ContactView, selectContacts, selectMe } from '../../client/select/contacts.ts';
import { ChatAvatar } from '../contacts/ChatAvatar.tsx';
import { reachable } from '../contacts/contactSearch.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useDirect } from '../contacts/useDirect.ts';
import { useT } from '../i18n/useT.ts';
import { searchFor } from '../search/finding.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { DialogContent } from '../ui/DialogContent.tsx';
import { best } from './fuzzy.ts';
import { KeysShown } from './HelpSheet.tsx';
import { paletteUi } from './paletteUi.ts';
import { searchAll } from './searchAll.ts';
import { shortcuts } from './shortcuts.ts';
import { type PaletteCommand, useCommands } from './useCommands.ts';

/** Most of each kind, so that nothing has to be scrolled to. */
const FEW = 5;

/** Goes to a chat, a person or an agent, or does something, by a few letters of its name. */
export function Palette() {
  const t = useT('palette');
  const [typed, setTyped] = useState('');
  const rows = useWaggleState(selectChatRows);
  const contacts = useWaggleState(selectContacts);
  const me = useWaggleState(selectMe);
  const commands = useCommands();
  const { open } = useDirect();
  const names = ({ name }: ContactView) => [name];
  const talked = rows.filter((row) => row.kind !== 'direct' || row.last !== null);
  const chats = best(talked, typed, (row) => [row.title], FEW);
  const shown = chats.flatMap(({ contact }) => contact?.id ?? []);
  const others = typed.trim() === '' ? [] : reachable(contacts.values(), { me, except: shown });
  const people = best(
    others.filter(({ kind }) => kind === 'user'),
    typed,
    names,
    FEW,
  );
  const agents = best(
    others.filter(({ kind }) => kind === 'agent'),
    typed,
    names,
    FEW,
  );
  const few = typed.trim() === '' ? commands.length : FEW;
  const matched = best(commands, typed, ({ label }) => [label], few);
  const close = () => {
    paletteUi.setState({ open: null });
  };
  const choose = (act: () => void) => () => {
    close();
    // What is done may take the focus; the dialog gives it back first.
    setTimeout(act, 0);
  };
  const commandItem = ({ id, label, icon: Icon, shortcut, run }: PaletteCommand) => {
    const keys = shortcuts.find((one) => one.id === shortcut)?.keys[0];
    return (
      <Item key={id} value={`command-${id}`} onSelect={choose(run)}>
        <Icon aria-hidden size={18} className="mx-2 shrink-0 text-muted" />
        <span className="min-w-0 flex-1 truncate">{label}</span>
        {keys && (
          <span className="hidden shrink-0 md:inline">
            <KeysShown keys={keys} />
          </span>
        )}
      </Item>
    );
  };
  const contactItem = (contact: ContactView) => (
    <Item
      key={contact.id}
      value={`contact-${contact.id}`}
      onSelect={choose(() => {
        open(contact.id);
      })}
    >
      <ContactAvatar contact={contact} size="small" />
      <span className="min-w-0 flex-1 truncate">{contact.name}</span>
    </Item>
  );
  return (
    <Radix.Root open onOpenChange={close}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade-in bg-scrim" />
        <DialogContent
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 mx-auto flex max-h-[92dvh] w-full max-w-xl animate-pop-in flex-col overflow-hidden bg-panel text-ink shadow-raised outline-none max-md:safe-top md:top-[12dvh] md:max-h-[70dvh] md:rounded-2xl"
        >
          <Radix.Title className="sr-only">{t('title')}</Radix.Title>
          <Command shouldFilter={false} loop label={t('title')} className="flex min-h-0 flex-col">
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Search aria-hidden size={20} className="shrink-0 text-muted" />
              <Command.Input
                autoFocus
                value={typed}
                onValueChange={setTyped}
                placeholder={t('placeholder')}
                className="h-14 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-muted"
              />
            </div>
            <Command.List className="min-h-0 overflow-y-auto overscroll-contain p-2">
              <Group heading={t('chats')} there={chats.length > 0}>
                {chats.map((row) => (
                  <Item
                    key={row.chatId}
                    value={`chat-${row.chatId}`}
                    onSelect={choose(() => {
                      navigate({ kind: 'chat', chatId: row.chatId });
                    })}
                  >
                    <ChatAvatar kind={row.kind} contact={row.contact} size="small" />
                    <span className="min-w-0 flex-1 truncate">{row.title}</span>
                  </Item>
                ))}
              </Group>
              <Group heading={t('people')} there={people.length > 0}>
                {people.map(contactItem)}
              </Group>
              <Group heading={t('agents')} there={agents.length > 0}>
                {agents.map(contactItem)}
              </Group>
              <Group heading={t('here')} there={matched.some(({ here }) => here)}>
                {matched.filter(({ here }) => here).map(commandItem)}
              </Group>
              <Group heading={t('commands')} there={matched.some(({ here }) => !here)}>
                {matched.filter(({ here }) => !here).map(commandItem)}
              </Group>
              {typed.trim() !== '' && (
                <Item
                  value="search-for"
                  onSelect={choose(() => {
                    searchFor(typed.trim());
                    searchAll();
                  })}
                >
                  <TextSearch aria-hidden size={18} className="mx-2 shrink-0 text-muted" />
                  <span className="min-w-0 flex-1 truncate">{t('searchFor', { text: typed.trim() })}</span>
                </Item>
              )}
            </Command.List>
          </Command>
        </DialogContent>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Group({ heading, there, children }: { heading: string; there: boolean; children: ReactNode }) {
  if (!there) return null;
  return (
    <Command.Group
      heading={heading}
      className="pb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  );
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-10 cursor-default items-center gap-2.5 rounded-lg px-2 py-1 select-none aria-selected:bg-selected aria-selected:[--avatar-ring:var(--color-selected)] pointer-coarse:min-h-11"
    >
      {children}
    </Command.Item>
  );
}
