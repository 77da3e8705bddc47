'use client';
import { EllipsisVertical, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { type AgentActivity, selectAgentActivities } from '../../client/select/agents.ts';
import { contactIn, isUsable, selectContacts, selectMe } from '../../client/select/contacts.ts';
import type { Member, MemberRole } from '../../shared/chat.ts';
import type { ChatState } from '../../shared/chatState.ts';
import { activeMembers } from '../../shared/chatStateView.ts';
import { useToolWords } from '../cards/useToolWords.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { showUndo } from '../ui/toasts.ts';
import { AddMembers } from './AddMembers.tsx';
import { ContactAvatar } from './ContactAvatar.tsx';
import { manages, type MemberAction, memberActions } from './memberActions.ts';
import { useAct } from './useAct.ts';

/** From this many on they can be searched, and so few are shown of them at first. */
const MANY = 12;
const FEW = 8;

export type MembersProps = { chat: ChatState; me: string; mine: MemberRole | undefined };

/** The agents of a group with what each does, and its people with their roles. */
export function Members({ chat, me, mine }: MembersProps) {
  const t = useT('contacts');
  const words = useT('ui');
  const chats = useT('chats');
  const contactName = useContactName();
  const contacts = useWaggleState(selectContacts);
  const act = useAct();
  const [adding, setAdding] = useState(false);
  // Those taken out a moment ago, while it can still be undone.
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const chatId = chat.chat.id;
  const activities = useWaggleState((state) => selectAgentActivities(state, chatId));
  const mayAdd = manages(mine) || (mine !== undefined && chat.chat.permissions.addMembers === 'everyone');
  const present = activeMembers(chat).filter(({ contactId }) => !hidden.has(contactId));
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const wanted = text.trim().toLocaleLowerCase();
  const nameOf = (member: Member) => contactName(contactIn(contacts, member.contactId));
  const members =
    wanted === '' ? present : present.filter((member) => nameOf(member).toLocaleLowerCase().includes(wanted));

  const show = (id: string) => {
    setHidden((now) => new Set([...now].filter((other) => other !== id)));
  };
  const handle = (member: Member, action: MemberAction) => {
    const { contactId } = member;
    switch (action) {
      case 'makeOwner':
      case 'makeAdmin':
      case 'makeMember': {
        const role = ({ makeOwner: 'owner', makeAdmin: 'admin', makeMember: 'member' } as const)[action];
        void act('member:update', { chatId, contactId, role });
        return;
      }
      case 'remove':
        setHidden((now) => new Set([...now, contactId]));
        showUndo({
          text: t('removed', { name: contactName(contactIn(contacts, contactId)) }),
          undoLabel: words('undo'),
          undo: () => {
            show(contactId);
          },
          commit: () => {
            void act('member:remove', { chatId, contactId }).then(() => {
              show(contactId);
            });
          },
        });
    }
  };

  const rows = (kind: Member['kind'], title: string) => {
    const found = members.filter((member) => member.kind === kind);
    if (found.length === 0) return null;
    const shown = all || found.length <= MANY ? found : found.slice(0, FEW);
    return (
      <section>
        <h3 className="mb-1 font-semibold">{title}</h3>
        <ul role="list" aria-label={title} className="-mx-2">
          {shown.map((member) => (
            <MemberRow
              key={member.contactId}
              member={member}
              isMe={member.contactId === me}
              activity={activities.find(({ agentId }) => agentId === member.contactId)}
              actions={member.contactId === me ? [] : memberActions(mine, member)}
              onAction={(action) => {
                handle(member, action);
              }}
            />
          ))}
        </ul>
        {shown.length < found.length && (
          <Button
            size="small"
            kind="quiet"
            onClick={() => {
              setAll(true);
            }}
          >
            {chats('showAll', { count: found.length })}
          </Button>
        )}
      </section>
    );
  };

  return (
    <>
      {present.length > MANY && (
        <SearchField
          label={chats('searchMembers')}
          clearLabel={words('clear')}
          text={text}
          onChange={setText}
          className="-mb-3"
        />
      )}
      {rows('agent', t('agents'))}
      {rows('user', t('people'))}
      {members.length === 0 && (
        <p role="status" className="text-muted">
          {chats('noMember', { text: text.trim() })}
        </p>
      )}
      {mayAdd && (
        <Button
          className="-mt-3"
          onClick={() => {
            setAdding(true);
          }}
        >
          <UserPlus aria-hidden size={18} />
          {t('add')}
        </Button>
      )}
      {adding && (
        <AddMembers
          chatId={chatId}
          present={activeMembers(chat).map(({ contactId }) => contactId)}
          onClose={() => {
            setAdding(false);
          }}
        />
      )}
    </>
  );
}

type MemberRowProps = {
  member: Member;
  isMe: boolean;
  activity: AgentActivity | undefined;
  actions: readonly MemberAction[];
  onAction: (action: MemberAction) => void;
};

function MemberRow({ member, isMe, activity, actions, onAction }: MemberRowProps) {
  const t = useT('contacts');
  const words = useT('ui');
  const toolWords = useToolWords();
  const contactName = useContactName();
  const contact = useWaggleState((state) => contactIn(selectContacts(state), member.contactId));
  const silent = useWaggleState((state) => !isUsable(contact, selectMe(state)));
  const name = contactName(contact);
  const label = {
    makeOwner: 'makeOwner',
    makeAdmin: 'makeAdmin',
    makeMember: 'makeMember',
    remove: 'removeMember',
  } as const;
  return (
    <li className="flex min-h-13 items-center gap-3 rounded-xl px-2 py-1">
      <ContactAvatar contact={contact} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{isMe ? `${name} (${words('you')})` : name}</span>
        {activity?.step && activity.state !== 'ready' && (
          <span
            className={cx('block truncate text-sm', activity.tool === null ? 'text-muted' : 'text-agent')}
            style={contact.kind === 'agent' ? agentColour(contact.agent.colour) : undefined}
          >
            {activity.step === 'using' && activity.tool !== null
              ? toolWords(activity.tool, 'Doing')
              : t(`step.${activity.step}`)}
          </span>
        )}
      </span>
      {activity && (silent ? <Badge>{t('state.silent')}</Badge> : <StateBadge state={activity.state} />)}
      {member.kind === 'user' && member.role !== 'member' && <Badge kind="accent">{t(`role.${member.role}`)}</Badge>}
      {actions.length > 0 && (
        <Menu
          trigger={<IconButton icon={EllipsisVertical} size="small" label={t('memberMenu', { name })} />}
          items={actions.map((action) => ({
            label: t(label[action]),
            danger: action === 'remove',
            onSelect: () => {
              onAction(action);
            },
          }))}
        />
      )}
    </li>
  );
}

function StateBadge({ state }: { state: AgentActivity['state'] }) {
  const t = useT('contacts');
  switch (state) {
    case 'ready':
      return <Badge>{t('state.ready')}</Badge>;
    case 'waiting':
      return <Badge kind="accent">{t('state.waiting')}</Badge>;
    case 'working':
      return (
        <Badge kind="honey">
          <span aria-hidden className="size-1.5 animate-breathe rounded-full bg-current" />
          {t('state.working')}
        </Badge>
      );
  }
}
