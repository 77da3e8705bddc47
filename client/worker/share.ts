import { stash } from '../stash.ts';
import { warn } from '../warn.ts';

/** Where the manifest lets other apps send what is shared, and where a chat is chosen for it. */
export const SHARE_PATH = '/share';

const MOST_FILES = 30;

/** Keeps what another app shares, and leads to the page where a chat is chosen for it. */
export async function takeShared(request: Request): Promise<Response> {
  try {
    // What the system shares comes from no page: other pages are not to put words into anybody's mouth.
    if (isForeign(request.referrer)) return Response.redirect(SHARE_PATH, 303);
    const form = await request.formData();
    const texts = ['title', 'text', 'url'].map((name) => form.get(name));
    const files = form.getAll('files').filter((entry) => entry instanceof File);
    await stash({ chatId: null, text: sharedText(texts), files: files.slice(0, MOST_FILES) });
  } catch (cause) {
    warn('what was shared could not be taken', cause);
  }
  return Response.redirect(SHARE_PATH, 303);
}

/** Whether a page of somebody else sent this. */
export function isForeign(referrer: string, own: string = location.origin): boolean {
  return /^https?:\/\//.test(referrer) && new URL(referrer).origin !== own;
}

/** Title, text and address as one text; what stands in another one already is left out. */
export function sharedText(parts: readonly (FormDataEntryValue | null)[]): string {
  const texts = parts.flatMap((part) => (typeof part === 'string' && part.trim() !== '' ? [part.trim()] : []));
  return texts
    .filter((text, at) => !texts.some((other, i) => i !== at && other.includes(text) && (other !== text || i < at)))
    .join('\n');
}
