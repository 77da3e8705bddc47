import { BarChart3, CalendarPlus } from 'lucide-react';
import {
  type KeyboardEvent,
  lazy,
  type Ref,
  Suspense,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { MESSAGE_LENGTH } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { lastEditable } from '../messages/lastEditable.ts';
import { useThreadState, useThreadUi } from '../messages/ThreadUiProvider.tsx';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { MentionList } from './MentionList.tsx';
import { insertMention, type MentionOption } from './mentionQuery.ts';
import { type CodeOption, closedCode, insertCode } from './shortcodes.ts';
import { useCodes } from './useCodes.ts';
import { useComposed } from './useComposed.ts';
import { useMentions } from './useMentions.ts';
import type { Mark, OpenList } from '../prompts/mark.ts';
import { useRecorder } from '../voice/useRecorder.ts';
import { AttachMenu } from './AttachMenu.tsx';
import { CodeList } from './CodeList.tsx';
import { completionKeys } from './completionKeys.ts';
import { EditBar, ReplyBar } from './ContextBar.tsx';
import { EmojiButton } from './EmojiButton.tsx';
import { isTouch, useFocusAfter, useFocusOnOpen } from './fieldFocus.ts';
import { SendButton } from './SendButton.tsx';
import { useGrowth } from './useGrowth.ts';
import { WhoAnswers } from './WhoAnswers.tsx';

const none: readonly string[] = [];

const Tray = lazy(async () => ({ default: (await import('./Tray.tsx')).Tray }));
const Prompts = lazy(async () => ({ default: (await import('../prompts/Prompts.tsx')).Prompts }));
const RecordingBar = lazy(async () => ({ default: (await import('../voice/RecordingBar.tsx')).RecordingBar }));

export type ComposerHandle = { focus: () => void; put: (text: string) => void };

export type ComposerProps = {
  chatId: string;
  ref?: Ref<ComposerHandle>;
};

/** Where a message is written: grows to eight lines, offers who to mention, says who will answer. */
export function Composer({ chatId, ref }: ComposerProps) {
  const t = useT('composer');
  const tPoll = useT('polls');
  const tEvent = useT('appointments');
  const ui = useThreadUi();
  const replyTo = useThreadState((state) => state.replyTo);
  const waggle = useWaggle();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, setText, editing } = useComposed(chatId);
  const [caret, setCaret] = useState(0);
  const mentions = useMentions(chatId, text, caret);
  const codes = useCodes(text, caret);
  const [prompts, setPrompts] = useState<OpenList | null>(null);
  const [mark, setMark] = useState<Mark | null>(null);
  const list = mentions.query ? mentions : codes.open ? codes : prompts;
  const listId = useId();
  const tooLong = text.length - MESSAGE_LENGTH;
  const tray = useWaggleState((state) => state.trays[chatId] ?? none);
  const files = editing ? none : tray;
  const sendable = (text.trim() !== '' || files.length > 0) && tooLong <= 0;

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    put: (put) => {
      setText(text === '' ? put : `${text}\n${put}`, mark === null);
      field.current?.focus();
    },
  }));
  useGrowth(field, text);
  useFocusOnOpen(field);
  useLayoutEffect(() => {
    if (editing ?? replyTo) field.current?.focus();
  }, [editing, replyTo]);

  const handleText = (value: string, by = mark) => {
    if (!editing) setMark(value === '' ? null : by);
    // What is kept as a draft would come back as one's own words.
    setText(value, by === null);
    waggle.setTyping(chatId, value.trim() !== '');
  };
  const put = (next: { text: string; caret: number }, by = mark) => {
    handleText(next.text, by);
    setCaret(next.caret);
    requestAnimationFrame(() => {
      field.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const send = () => {
    if (!sendable) return;
    if (editing) {
      if (text !== editing.text) waggle.act('message:edit', { chatId, messageId: editing.id, text });
      ui.edit(null);
      return;
    }
    waggle.send(chatId, {
      text,
      replyTo: replyTo?.id,
      ...(files.length > 0 && { files: [...files] }),
      ...(mark?.outside && { forwarded: true }),
    });
    waggle.setTyping(chatId, false);
    setMark(null);
    setText('');
    setCaret(0);
    ui.reply(null);
    field.current?.focus();
  };
  const recordings = useRecorder({
    onSend: ({ file, ...voice }) => {
      const sent = waggle.attach(chatId, [{ file, voice }], 'message');
      waggle.send(chatId, { text: '', replyTo: replyTo?.id, files: sent });
      ui.reply(null);
    },
    onKeep: ({ file, ...voice }) => {
      waggle.attach(chatId, [{ file, voice }], 'tray');
    },
  });
  useFocusAfter(field, recordings.hold !== null);
  const mention = (option: MentionOption) => {
    if (mentions.query) put(insertMention(text, mentions.query, option.insert));
  };
  const complete = ({ emoji }: CodeOption) => {
    if (codes.query) put(insertCode(text, codes.query, emoji));
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (
      mentions.query
        ? completionKeys(event, mentions, mention)
        : codes.open
          ? completionKeys(event, codes, complete)
          : prompts?.keys(event)
    ) {
      return;
    }
    if (event.key === 'Escape' && (editing ?? replyTo)) {
      event.stopPropagation();
      ui.edit(null);
    } else if (event.key === 'ArrowUp' && text === '' && !editing) {
      const last = lastEditable(waggle.store.getState(), chatId);
      if (!last) return;
      event.preventDefault();
      ui.edit(last);
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
          onChoose={mention}
        />
      )}
      {list === codes && (
        <CodeList
          id={listId}
          options={codes.options}
          active={codes.active}
          onActive={codes.setActive}
          onChoose={complete}
        />
      )}
      {!editing && (mark !== null || text.startsWith('/')) && (
        <Suspense>
          <Prompts
            id={listId}
            text={text}
            caret={caret}
            mark={mark}
            onOpen={setPrompts}
            onText={(words, by) => {
              put({ text: words, caret: words.length }, by);
              field.current?.focus();
            }}
          />
        </Suspense>
      )}
      {!editing && <WhoAnswers chatId={chatId} text={text} replyTo={replyTo?.id ?? null} />}
      {replyTo && <ReplyBar message={replyTo} onCancel={() => ui.reply(null)} />}
      {editing ? (
        <EditBar message={editing} onCancel={() => ui.edit(null)} />
      ) : (
        tray.length > 0 && (
          <Suspense fallback={<div className="h-24" />}>
            <Tray chatId={chatId} onEmptied={() => field.current?.focus()} />
          </Suspense>
        )
      )}
      <div className="flex items-end gap-2">
        {recordings.hold ? (
          <Suspense fallback={<div className="min-h-11 flex-1" />}>
            <RecordingBar recordings={recordings} />
          </Suspense>
        ) : (
          <>
            {!editing && (
              <AttachMenu
                chatId={chatId}
                onChosen={() => field.current?.focus()}
                more={[
                  { label: tPoll('add'), icon: BarChart3, onSelect: () => ui.open({ kind: 'poll' }) },
                  { label: tEvent('add'), icon: CalendarPlus, onSelect: () => ui.open({ kind: 'appointment' }) },
                ]}
              />
            )}
            <div className="relative flex min-w-0 flex-1">
              <textarea
                ref={field}
                value={text}
                rows={1}
                dir="auto"
                aria-label={t('message')}
                placeholder={t('placeholder')}
                aria-controls={list ? listId : undefined}
                aria-activedescendant={list ? `${listId}-${String(list.active)}` : undefined}
                aria-autocomplete="list"
                aria-invalid={tooLong > 0 || undefined}
                autoCapitalize="sentences"
                enterKeyHint={isTouch() ? 'enter' : 'send'}
                onChange={(event) => {
                  const { value, selectionStart } = event.target;
                  const closed = value.length > text.length ? closedCode(codes.rows, value, selectionStart) : null;
                  if (closed) {
                    put(closed);
                    return;
                  }
                  handleText(value);
                  setCaret(selectionStart);
                }}
                onSelect={(event) => {
                  setCaret(event.currentTarget.selectionStart);
                }}
                onKeyDown={handleKeyDown}
                onBlur={() => {
                  waggle.setTyping(chatId, false);
                }}
                className="max-h-50 min-h-11 min-w-0 flex-1 resize-none rounded-3xl border border-edge bg-raised py-2.5 pr-12 pl-4 leading-5 pointer-coarse:pr-4 outline-none focus-visible:border-accent focus-visible:ring-1 focus-visible:ring-accent"
              />
              <EmojiButton
                onChoose={(emoji) => {
                  const at = field.current?.selectionStart ?? text.length;
                  put({ text: text.slice(0, at) + emoji + text.slice(at), caret: at + emoji.length });
                }}
                onClosed={() => field.current?.focus()}
              />
            </div>
          </>
        )}
        <SendButton
          sendable={sendable}
          blank={!editing && text.trim() === '' && files.length === 0}
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
