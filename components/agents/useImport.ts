import type { CommandOutput } from '../../shared/command.ts';
import { AGENT_FILE_LENGTH, readAgentFile } from '../../shared/agentFile.ts';
import { useT } from '../i18n/useT.ts';
import { showToast } from '../ui/toasts.ts';
import { type Draft, draftOf } from './draft.ts';

/** Bytes of a character at most. */
const WIDEST = 4;

/** Asks for a file of an agent and puts it into the form; what is wrong with it is said. */
export function useImport(choices: CommandOutput<'agent:choices'>, onRead: (draft: Draft) => void): () => void {
  const t = useT('agents');

  const read = async (file: File) => {
    // A large file is not even read.
    const text = file.size > AGENT_FILE_LENGTH * WIDEST ? 'x'.repeat(AGENT_FILE_LENGTH + 1) : await file.text();
    const found = readAgentFile(text);
    if (!found.ok) {
      showToast({ kind: 'failure', text: t(`fileFault.${found.fault}`, { at: found.at }) });
      return;
    }
    const { definition } = found;
    const tools = definition.tools.filter((name) => choices.tools.includes(name));
    onRead(draftOf({ ...definition, tools }));
    showToast({ text: t(tools.length < definition.tools.length ? 'importedLess' : 'imported') });
  };

  return () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'application/json,.json';
    input.onchange = () => {
      const [file] = input.files ?? [];
      if (file) void read(file);
    };
    input.click();
  };
}
