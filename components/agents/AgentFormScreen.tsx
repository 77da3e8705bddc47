'use client';
import { selectMe } from '../../client/select/contacts.ts';
import type { CommandOutput } from '../../shared/command.ts';
import type { Audience } from '../../shared/ownAgent.ts';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';
import { useAnswer } from '../messages/useAnswer.ts';
import { PaneHead } from '../shell/PaneHead.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { AgentForm } from './AgentForm.tsx';
import { copyOf, draftOf, emptyDraft } from './draft.ts';

type ScreenProps = { agentId: string | null; how: 'new' | 'edit' | 'copy' };
type Choices = CommandOutput<'agent:choices'>;

/** The form of a new agent, of one to change, or of a copy; once what it begins with is there. */
export function AgentFormScreen(props: ScreenProps) {
  return (
    <LaterWords>
      <Begun {...props} />
    </LaterWords>
  );
}

const alone: Audience = { kind: 'me' };

function Begun({ agentId, how }: ScreenProps) {
  const t = useT('agents');
  const me = useWaggleState(selectMe);
  const choices = useAnswer('agent:choices', {});
  if (!choices?.ok) return <Waiting title={t('new')} answer={choices} />;
  if (agentId === null || how === 'new') {
    return (
      <AgentForm
        title={t('new')}
        subject={{ kind: 'new' }}
        begun={emptyDraft}
        who={alone}
        makerId={me}
        choices={choices.data}
      />
    );
  }
  return <Existing agentId={agentId} how={how} choices={choices.data} />;
}

function Existing({ agentId, how, choices }: { agentId: string; how: 'edit' | 'copy'; choices: Choices }) {
  const t = useT('agents');
  const me = useWaggleState(selectMe);
  const makerId = useWaggleState((state) => state.workspace?.agents.find(({ id }) => id === agentId)?.own?.by) ?? me;
  const answer = useAnswer('agent:read', { agentId });
  if (!answer?.ok) return <Waiting title={t(how === 'copy' ? 'new' : 'editDo')} answer={answer} />;
  const { number, who, mayChange } = answer.data;
  const { name } = answer.data.definition;
  const definition = {
    ...answer.data.definition,
    tools: answer.data.definition.tools.filter((tool) => choices.tools.includes(tool)),
  };
  if (how === 'copy') {
    return (
      <AgentForm
        title={t('copyOf', { name })}
        subject={{ kind: 'new' }}
        begun={copyOf(definition)}
        who={alone}
        makerId={me}
        choices={choices}
      />
    );
  }
  if (!mayChange) {
    return <Waiting title={name} answer={{ ok: false, code: 'forbidden', message: '', reason: 'agent-of-other' }} />;
  }
  return (
    <AgentForm
      title={t('edit', { name })}
      subject={{ kind: 'edit', agentId, number }}
      begun={draftOf(definition)}
      who={who}
      makerId={makerId}
      choices={choices}
    />
  );
}

type Answer = Parameters<ReturnType<typeof useFailureText>>[0] | null;

function Waiting({ title, answer }: { title: string; answer: Answer }) {
  const words = useT('ui');
  const failureText = useFailureText();
  return (
    <>
      <PaneHead title={title} />
      {answer === null ? (
        <Skeleton label={words('loading')} rows={4} />
      ) : (
        <div className="mx-auto w-full max-w-xl px-4 py-6">
          <Notice kind="failure">{failureText(answer)}</Notice>
        </div>
      )}
    </>
  );
}
