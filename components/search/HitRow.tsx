import { memo } from 'react';
import { useFormatter } from 'use-intl';
import { selectChatRow } from '../../client/select/chatRows.ts';
import { selectContact, selectMe } from '../../client/select/contacts.ts';
import type { SearchHit } from '../../shared/search.ts';
import { ChatAvatar } from '../contacts/ChatAvatar.tsx';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { jumpTo } from '../messages/jumps.ts';
import { listTime } from '../shell/listTime.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Marked } from './Marked.tsx';

/** A message that was found: where, by whom, when, and the words around what was looked for. */
export const HitRow = memo(function HitRow({ hit, today }: { hit: SearchHit; today: number }) {
  const t = useT('shell');
  const words = useT('ui');
  const row = useWaggleState((state) => selectChatRow(state, hit.chatId));
  const sender = useWaggleState((state) => selectContact(state, hit.senderId));
  const own = useWaggleState((state) => selectMe(state) === hit.senderId);
  const name = useContactName()(sender);
  const format = useFormatter();
  const time = () => {
    switch (listTime(hit.createdAt, today)) {
      case 'hour':
        return format.dateTime(hit.createdAt, { hour: 'numeric', minute: '2-digit' });
      case 'yesterday':
        return t('yesterday');
      case 'weekday':
        return format.dateTime(hit.createdAt, { weekday: 'long' });
      case 'date':
        return format.dateTime(hit.createdAt, { dateStyle: 'short' });
    }
  };
  if (!row) return null;
  return (
    <button
      type="button"
      onClick={() => {
        jumpTo(hit.chatId, hit.messageId);
      }}
      className="flex w-full items-start gap-3 rounded-xl px-3 py-2.5 text-left transition-colors hover:bg-hover hover:[--avatar-ring:var(--color-hover)] focus-visible:-outline-offset-2"
    >
      <ChatAvatar kind={row.kind} contact={row.contact} size="normal" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-semibold">{row.title || words('someone')}</span>
          <time dateTime={new Date(hit.createdAt).toISOString()} className="shrink-0 text-xs text-muted">
            {time()}
          </time>
        </span>
        <span className="mt-0.5 line-clamp-2 text-sm text-muted [overflow-wrap:anywhere]">
          {(row.kind !== 'direct' || own) && <span className="text-ink">{own ? t('you') : t('by', { name })} </span>}
          <Marked hit={hit} />
        </span>
      </span>
    </button>
  );
});
