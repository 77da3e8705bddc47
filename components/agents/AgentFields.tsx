import type { ReactNode } from 'react';
import type { CommandOutput } from '../../shared/command.ts';
import { Tier } from '../../shared/contact.ts';
import { Effort } from '../../shared/effort.ts';
import { CardIcon as ToolIcon } from '../cards/CardLine.tsx';
import { useToolWords } from '../cards/useToolWords.ts';
import { useT } from '../i18n/useT.ts';
import { Choice } from '../ui/Choice.tsx';
import { Select } from '../ui/Select.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import type { Draft, DraftField } from './draft.ts';

export type AgentFieldsProps = {
  draft: Draft;
  /** Which fields to say of that they are not right. */
  wrong: ReadonlySet<DraftField>;
  choices: CommandOutput<'agent:choices'>;
  onChange: (change: Partial<Draft>) => void;
  /** Stands after the words about it, before what it works with. */
  children: ReactNode;
};

/** What an agent is called, told, and works with. */
export function AgentFields({ draft, wrong, choices, onChange, children }: AgentFieldsProps) {
  const t = useT('agents');
  const contacts = useT('contacts');
  const more = useT('ownAgents');
  const { models } = choices;
  const isGone = draft.model !== null && !models.includes(draft.model);
  const offered = isGone && draft.model !== null ? [draft.model, ...models] : models;
  return (
    <>
      <TextField
        label={t('name')}
        required
        autoComplete="off"
        value={draft.name}
        error={wrong.has('name') && t(draft.name.trim() === '' ? 'nameMissing' : 'tooLong')}
        onChange={(event) => {
          onChange({ name: event.target.value });
        }}
      />
      <TextField
        label={t('handle')}
        hint={t('handleHint', { handle: draft.handle || '…' })}
        required
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={draft.handle}
        error={wrong.has('handle') && t('handleWrong')}
        onChange={(event) => {
          onChange({ handle: event.target.value });
        }}
      />
      <TextField
        label={t('about')}
        hint={t('aboutHint')}
        autoComplete="off"
        value={draft.about}
        error={wrong.has('about') && t('tooLong')}
        onChange={(event) => {
          onChange({ about: event.target.value });
        }}
      />
      {children}
      <TextArea
        label={t('instructions')}
        hint={t('instructionsHint')}
        required
        value={draft.instructions}
        error={wrong.has('instructions') && t(draft.instructions.trim() === '' ? 'instructionsMissing' : 'tooLong')}
        onChange={(event) => {
          onChange({ instructions: event.target.value });
        }}
        className="min-h-36!"
      />
      <TextArea
        label={t('starters')}
        hint={t('startersHint')}
        value={draft.starters}
        error={wrong.has('starters') && t('startersWrong')}
        onChange={(event) => {
          onChange({ starters: event.target.value });
        }}
      />
      <Choice
        label={t('tier')}
        value={draft.tier}
        options={Tier.options.map((value) => ({ value, label: contacts(`tier.${value}`) }))}
        onChange={(tier) => {
          onChange({ tier });
        }}
      />
      {offered.length > 0 && (
        <Select
          label={t('model')}
          value={draft.model ?? ''}
          options={[
            { value: '', label: t('modelAny') },
            ...offered.map((model) => ({
              value: model,
              label: isGone && model === draft.model ? t('modelGone', { model }) : model,
            })),
          ]}
          onChange={(model) => {
            onChange({ model: model === '' ? null : model });
          }}
        />
      )}
      <div>
        <Choice
          label={more('effort')}
          value={draft.effort ?? 'auto'}
          options={[
            { value: 'auto', label: more('effortAuto') },
            ...Effort.options.map((value) => ({ value, label: more(`efforts.${value}`) })),
          ]}
          onChange={(effort) => {
            onChange({ effort: effort === 'auto' ? undefined : effort });
          }}
        />
        <p className="mt-1.5 text-sm text-muted">{more('effortHint')}</p>
      </div>
      <Tools tools={choices.tools} chosen={draft.tools} onChange={onChange} />
    </>
  );
}

type ToolsProps = { tools: readonly string[]; chosen: readonly string[]; onChange: AgentFieldsProps['onChange'] };

function Tools({ tools, chosen, onChange }: ToolsProps) {
  const t = useT('agents');
  const words = useToolWords();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">{t('tools')}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {tools.map((tool) => (
          <label key={tool} className="flex min-h-10 cursor-pointer items-center gap-3 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={chosen.includes(tool)}
              onChange={(event) => {
                const others = chosen.filter((name) => name !== tool);
                onChange({ tools: event.target.checked ? [...others, tool] : others });
              }}
              className="size-4 shrink-0"
            />
            <ToolIcon tool={tool} />
            <span className="min-w-0">{words(tool, 'Act')}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
