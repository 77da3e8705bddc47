import { useFormatter } from 'use-intl';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { Notice } from '../ui/Notice.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { PanelSheet } from './PanelSheet.tsx';
import { useAnswer } from './useAnswer.ts';

/** What an edited message said before, the newest first. */
export function HistorySheet({ message }: { message: Message }) {
  const t = useT('actions');
  const format = useFormatter();
  const failureText = useFailureText();
  // An edit is shown before the server has it.
  const { chatId, id: messageId, version } = message;
  const answer = useAnswer('message:history', { chatId, messageId }, version);
  const versions = answer?.ok ? answer.data.versions.toReversed() : [];
  return (
    <PanelSheet title={t('versions.title')}>
      <ol role="list" className="flex flex-col gap-4">
        <Version label={t('versions.now')} text={message.text} />
        {versions.map(({ text, until }) => (
          <Version
            key={until}
            label={t('versions.until', { time: format.dateTime(until, { dateStyle: 'medium', timeStyle: 'short' }) })}
            text={text}
          />
        ))}
      </ol>
      {answer === null && <Spinner />}
      {answer?.ok && versions.length === 0 && <p className="mt-4 text-muted">{t('versions.none')}</p>}
      {answer?.ok === false && <Notice kind="failure">{failureText(answer)}</Notice>}
    </PanelSheet>
  );
}

function Version({ label, text }: { label: string; text: string }) {
  return (
    <li>
      <p className="mb-1 text-sm font-semibold text-muted">{label}</p>
      <p className="rounded-lg bg-sunken px-3 py-2 whitespace-pre-wrap">{text}</p>
    </li>
  );
}
