import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useLocale } from 'use-intl/react';
import { useShallow } from 'zustand/react/shallow';
import type { ChatRow } from '../../client/select/chatRows.ts';
import { type ContactView, selectContacts } from '../../client/select/contacts.ts';
import type { Upload } from '../../client/uploads/upload.ts';
import type { Agent } from '../../shared/contact.ts';
import type { Message } from '../../shared/message.ts';
import { useFilesLine } from '../attachments/useFilesLine.ts';
import { Ticks } from '../chat/Ticks.tsx';
import { useAgentWords } from '../contacts/useAgentWords.ts';
import { useT } from '../i18n/useT.ts';
import { useDoes } from '../runs/useDoes.ts';
import { agentColour } from '../ui/agentColour.ts';
import { plainLine } from '../../shared/plainLine.ts';
import { useWaggleState } from './WaggleProvider.tsx';

/** The second line of a chat in the list: who does something right now, else the draft, else what was last said. */
export function LastLine({ row }: { row: ChatRow }) {
  const t = useT('shell');
  const busy = useBusyLine(row);
  const filesLine = useFilesLine();
  const outgoingFiles = useOutgoingFiles(row);
  if (busy) return busy;
  if (row.draft !== '') {
    return <Line before={<span className="text-danger">{t('draft')} </span>}>{plainLine(row.draft)}</Line>;
  }
  const { last } = row;
  if (!last)
    return <Line>{row.contact?.kind === 'agent' ? <About agent={row.contact.agent} /> : t('noMessages')}</Line>;
  if (last.kind === 'outgoing') {
    const refused = last.outgoing.status.kind === 'refused';
    const sign = refused ? (
      <>
        <CircleAlert aria-hidden size={14} className="mr-1 inline text-danger" />
        <span className="text-danger">{t('notSent')} · </span>
      </>
    ) : (
      <Tick tick="waiting" />
    );
    return <Line before={sign}>{plainLine(last.outgoing.text) || filesLine(outgoingFiles)}</Line>;
  }
  const { message, own, sender, tick } = last;
  if (message.deletedAt !== null) return <Line>{t(message.unreadable ? 'unreadable' : 'deleted')}</Line>;
  const failed = message.status === 'failed' && message.text === '';
  return (
    <Line
      before={
        <>
          {tick && <Tick tick={tick} />}
          {row.kind !== 'direct' && <Sender contact={sender} own={own} />}
        </>
      }
    >
      {failed ? <span className="text-danger">{t('failedAnswer')}</span> : <Said message={message} />}
    </Line>
  );
}

function Said({ message: { text, attachments = [], charts = [] } }: { message: Message }) {
  const t = useT('charts');
  const filesLine = useFilesLine();
  const said = plainLine(text) || filesLine(attachments);
  const [chart] = charts;
  if (chart === undefined) return said;
  return [t('line', { title: chart.title }), said].filter((part) => part !== '').join(' · ');
}

function useOutgoingFiles({ last }: ChatRow): readonly Upload[] {
  const ids = last?.kind === 'outgoing' ? last.outgoing.files : undefined;
  return useWaggleState(useShallow((state) => (ids ?? []).flatMap((id) => state.uploads[id] ?? [])));
}

/** What was said is cut at its end, which may be on either side; what stands before it is not, unless it is all there is room for. */
function Line({ before, children }: { before?: ReactNode; children: ReactNode }) {
  return (
    <span className="flex text-muted">
      <span className="max-w-2/3 shrink-0 truncate whitespace-pre empty:hidden">{before}</span>
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {children}
      </span>
    </span>
  );
}

function Tick({ tick }: ComponentProps<typeof Ticks>) {
  return (
    <span className="mr-1 inline-block align-[-3px]">
      <Ticks tick={tick} />
    </span>
  );
}

function About({ agent }: { agent: Agent }) {
  return useAgentWords()(agent).about;
}

function Sender({ contact, own }: { contact: ContactView; own: boolean }) {
  const t = useT('shell');
  const words = useT('ui');
  if (own) return <span>{t('you')} </span>;
  const name = contact.name === '' ? words('someone') : contact.name;
  return (
    <span
      className={contact.kind === 'agent' ? 'font-medium text-agent' : 'font-medium'}
      style={contact.kind === 'agent' ? agentColour(contact.agent.colour) : undefined}
    >
      {t('by', { name })}{' '}
    </span>
  );
}

function useBusyLine(row: ChatRow): ReactNode {
  const t = useT('shell');
  const locale = useLocale();
  const contacts = useWaggleState(selectContacts);
  const nameOf = (id: string) => contacts.get(id)?.name ?? '';
  const does = useDoes(row);
  const [firstWorking] = row.working;
  if (firstWorking !== undefined) {
    const names = new Intl.ListFormat(locale).format(row.working.map(nameOf));
    return (
      <span className="block truncate text-accent">
        {does ?? (row.working.length === 1 ? t('answeringOne', { name: names }) : t('answeringMany', { names }))}
      </span>
    );
  }
  const [firstTyping] = row.typing;
  if (firstTyping === undefined) return null;
  return (
    <span className="block truncate text-accent">
      {row.typing.length === 1
        ? t('typingOne', { name: nameOf(firstTyping) })
        : t('typingMany', { count: row.typing.length })}
    </span>
  );
}
