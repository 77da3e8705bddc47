'use client';
import { FlaskConical, Upload } from 'lucide-react';
import { useId, useState } from 'react';
import type { CommandOutput } from '../../shared/command.ts';
import type { Reply } from '../../shared/reply.ts';
import { type Audience, newOwnAgentId } from '../../shared/ownAgent.ts';
import { useForm } from '../auth/useForm.ts';
import { useT } from '../i18n/useT.ts';
import { navigate } from '../shell/navigation.ts';
import { PaneHead } from '../shell/PaneHead.tsx';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { Notice } from '../ui/Notice.tsx';
import { showToast } from '../ui/toasts.ts';
import { AgentAudience } from './AgentAudience.tsx';
import { AgentFields } from './AgentFields.tsx';
import { AgentGrants } from './AgentGrants.tsx';
import { AgentLooks } from './AgentLooks.tsx';
import { AgentTrial } from './AgentTrial.tsx';
import { askedOf, audienceIn, isSameAudience } from './audience.ts';
import { definitionOf, type Draft, type DraftField, handleFrom } from './draft.ts';
import type { Grant } from './grants.ts';
import { useGrants } from './useGrants.ts';
import { useImport } from './useImport.ts';
import { useTrial } from './useTrial.ts';

/** What the form saves: a new agent, or the next version of one. */
export type Subject = { kind: 'new' } | { kind: 'edit'; agentId: string; number: number };

type AgentFormProps = {
  title: string;
  subject: Subject;
  begun: Draft;
  /** For whom it is until something else is saved. */
  who: Audience;
  makerId: string;
  choices: CommandOutput<'agent:choices'>;
};

const none: ReadonlySet<DraftField> = new Set();

/** Makes or changes an agent: what it is, how it looks, who may use it; tried in a chat beside before it is saved. */
export function AgentForm({ title, subject, begun, who, makerId, choices }: AgentFormProps) {
  const t = useT('agents');
  const waggle = useWaggle();
  const formId = useId();
  const [agentId] = useState(newOwnAgentId);
  const [draft, setDraft] = useState(begun);
  const [asked, setAsked] = useState(() => askedOf(who));
  // The handle follows the name until somebody writes one.
  const [named, setNamed] = useState(begun.handle !== '');
  const [tried, setTried] = useState(false);
  const [grants, setGrants] = useState<readonly Grant[]>([]);
  const trial = useTrial();
  const saveGrants = useGrants();
  const read = definitionOf(draft);

  const save = async (): Promise<Reply<unknown>> => {
    if (!read.ok) throw new Error('an incomplete form is not sent');
    const { definition } = read;
    if (subject.kind === 'new') return waggle.command('agent:create', { agentId, definition, who: audienceIn(asked) });
    const { agentId: id, number } = subject;
    const reply = await waggle.command('agent:update', { agentId: id, definition, number });
    const wanted = audienceIn(asked);
    if (!reply.ok || isSameAudience(wanted, who)) return reply;
    return waggle.command('agent:share', { agentId: id, who: wanted });
  };
  const form = useForm(
    () => {
      setTried(true);
      return read.ok;
    },
    async () => {
      const reply = await save();
      if (!reply.ok) return reply;
      const id = subject.kind === 'new' ? agentId : subject.agentId;
      if (await saveGrants(id, grants)) showToast({ text: t('saved', { name: draft.name.trim() }), lasts: 2500 });
      navigate({ kind: 'agent', agentId: id }, { replace: true });
      return reply;
    },
  );
  const put = (change: Partial<Draft>) => {
    const follows = change.name !== undefined && !named;
    setDraft({ ...draft, ...change, ...(follows && { handle: handleFrom(change.name ?? '') }) });
    if (change.handle !== undefined) setNamed(change.handle !== '');
    form.clear();
  };
  const importFile = useImport(choices, (found) => {
    setDraft(found);
    setNamed(true);
    form.clear();
  });
  const tryIt = () => {
    setTried(true);
    if (read.ok) trial.begin(read.definition);
    else
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>(`[id="${formId}"] [aria-invalid="true"]`)?.focus(),
      );
  };
  const { running } = trial;

  return (
    <div className="flex min-h-0 flex-1">
      <div className={cx('min-w-0 flex-1 flex-col', running ? 'hidden xl:flex' : 'flex')}>
        <PaneHead title={title}>
          {subject.kind === 'new' && (
            <Button size="small" kind="quiet" onClick={importFile}>
              <Upload aria-hidden size={16} />
              {t('import')}
            </Button>
          )}
        </PaneHead>
        <form id={formId} noValidate onSubmit={form.submit} className="safe-bottom min-h-0 flex-1 overflow-y-auto">
          <div className="mx-auto flex max-w-xl flex-col gap-6 px-4 py-6 md:px-6">
            <AgentFields draft={draft} wrong={tried && !read.ok ? read.wrong : none} choices={choices} onChange={put}>
              <AgentLooks draft={draft} onChange={put} />
            </AgentFields>
            <AgentGrants
              agentId={subject.kind === 'edit' ? subject.agentId : null}
              grants={grants}
              onChange={setGrants}
            />
            <AgentAudience asked={asked} makerId={makerId} onChange={setAsked} />
            {form.failure && <Notice kind="failure">{form.failure}</Notice>}
            <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4 max-md:[&>button]:grow">
              <Button type="submit" kind="primary" busy={form.busy}>
                {t(subject.kind === 'new' ? 'create' : 'save')}
              </Button>
              <Button busy={trial.busy} onClick={tryIt}>
                <FlaskConical aria-hidden size={18} />
                {t('try')}
              </Button>
              <p className="basis-full text-sm text-muted">{t('tryHint')}</p>
            </div>
          </div>
        </form>
      </div>
      {running && (
        <div className="flex min-h-0 min-w-0 flex-1 xl:max-w-md xl:border-l xl:border-line">
          <AgentTrial
            chatId={running.chatId}
            name={running.definition.name}
            changed={read.ok && JSON.stringify(read.definition) !== JSON.stringify(running.definition)}
            busy={trial.busy}
            onAgain={tryIt}
            onEnd={trial.end}
          />
        </div>
      )}
    </div>
  );
}
