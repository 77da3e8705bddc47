import { Id } from '../../shared/ids.ts';

/** Where a space is among all spaces; each time that old versions are forgotten it gets another folder. */
export function folderOf(chatId: string, generation: number): string {
  return generation === 0 ? chatId : `${chatId}.${generation}`;
}

/** Whose folder it is; null for what is none. */
export function ofFolder(name: string): { chatId: string; generation: number } | null {
  const [, chatId = '', generation = '0'] = /^([^.]+)(?:\.([1-9]\d{0,8}))?$/.exec(name) ?? [];
  return Id.safeParse(chatId).success ? { chatId, generation: Number(generation) } : null;
}
