import type { ConnectionTool } from '../../shared/connection.ts';
import { useT } from '../i18n/useT.ts';

/** What a tool does, as its server says; `changed` where it is not what was granted. */
export function ToolHint({ tool, changed }: { tool: ConnectionTool; changed: boolean }) {
  const t = useT('connections');
  return (
    <>
      {changed && <span className="block text-danger">{t('toolChanged')}</span>}
      <span className="block">{t(tool.readOnly ? 'reads' : tool.destructive ? 'destroys' : 'writes')}</span>
      <span className="block whitespace-pre-line">{tool.about}</span>
    </>
  );
}
