'use client';
import { Plug, Plus } from 'lucide-react';
import { useState } from 'react';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { AddConnection } from './AddConnection.tsx';
import { ConnectionCard } from './ConnectionCard.tsx';
import { useConnections } from './useConnections.ts';

/** The servers whose tools agents may use: the workspace's and my own. */
export function Connections() {
  return (
    <LaterWords>
      <AllConnections />
    </LaterWords>
  );
}

function AllConnections() {
  const t = useT('connections');
  const { listed, failure, reload, put, drop } = useConnections();
  const [adding, setAdding] = useState(false);
  const add = (
    <Button
      onClick={() => {
        setAdding(true);
      }}
    >
      <Plus aria-hidden size={18} />
      {t('add')}
    </Button>
  );
  return (
    <>
      <p className="text-muted">{t('text')}</p>
      {failure && <FailedLoad failure={failure} onRetry={reload} />}
      {!listed && !failure && <Skeleton label={t('loading')} rows={3} />}
      {listed?.connections.length === 0 && !adding && (
        <EmptyState
          picture={<Plug aria-hidden size={40} className="text-muted" />}
          title={t('none')}
          text={t('noneText')}
        >
          {add}
        </EmptyState>
      )}
      {listed && listed.connections.length > 0 && (
        <ul role="list" aria-label={t('title')} className="flex flex-col gap-3">
          {listed.connections.map((connection) => (
            <li key={connection.id}>
              <ConnectionCard connection={connection} onChange={put} onRemoved={drop} />
            </li>
          ))}
        </ul>
      )}
      {listed && adding && (
        <AddConnection
          stdio={listed.stdio}
          onAdded={(connection) => {
            setAdding(false);
            put(connection);
          }}
          onCancel={() => {
            setAdding(false);
          }}
        />
      )}
      {listed && listed.connections.length > 0 && !adding && <div>{add}</div>}
    </>
  );
}
