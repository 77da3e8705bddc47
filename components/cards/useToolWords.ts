import { useCallback } from 'react';
import { useLocale, useMessages } from 'use-intl/react';
import type { StepState } from '../../shared/run.ts';
import { useT } from '../i18n/useT.ts';
import { visible } from './visible.ts';

/** `doing` after an agent's name, `done` by itself, `act` after “wants to”; `Doing` and `Act` where a line begins. */
export type ToolForm = 'doing' | 'done' | 'act' | 'Doing' | 'Act';

/** Longest name of a tool that nobody here has words for. */
const LONGEST = 60;

/** What a tool does in the person's language; a tool without words is called by its name. */
export function useToolWords(): (tool: string, form: ToolForm) => string {
  const t = useT('cards');
  const { tools } = useMessages().cards;
  const locale = useLocale();
  return useCallback(
    (tool, form) => {
      const name = visible(tool.slice(0, LONGEST));
      const plain = form === 'Doing' ? 'doing' : form === 'Act' ? 'act' : form;
      const isKnown = Object.hasOwn(tools, tool);
      const words = isKnown ? tools[tool as keyof typeof tools][plain] : t(`other.${plain}`, { tool: name });
      // A name is left as it is.
      if (plain === form || (!isKnown && words.startsWith(name))) return words;
      return words.slice(0, 1).toLocaleUpperCase(locale) + words.slice(1);
    },
    [t, tools, locale],
  );
}

/** What an agent does right now, to stand after its name. */
export function useDoing(): (doing: { step: StepState | null; tool: string | null; mine?: boolean }) => string {
  const t = useT('runs');
  const policies = useT('policies');
  const words = useToolWords();
  return ({ step, tool, mine = true }) => {
    if (step === 'waiting' && !mine) return policies('waitsForOthers');
    return step === 'using' && tool !== null ? words(tool, 'doing') : t(`state.${step ?? 'accepted'}`);
  };
}
