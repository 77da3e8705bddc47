import { AGENT_COLOURS, AGENT_ICONS, agentColours } from '../../shared/agentLooks.ts';
import { useT } from '../i18n/useT.ts';
import { agentColour } from '../ui/agentColour.ts';
import { agentIcon } from '../ui/agentIcon.ts';
import { AgentAvatar } from '../ui/Avatar.tsx';
import { cx } from '../ui/cx.ts';
import type { Draft } from './draft.ts';

type AgentLooksProps = {
  draft: Pick<Draft, 'name' | 'colour' | 'icon'>;
  onChange: (change: Partial<Pick<Draft, 'colour' | 'icon'>>) => void;
};

const SPOT =
  'relative flex size-11 cursor-pointer items-center justify-center rounded-full border-2 has-focus-visible:outline-2 ' +
  'has-focus-visible:outline-offset-2 has-focus-visible:outline-accent';

/** Colour and icon, each out of a fixed set, and how a bubble of the agent looks with them. */
export function AgentLooks({ draft, onChange }: AgentLooksProps) {
  const t = useT('agents');
  const colour = agentColours[draft.colour];
  return (
    <section aria-label={t('looks')} className="flex flex-col gap-4" style={agentColour(colour)}>
      <fieldset>
        <legend className="mb-1.5 font-medium">{t('colour')}</legend>
        <div className="flex flex-wrap gap-1">
          {AGENT_COLOURS.map((name) => (
            <label
              key={name}
              title={t(`colours.${name}`)}
              style={agentColour(agentColours[name])}
              className={cx(SPOT, name === draft.colour ? 'border-agent' : 'border-transparent hover:border-edge')}
            >
              <input
                type="radio"
                name="colour"
                aria-label={t(`colours.${name}`)}
                checked={name === draft.colour}
                onChange={() => {
                  onChange({ colour: name });
                }}
                className="sr-only"
              />
              <span aria-hidden className="size-8 rounded-full bg-agent" />
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-1.5 font-medium">{t('icon')}</legend>
        <div className="flex flex-wrap gap-1">
          {AGENT_ICONS.map((name) => {
            const Icon = agentIcon(name);
            return (
              <label
                key={name}
                title={t(`icons.${name}`)}
                className={cx(
                  SPOT,
                  name === draft.icon
                    ? 'border-agent bg-agent text-on-agent'
                    : 'border-transparent text-muted hover:border-edge',
                )}
              >
                <input
                  type="radio"
                  name="icon"
                  aria-label={t(`icons.${name}`)}
                  checked={name === draft.icon}
                  onChange={() => {
                    onChange({ icon: name });
                  }}
                  className="sr-only"
                />
                <Icon aria-hidden size={20} />
              </label>
            );
          })}
        </div>
      </fieldset>
      <div>
        <p className="mb-1.5 font-medium">{t('preview')}</p>
        <div className="honeycomb flex items-start gap-2 rounded-xl border border-line bg-page p-4 [--avatar-ring:var(--color-page)]">
          <AgentAvatar agent={{ colour, icon: draft.icon }} size="small" />
          <div className="bubble bubble-other bubble-agent bubble-first min-w-0">
            <p className="mb-0.5 truncate text-sm font-semibold text-agent">{draft.name.trim() || t('unnamed')}</p>
            <p>{t('previewText')}</p>
          </div>
        </div>
      </div>
    </section>
  );
}
