import { useState } from 'react';
import { type Policy, PolicyAsk, type PolicyEffect, PolicyWho, QUORUM } from '../../shared/policy.ts';
import { useT } from '../i18n/useT.ts';
import { Select } from '../ui/Select.tsx';

export type PolicyFieldsProps = {
  effect: PolicyEffect;
  policy: Policy | null;
  /** What the workspace says of the same, shown where a chat says more. */
  workspace: Policy | null;
  may: boolean;
  /** Whether several people are there to choose from. */
  several: boolean;
  /** Whether it may be said that nobody is asked. */
  mayNever: boolean;
  /** Resolves when it is stored, or refused. */
  onChange: (policy: Policy | null) => Promise<void>;
};

const START: Policy = { ask: 'always', who: 'either', quorum: QUORUM.least };
const COUNTS = Array.from({ length: QUORUM.most - QUORUM.least + 1 }, (_, at) => String(at + QUORUM.least));

/** How often people are asked and who allows it. Shows the choice at once and takes it back if refused. */
export function PolicyFields(props: PolicyFieldsProps) {
  const { effect, policy, workspace, may, several, mayNever, onChange } = props;
  const t = useT('policies');
  const [wanted, setWanted] = useState<{ policy: Policy | null } | null>(null);
  const shown = wanted === null ? policy : wanted.policy;
  const choose = async (next: Policy | null) => {
    setWanted({ policy: next });
    await onChange(next);
    setWanted(null);
  };
  const asks = PolicyAsk.options.filter((ask) => ask !== 'never' || mayNever || shown?.ask === 'never');
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="font-medium">{t(`effect.${effect}`)}</legend>
      <p className="text-sm text-muted">{t(`effectHint.${effect}`)}</p>
      {workspace && (
        <p className="text-sm text-muted">
          {t('workspaceSays', { ask: lowered(t(`asks.${workspace.ask}`)), who: lowered(whoOf(workspace)) })}
        </p>
      )}
      <Select
        label={t('ask')}
        value={shown?.ask ?? 'unset'}
        disabled={!may}
        options={(['unset', ...asks] as const).map((ask) => ({ value: ask, label: t(`asks.${ask}`) }))}
        onChange={(ask) => void choose(ask === 'unset' ? null : { ...START, ...shown, ask })}
      />
      {!mayNever && may && <p className="-mt-1.5 text-sm text-muted">{t('neverDangerous')}</p>}
      {shown && several && shown.ask !== 'never' && (
        <Select
          label={t('who')}
          value={shown.who}
          disabled={!may}
          options={PolicyWho.options.map((who) => ({ value: who, label: t(`whos.${who}`) }))}
          onChange={(who) => void choose({ ...shown, who })}
        />
      )}
      {shown && several && shown.ask !== 'never' && shown.who === 'quorum' && (
        <>
          <Select
            label={t('quorum')}
            value={String(shown.quorum)}
            disabled={!may}
            options={COUNTS.map((count) => ({ value: count, label: t('people', { count: Number(count) }) }))}
            onChange={(count) => void choose({ ...shown, quorum: Number(count) })}
          />
          <p className="-mt-1.5 text-sm text-muted">{t('quorumHint')}</p>
        </>
      )}
    </fieldset>
  );

  function whoOf({ who, quorum }: Policy): string {
    return who === 'quorum' ? t('people', { count: quorum }) : t(`whos.${who}`);
  }
}

/** As it stands within a sentence; in German only the first word of these is ever written small. */
function lowered(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
