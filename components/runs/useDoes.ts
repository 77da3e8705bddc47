import { type AgentActivity, selectAgentActivities } from '../../client/select/agents.ts';
import type { ChatRow } from '../../client/select/chatRows.ts';
import { selectContact } from '../../client/select/contacts.ts';
import { useToolWords } from '../cards/useToolWords.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

/** A line on who of a chat waits for somebody, or what the only one who works uses; null where there is no more to say. */
export function useDoes({ chatId, working }: Pick<ChatRow, 'chatId' | 'working'>): string | null {
  const t = useT('cards');
  const policies = useT('policies');
  const words = useToolWords();
  const contactName = useContactName();
  const told = useWaggleState((state) =>
    working.length === 0 ? undefined : tellable(selectAgentActivities(state, chatId)),
  );
  const contact = useWaggleState((state) => selectContact(state, told?.agentId ?? ''));
  if (told?.tool == null) return null;
  const name = contactName(contact);
  if (told.step === 'waiting') return told.mine ? t('waits', { name }) : policies('othersWaited', { name });
  return t('does', { name, doing: words(told.tool, 'doing') });
}

function tellable(activities: readonly AgentActivity[]): AgentActivity | undefined {
  const busy = activities.filter(({ state }) => state !== 'ready');
  const waiting = busy.filter(({ step }) => step === 'waiting');
  return waiting.find(({ mine }) => mine) ?? waiting[0] ?? (busy.length === 1 ? busy[0] : undefined);
}
