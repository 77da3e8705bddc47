const segmenter = new Intl.Segmenter(['en', 'de'], { granularity: 'sentence' });

/** The sentences of a text, each on one line; what has no letter is none. */
export function sentencesOf(text: string): string[] {
  return Array.from(segmenter.segment(text.replace(/\s+/g, ' ')), ({ segment }) => segment.trim()).filter((sentence) =>
    /\p{L}/u.test(sentence),
  );
}
