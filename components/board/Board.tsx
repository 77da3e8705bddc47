import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { PanelSheet } from '../messages/PanelSheet.tsx';
import type { Opened } from '../messages/threadUi.ts';
import { useThreadUi } from '../messages/ThreadUiProvider.tsx';
import { useJump } from '../messages/useJump.ts';
import { Overview } from './Overview.tsx';
import { RunView } from './RunView.tsx';

/** What the agents of this chat do and did: all of it, or one run. */
export function Board({ opened }: { opened: Extract<Opened, { kind: 'board' }> }) {
  const t = useT('board');
  const ui = useThreadUi();
  const jump = useJump();
  const [runId, setRunId] = useState(opened.runId);
  const handleShow = (messageId: string) => {
    ui.close();
    jump(messageId);
  };
  return (
    <PanelSheet title={t('title')}>
      {runId === null ? (
        <Overview chatId={ui.chatId} onOpen={setRunId} onShow={handleShow} />
      ) : (
        <RunView
          chatId={ui.chatId}
          runId={runId}
          adding={runId === opened.runId ? opened.adding : null}
          onBack={() => {
            setRunId(null);
          }}
          onShow={handleShow}
        />
      )}
    </PanelSheet>
  );
}
