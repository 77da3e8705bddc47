import { lazy, Suspense } from 'react';
import type { Message } from '../../shared/message.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { AppointmentForm } from './AppointmentForm.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { ForwardDialog } from './ForwardDialog.tsx';
import { HistorySheet } from './HistorySheet.tsx';
import { InfoSheet } from './InfoSheet.tsx';
import { MessageMenu } from './MessageMenu.tsx';
import { PollForm } from './PollForm.tsx';
import { ReactionsDialog } from './ReactionsDialog.tsx';
import type { Opened } from './threadUi.ts';
import { useMessage, useThreadUi } from './ThreadUiProvider.tsx';
import { VotersSheet } from './VotersSheet.tsx';

const AgainDialog = lazy(() =>
  import('../choices/AgainDialog.tsx').then((module) => ({ default: module.AgainDialog })),
);
const Board = lazy(() => import('../board/Board.tsx').then((module) => ({ default: module.Board })));
const MailSheet = lazy(() => import('./MailSheet.tsx').then((module) => ({ default: module.MailSheet })));
const EmojiPopover = lazy(() => import('./EmojiPopover.tsx').then((module) => ({ default: module.EmojiPopover })));

/** Whatever lies over the thread: a menu, a dialog, a sheet. */
export function Overlays({ opened }: { opened: Opened }) {
  switch (opened.kind) {
    case 'forward':
      return <ForwardDialog messageIds={opened.messageIds} />;
    case 'delete':
      return <DeleteDialog messageIds={opened.messageIds} />;
    case 'poll':
      return <PollForm />;
    case 'appointment':
      return <AppointmentForm />;
    case 'board':
      return (
        <Suspense>
          <Board opened={opened} />
        </Suspense>
      );
    default:
      return <OverMessage key={opened.messageId} opened={opened} />;
  }
}

function OverMessage({ opened }: { opened: Extract<Opened, { messageId: string }> }) {
  const ui = useThreadUi();
  const message = useMessage(opened.messageId);
  if (!message) return null;
  switch (opened.kind) {
    case 'menu':
    case 'react':
      return <MessageMenu message={message} opened={opened} />;
    case 'emojis':
      return <AllEmojis message={message} opened={opened} />;
    case 'info':
      return <InfoSheet message={message} />;
    case 'history':
      return <HistorySheet message={message} />;
    case 'reactions':
      return <ReactionsDialog message={message} />;
    case 'voters':
      return <VotersSheet message={message} />;
    case 'again':
      return (
        <Suspense>
          <AgainDialog message={message} from={opened.from} onClose={ui.close} />
        </Suspense>
      );
    case 'mails':
      return (
        <Suspense>
          <MailSheet message={message} />
        </Suspense>
      );
  }
}

function AllEmojis({ message, opened }: { message: Message; opened: Extract<Opened, { at: unknown }> }) {
  const ui = useThreadUi();
  const waggle = useWaggle();
  return (
    <Suspense>
      <EmojiPopover
        anchor={<span aria-hidden className="fixed size-0" style={{ left: opened.at.x, top: opened.at.y }} />}
        onChoose={(emoji) => {
          waggle.act('message:react', { chatId: message.chatId, messageId: message.id, emoji, on: true });
          ui.close();
        }}
        onClose={ui.close}
        returnFocus={() => opened.from?.focus()}
      />
    </Suspense>
  );
}
