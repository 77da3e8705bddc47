import { X } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { selectContact } from '../../client/select/contacts.ts';
import { MESSAGE_LENGTH, type Message } from '../../shared/message.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { MentionList } from './MentionList.tsx';
import { insertMention, type MentionOption } from './mentionQuery.ts';
import { useDraft } from './useDraft.ts';
import { useMentions } from './useMentions.ts';
import { RecordingBar } from '../voice/RecordingBar.tsx';
import { useRecorder } from '../voice/useRecorder.ts';
import { AttachMenu } from './AttachMenu.tsx';
import { SendButton } from './SendButton.tsx';
import { Tray } from './Tray.tsx';
import { WhoAnswers } from './WhoAnswers.tsx';

const none: readonly string[] = [];

export type ComposerHandle = { focus: () => void; put: (text: string) => void };

export type ComposerProps = {
  chatId: string;
  replyTo: Message | null;
  /** The reply was sent or given up. */
  onReplied: () => void;
  ref?: Ref<ComposerHandle>;
};

/** Where a message is written: grows to eight lines, offers who to mention, says who will answer. */
export function Composer({ chatId, replyTo, onReplied, ref }: ComposerProps) {
  const t = useT('composer');
  const waggle = useWaggle();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(chatId);
  const [caret, setCaret] = useState(0);
  const mentions = useMentions(chatId, text, caret);
  const listId = useId();
  const tooLong = text.length - MESSAGE_LENGTH;
  const files = useWaggleState((state) => state.trays[chatId] ?? none);
  const sendable = (text.trim() !== '' || files.length > 0) && tooLong <= 0;

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    put: (put) => {
      setText(text === '' ? put : `${text}\n${put}`);
      field.current?.focus();
    },
  }));
  useGrowth(field, text);
  useFocusOnOpen(field);

  const handleText = (value: string) => {
    setText(value);
    waggle.setTyping(chatId, value.trim() !== '');
  };
  const send = () => {
    if (!sendable) return;
    waggle.send(chatId, { text, replyTo: replyTo?.id, ...(files.length > 0 && { files: [...files] }) });
    waggle.setTyping(chatId, false);
    setText('');
    setCaret(0);
    onReplied();
    field.current?.focus();
  };
  const recordings = useRecorder({
    onSend: ({ file, ...voice }) => {
      const sent = waggle.attach(chatId, [{ file, voice }], 'message');
      waggle.send(chatId, { text: '', replyTo: replyTo?.id, files: sent });
      onReplied();
    },
    onKeep: ({ file, ...voice }) => {
      waggle.attach(chatId, [{ file, voice }], 'tray');
    },
  });
  useFocusAfter(field, recordings.hold !== null);
  const choose = (option: MentionOption) => {
    if (!mentions.query) return;
    const put = insertMention(text, mentions.query, option.insert);
    handleText(put.text);
    setCaret(put.caret);
    requestAnimationFrame(() => {
      field.current?.setSelectionRange(put.caret, put.caret);
    });
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (mentions.query) {
      const option = mentions.options[mentions.active];
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        mentions.setActive(mentions.active + (event.key === 'ArrowDown' ? 1 : -1));
        return;
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && option) {
        event.preventDefault();
        choose(option);
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        mentions.dismiss();
        return;
      }
    }
    if (event.key === 'Escape' && replyTo) {
      event.stopPropagation();
      onReplied();
    } else if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      send();
    }
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc leaves off wherever the focus is while recording
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !recordings.hold) return;
        event.stopPropagation();
        recordings.cancel();
      }}
      className="relative border-t border-line bg-panel px-2 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-4"
    >
      {mentions.query && (
        <MentionList
          id={listId}
          options={mentions.options}
          active={mentions.active}
          onActive={mentions.setActive}
          onChoose={choose}
        />
      )}
      <WhoAnswers chatId={chatId} text={text} replyTo={replyTo?.id ?? null} />
      {replyTo && <ReplyBar message={replyTo} onCancel={onReplied} />}
      <Tray chatId={chatId} onEmptied={() => field.current?.focus()} />
      <div className="flex items-end gap-2">
        {recordings.hold ? (
          <RecordingBar recordings={recordings} />
        ) : (
          <>
            <AttachMenu chatId={chatId} onChosen={() => field.current?.focus()} />
            <textarea
              ref={field}
              value={text}
              rows={1}
              dir="auto"
              aria-label={t('message')}
              placeholder={t('placeholder')}
              aria-controls={mentions.query ? listId : undefined}
              aria-activedescendant={mentions.query ? `${listId}-${String(mentions.active)}` : undefined}
              aria-autocomplete="list"
              aria-invalid={tooLong > 0 || undefined}
              autoCapitalize="sentences"
              enterKeyHint={isTouch() ? 'enter' : 'send'}
              onChange={(event) => {
                handleText(event.target.value);
                setCaret(event.target.selectionStart);
              }}
              onSelect={(event) => {
                setCaret(event.currentTarget.selectionStart);
              }}
              onKeyDown={handleKeyDown}
              onBlur={() => {
                waggle.setTyping(chatId, false);
              }}
              className="max-h-50 min-h-11 min-w-0 flex-1 resize-none rounded-3xl border border-edge bg-raised px-4 py-2.5 leading-5 outline-none focus-visible:border-accent focus-visible:ring-1 focus-visible:ring-accent"
            />
          </>
        )}
        <SendButton
          sendable={sendable}
          blank={text.trim() === '' && files.length === 0}
          recordings={recordings}
          onSend={send}
        />
      </div>
      {tooLong > 0 && (
        <p role="alert" className="px-4 pt-1 text-sm text-danger">
          {t('tooLong', { count: tooLong })}
        </p>
      )}
    </div>
  );
}

function ReplyBar({ message, onCancel }: { message: Message; onCancel: () => void }) {
  const t = useT('composer');
  const contact = useWaggleState((state) => selectContact(state, message.senderId));
  const name = useContactName()(contact);
  return (
    <div className="mb-2 flex items-center gap-2 rounded-lg border-l-3 border-accent bg-tint py-1 pr-1 pl-3">
      <p className="min-w-0 flex-1 text-sm">
        <span className="block font-semibold text-accent">{t('replyingTo', { name })}</span>
        <span className="block truncate text-muted">{message.text}</span>
      </p>
      <IconButton icon={X} size="small" label={t('cancelReply')} onClick={onCancel} />
    </div>
  );
}

/** As tall as its text, up to the limit its style sets. */
function useGrowth(field: React.RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${String(element.scrollHeight + 2)}px`;
  }, [field, text]);
}

/** Once this is over one goes on writing. */
function useFocusAfter(field: React.RefObject<HTMLTextAreaElement | null>, going: boolean) {
  const went = useRef(false);
  useLayoutEffect(() => {
    if (went.current && !going && !isTouch()) field.current?.focus();
    went.current = going;
  }, [field, going]);
}

/** Where there is a keyboard the field is ready at once; on a phone it would open the keyboard over the thread. */
function useFocusOnOpen(field: React.RefObject<HTMLTextAreaElement | null>) {
  useLayoutEffect(() => {
    if (!isTouch()) field.current?.focus();
  }, [field]);
}

function isTouch(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;
}
