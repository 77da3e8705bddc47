import type { FileKind } from '../../shared/attachment.ts';

const PICTURES = /^image\/(png|jpeg|gif|webp|avif)$/;
const TEXTS = /^(text\/|application\/(json|xml|x-sh|javascript|toml|yaml))/;
const TEXT_NAMES = /\.(txt|md|csv|log|json|xml|ya?ml|toml|ini|ts|tsx|js|jsx|py|rb|go|rs|java|c|h|cpp|sh|sql|css)$/i;

/** What a chosen file is shown as until the server has looked into it. */
export function fileKind({ name, type }: { name: string; type: string }): FileKind {
  if (PICTURES.test(type)) return 'image';
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('audio/')) return 'audio';
  if (type === 'application/pdf') return 'pdf';
  if (TEXTS.test(type) || (type === '' && TEXT_NAMES.test(name))) return 'text';
  return 'other';
}
