import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ConnectionPrompt, PromptWords } from '../../shared/connection.ts';
import { completionKeys } from '../composer/completionKeys.ts';
import { useCompletion } from '../composer/useCompletion.ts';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import type { Mark, OpenList } from './mark.ts';
import { PromptForm } from './PromptForm.tsx';
import { PromptList } from './PromptList.tsx';
import { PromptMark } from './PromptMark.tsx';
import { matchPrompts, promptQuery } from './promptQuery.ts';
import { usePrompts } from './usePrompts.ts';

export type PromptsProps = {
  /** Of the list, to which the text points while it is open. */
  id: string;
  text: string;
  caret: number;
  /** Null while no server's words are in the text. */
  mark: Mark | null;
  onOpen: (list: OpenList | null) => void;
  /** The text with a server's words in it; null where it is to be empty. */
  onText: (text: string, mark: Mark | null) => void;
};

/** Offers what connected servers have ready where a text begins with `/`, and says of their words whose they are. */
export function Prompts(props: PromptsProps) {
  return (
    <LaterWords>
      {props.mark && (
        <PromptMark
          mark={props.mark}
          onDiscard={() => {
            props.onText('', null);
          }}
        />
      )}
      <Offered {...props} />
    </LaterWords>
  );
}

/** What was chosen, and what was typed to find it. */
type Chosen = { prompt: ConnectionPrompt; typed: string };

function Offered({ id, text, caret, onOpen, onText }: PromptsProps) {
  const t = useT('prompts');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const query = promptQuery(text, caret);
  const { prompts, silent } = usePrompts(query !== null);
  const options = useMemo(() => (query === null ? [] : matchPrompts(prompts, query)), [prompts, query]);
  const list = useCompletion(query === null ? null : 0, query ?? '', options);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const isOpen = list.open && chosen === null;

  const take = ({ prompt: { server }, typed }: Chosen, { text: words, ...about }: PromptWords) => {
    // Whoever emptied the text meanwhile wants none any more.
    if (latest.current === null) return;
    setChosen(null);
    const mark = about.outside || about.warning !== null ? { server, ...about } : null;
    const now = latest.current.text;
    onText(now.startsWith(typed) ? words + now.slice(typed.length) : `${words}\n${now}`, mark);
  };
  const choose = (prompt: ConnectionPrompt) => {
    const choice = { prompt, typed: `/${query ?? ''}` };
    setChosen(choice);
    const { connectionId, name, blanks } = prompt;
    if (blanks.length > 0) return;
    void waggle.command('mcp:prompt', { connectionId, name, values: {} }).then((reply) => {
      if (reply.ok) {
        take(choice, reply.data);
        return;
      }
      setChosen(null);
      showToast({ kind: 'failure', text: failureText(reply) });
    });
  };

  const latest = useRef<{ list: typeof list; choose: typeof choose; text: string } | null>(null);
  useLayoutEffect(() => {
    latest.current = { list, choose, text };
    return () => {
      latest.current = null;
    };
  });
  const { active } = list;
  useLayoutEffect(() => {
    if (!isOpen) return;
    onOpen({
      active,
      keys: (event) => latest.current !== null && completionKeys(event, latest.current.list, latest.current.choose),
    });
    return () => {
      onOpen(null);
    };
  }, [isOpen, active, onOpen]);

  if (isOpen) {
    return (
      <PromptList
        id={id}
        options={options}
        active={active}
        silent={silent}
        onActive={list.setActive}
        onChoose={choose}
      />
    );
  }
  if (chosen === null) return null;
  if (chosen.prompt.blanks.length > 0) {
    return (
      <PromptForm
        prompt={chosen.prompt}
        onWords={(words) => {
          take(chosen, words);
        }}
        onClose={() => {
          setChosen(null);
        }}
      />
    );
  }
  return (
    <p role="status" className="truncate px-4 pb-1 text-sm text-muted">
      {t('fetching', { title: chosen.prompt.title })}
    </p>
  );
}
