import { useFormatter } from 'use-intl/react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { CONFIRMS } from './confirms.ts';
import { outcomeOf, summaryOf } from './fold.ts';
import { useToolWords } from './useToolWords.ts';

export type CardWords = {
  /** `Searched the web`; what came to nothing is called by what it was to be: `Search the web`. */
  title(card: ToolCard): string;
  /** Why it came to nothing; empty where it did not. */
  trouble(card: ToolCard): string;
  /** Who said what when they were asked; empty where nobody was, or nobody has yet. */
  decision(card: ToolCard): string;
  /** How long it took; empty while it runs, and where it took no time. */
  duration(card: ToolCard): string;
  /** What the program that it ran does, and those that it made; empty where nothing was found. */
  findings(card: ToolCard): string;
  /** All of several cards that ended, in one line. */
  summary(ended: readonly ToolCard[]): string;
};

export function useCardWords(): CardWords {
  const t = useT('cards');
  const policies = useT('policies');
  const format = useFormatter();
  const tool = useToolWords();
  const contactName = useContactName();
  const contacts = useWaggleState(selectContacts);

  return {
    // Whoever said that it is not so was asked all the same.
    title: (card) =>
      tool(card, outcomeOf(card) === 'done' || (card.tool === CONFIRMS && card.approval?.decision) ? 'done' : 'Act'),
    trouble(card) {
      switch (outcomeOf(card)) {
        case 'failed':
          return t(`failure.${card.failure ?? 'failed'}`);
        case 'stopped':
          return t('stopped');
        case 'done':
        case 'denied':
          return '';
      }
    },
    decision({ tool: of, approval }) {
      const decision = approval?.decision;
      if (!decision) return '';
      if (decision.why !== undefined) return t(`unattainable.${decision.why}`);
      if (decision.by === null) return t('nobodyDecided');
      const nameOf = (id: string) => contactName(contactIn(contacts, id));
      const name = nameOf(decision.by);
      const confirms = of === CONFIRMS;
      if (decision.allowed) {
        const names = [...new Set([...(approval.votes ?? []), decision.by])].map(nameOf);
        return confirms ? policies('confirmedBy', { name }) : t('allowedBy', { name: format.list(names) });
      }
      const reason = decision.reason.trim();
      if (confirms) return policies(reason === '' ? 'correctedBy' : 'correctedFor', { name, reason });
      return reason === '' ? t('deniedBy', { name }) : t('deniedFor', { name, reason });
    },
    duration({ startedAt, endedAt, approval }) {
      // Most of it somebody else took to decide.
      if (endedAt === null || approval) return '';
      const seconds = Math.max(0, endedAt - startedAt) / 1000;
      if (seconds < 0.05) return '';
      if (seconds < 60) {
        return t('seconds', { seconds: format.number(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 }) });
      }
      return t('minutes', { minutes: Math.floor(seconds / 60), seconds: Math.floor(seconds % 60) });
    },
    findings({ findings = [] }) {
      const kinds = [...new Set(findings.map(({ kind }) => kind))];
      return kinds.length === 0 ? '' : t('found', { what: kinds.map((kind) => t(`finding.${kind}`)).join(', ') });
    },
    summary(ended) {
      const { done, failed, denied, stopped } = summaryOf(ended);
      const what = done.map(({ count, ...named }) =>
        count === 1 ? tool(named, 'done') : t('times', { what: tool(named, 'done'), count }),
      );
      const counts = [
        t('steps', { count: ended.length }),
        failed > 0 && t('undone.failed', { count: failed }),
        denied > 0 && t('undone.denied', { count: denied }),
        stopped > 0 && t('undone.stopped', { count: stopped }),
      ].filter((part) => part !== false);
      return [counts.join(', '), what.join(', ')].filter((part) => part !== '').join(' · ');
    },
  };
}
