import type { Mentionable } from '../../shared/mention.ts';
import type { Source } from '../../shared/toolCard.ts';

export type MarkdownProps = {
  text: string;
  /** True while the text still grows: unfinished markup is drawn as if it were closed. */
  streaming: boolean;
  /** Who can be mentioned here; keep the array's identity, since a new one renders every block anew. */
  mentionable: readonly Mentionable[];
  /** What the text cites as `[number]`. */
  sources?: readonly Source[] | undefined;
  /** It may cite what is not known yet. */
  citing?: boolean;
  /** Its author may have been told by others what to write: links that could carry something out are shown for what they are. */
  careful?: boolean;
};
