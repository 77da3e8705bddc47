import type { Tool } from '../tool.ts';
import type { ChatFiles } from './chatFiles.ts';
import type { ProjectSpace } from './projectSpace.ts';
import { diffFile, fileHistory, listFiles, readFile } from './readTools.ts';
import { deleteFile, moveFile, patchFile, writeFile } from './writeTools.ts';

/** What agents do with the files of a project, into which they can copy those of the chat. */
export function spaceTools(space: ProjectSpace, chatFiles?: ChatFiles): readonly Tool[] {
  return [
    listFiles(space),
    readFile(space),
    writeFile(space, chatFiles),
    patchFile(space),
    moveFile(space),
    deleteFile(space),
    fileHistory(space),
    diffFile(space),
  ];
}
