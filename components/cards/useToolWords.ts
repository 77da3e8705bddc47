import { useCallback } from 'react';
import { useMessages } from 'use-intl/react';
import type { StepState } from '../../shared/run.ts';
import { useT } from '../i18n/useT.ts';
import { visible } from './visible.ts';

/** `doing` after an agent's name, `done` by itself, `act` after “wants to”. */
export type ToolForm = 'doing' | 'done' | 'act';

/** Longest name of a tool that nobody here has words for. */
const LONGEST = 60;

/** What a tool does in the person's language; a tool without words is called by its name. */
export function useToolWords(): (tool: string, form: ToolForm) => string {
  const t = useT('cards');
  const { tools } = useMessages().cards;
  return useCallback(
    (tool, form) =>
      Object.hasOwn(tools, tool)
        ? tools[tool as keyof typeof tools][form]
        : t(`other.${form}`, { tool: visible(tool.slice(0, LONGEST)) }),
    [t, tools],
  );
}

/** What an agent does right now, to stand after its name. */
export function useDoing(): (doing: { step: StepState | null; tool: string | null }) => string {
  const t = useT('runs');
  const words = useToolWords();
  return ({ step, tool }) =>
    step === 'using' && tool !== null ? words(tool, 'doing') : t(`state.${step ?? 'accepted'}`);
}

/** The same words at the beginning of a line. */
export function sentence(words: string, locale: string): string {
  return words.slice(0, 1).toLocaleUpperCase(locale) + words.slice(1);
}
