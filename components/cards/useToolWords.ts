import { useCallback } from 'react';
import { useLocale, useMessages } from 'use-intl/react';
import type { StepState } from '../../shared/run.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { visible } from './visible.ts';

/** `doing` after an agent's name, `done` by itself, `act` after “wants to”; `Doing` and `Act` where a line begins. */
export type ToolForm = 'doing' | 'done' | 'act' | 'Doing' | 'Act';

type Named = Pick<ToolCard, 'tool' | 'label'>;

/** Longest name of a tool that nobody here has words for. */
const LONGEST = 60;

/** What a tool does in the person's language; a tool without words is called by its name. */
export function useToolWords(): (tool: string | Named, form: ToolForm) => string {
  const t = useT('cards');
  const { tools } = useMessages().cards;
  const locale = useLocale();
  return useCallback(
    (named, form) => {
      const { tool, label } = typeof named === 'string' ? { tool: named } : named;
      const name = visible(label === undefined ? plainName(tool) : labelled(label)).slice(0, LONGEST);
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

/** A tool of a connected server by what it calls itself, with whose it is. */
function labelled({ title, from }: NonNullable<Named['label']>): string {
  return `${title.slice(0, LONGEST / 2)} (${from.slice(0, LONGEST / 2 - 3)})`;
}

/** Where only the name is known that models call it by. */
function plainName(tool: string): string {
  return tool.startsWith('mcp_') ? tool.slice('mcp_'.length).replaceAll('_', ' ') : tool;
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
