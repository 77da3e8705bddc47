import { useEffect, useMemo, useState } from 'react';
import { useEmojiLocale } from '../messages/useEmojiLocale.ts';
import { type CodeOption, type CodeQuery, codeQuery, type EmojiCodes, loadCodes, matchCodes } from './shortcodes.ts';
import { type Completion, useCompletion } from './useCompletion.ts';

const none: readonly EmojiCodes[] = [];

/** The list of emojis for the `:shortcode` at the caret; the codes are fetched when the first one is begun. */
export function useCodes(
  text: string,
  caret: number,
): Completion<CodeOption> & { query: CodeQuery | null; rows: readonly EmojiCodes[] } {
  const locale = useEmojiLocale();
  const [known, setKnown] = useState({ locale: '', rows: none });
  const found = codeQuery(text, caret);
  const wanted = found !== null;
  useEffect(() => {
    if (!wanted || known.locale === locale) return;
    let shown = true;
    void loadCodes(locale).then((rows) => {
      if (shown && rows.length > 0) setKnown({ locale, rows });
    });
    return () => {
      shown = false;
    };
  }, [wanted, known.locale, locale]);
  const query = found?.query ?? null;
  const options = useMemo(() => (query === null ? [] : matchCodes(known.rows, query)), [known.rows, query]);
  return { ...useCompletion(found?.start ?? null, query ?? '', options), query: found, rows: known.rows };
}
