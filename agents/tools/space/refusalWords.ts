import type { PathFault } from '../../../shared/spacePath.ts';
import type { ToolFailure } from '../../../shared/toolCard.ts';
import type { ToolResult } from '../tool.ts';
import type { SpaceRefusal } from './projectSpace.ts';

const PATHS: Record<PathFault, string> = {
  empty: 'a part of it is empty',
  absolute: 'it has to be relative, without “/” at its beginning',
  dots: 'it must not have “.” or “..” as a part',
  signs: 'it has signs that not every system has in names, such as \\ : * ? " < > | or ones that are not seen',
  ends: 'no part of it may begin with a space, or end with a space or a dot',
  git: '“.git” is the repository itself',
  device: 'some systems take such a name for a device',
  'too-long': 'it is too long',
  'too-deep': 'it has too many folders',
};

export function wrongPath(path: string, fault: PathFault): ToolResult {
  return failed('bad-input', `${JSON.stringify(path.slice(0, 200))} is no path here: ${PATHS[fault]}.`);
}

export function noFile(path: string): ToolResult {
  return failed(
    'not-found',
    `There is no file ${JSON.stringify(path)} in the project’s files; list_files says what there is.`,
  );
}

export function noChatFile(name: string): ToolResult {
  const text = `There is no file ${JSON.stringify(name)} in this chat, or it is too large to be copied. Nothing was changed.`;
  return failed('not-found', text);
}

export function goneChatFile(name: string): ToolResult {
  const text = `The file ${JSON.stringify(name)} that was asked for is not in this chat any more. Nothing was changed.`;
  return failed('not-found', text);
}

export function noVersion(version: string): ToolResult {
  const text = `There is no version ${JSON.stringify(version)} of the project’s files; file_history says which there are.`;
  return failed('not-found', text);
}

/** Why nothing was changed, for a model. What names other files has words of others in it. */
export function refused(refusal: SpaceRefusal): ToolResult {
  switch (refusal.kind) {
    case 'path':
      return wrongPath(refusal.path, refusal.fault);
    case 'place':
      return { ...nothingDone('bad-input', placeWords(refusal)), fromOutside: true };
    case 'file-too-large':
      return nothingDone(
        'too-large',
        `${refusal.path} would be larger than ${refusal.limit} bytes, which is the most.`,
      );
    case 'too-many-files':
      return nothingDone('too-large', `The project has ${refusal.limit} files, which is the most.`);
    case 'space-too-large':
      return nothingDone('too-large', `All files together have at most ${refusal.limit} bytes; delete some first.`);
    case 'history-too-large':
      return nothingDone('too-large', 'The history of the files has no room left. Tell the person so.');
    case 'not-allowed':
      return nothingDone('not-allowed', 'The person you work for, or you, may not write in this project any more.');
    case 'late':
      return nothingDone('failed', 'Others change the files just now. Try again.');
    case 'disk-full':
      return nothingDone('failed', 'The disk of the server is full. Tell the person so.');
  }
}

function placeWords({ path, fault }: Extract<SpaceRefusal, { kind: 'place' }>): string {
  const [wanted, other] = [JSON.stringify(path), JSON.stringify(fault.other)];
  switch (fault.kind) {
    case 'is-folder':
      return `${wanted} is a folder.`;
    case 'under-file':
      return `${other} is a file, so ${wanted} cannot be in it.`;
    case 'same-letters':
      return `There is ${other} already, which some systems take for the same name as ${wanted}.`;
  }
}

function nothingDone(failure: ToolFailure, text: string): Extract<ToolResult, { kind: 'failed' }> {
  return { kind: 'failed', failure, text: `${text} Nothing was changed.` };
}

export function failed(failure: ToolFailure, text: string, fromOutside = false): ToolResult {
  return { kind: 'failed', failure, text, ...(fromOutside && { fromOutside }) };
}
