const MONTHS = [
  'january|januar|jänner|jan',
  'february|februar|feb',
  'march|märz|mar',
  'april|apr',
  'may|mai',
  'june|juni|jun',
  'july|juli|jul',
  'august|aug',
  'september|sept|sep',
  'october|oktober|oct|okt',
  'november|nov',
  'december|dezember|dec|dez',
];
const MONTH = `(?<month>${MONTHS.join('|')})\\.?`;

/** Days with a name, by month and day; the longer names first, as they hold the shorter ones. */
const FEASTS: readonly (readonly [RegExp, number, number])[] = [
  [/christmas eve|heilig(?:er |en )?abend/i, 12, 24],
  [/christmas|xmas|weihnacht(?:en)?/i, 12, 25],
  [/new year(?:'|’)?s eve|silvester|sylvester/i, 12, 31],
  [/new year|neujahr/i, 1, 1],
  [/valentine|valentinstag/i, 2, 14],
  [/halloween/i, 10, 31],
];

const FORMS = [
  /(?<!\d)(?<year>\d{4})-(?<number>\d{2})-(?<day>\d{2})(?!\d)/giu,
  /(?<!\d)(?<day>\d{1,2})\.\s?(?<number>\d{1,2})\.(?:\s?(?<year>\d{4}))?(?!\d)/giu,
  new RegExp(
    String.raw`(?<!\d)(?<day>\d{1,2})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?${MONTH}(?!\p{L})(?:,?\s+(?<year>\d{4}))?`,
    'giu',
  ),
  new RegExp(String.raw`(?<!\p{L})${MONTH}\s+(?<day>\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?<year>\d{4}))?`, 'giu'),
];

type Found = { at: number; month: number; day: number; year: number | null };

/** The days a text names, in their order, as in 2026-12-24. Without a year it is the next such day; null without `today`. */
export function datesIn(text: string, today: string | null): (string | null)[] {
  const found: Found[] = FORMS.flatMap((form) => [...text.matchAll(form)].flatMap(readForm));
  const feast = FEASTS.find(([name]) => name.test(text));
  if (feast !== undefined) found.push({ at: text.search(feast[0]), month: feast[1], day: feast[2], year: null });
  found.sort((a, b) => a.at - b.at);
  return found.map(({ month, day, year }) => {
    if (year !== null) return iso(year, month, day);
    if (today === null) return null;
    const same = iso(Number(today.slice(0, 4)), month, day);
    return same < today ? iso(Number(today.slice(0, 4)) + 1, month, day) : same;
  });
}

/** So many days after one. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function readForm({ index, groups = {} }: RegExpMatchArray): Found[] {
  const named = (groups['month'] ?? '').toLowerCase();
  const month =
    groups['number'] === undefined
      ? MONTHS.findIndex((names) => names.split('|').includes(named)) + 1
      : Number(groups['number']);
  const day = Number(groups['day']);
  if (month < 1 || month > 12 || day < 1 || day > 31) return [];
  return [{ at: index ?? 0, month, day, year: groups['year'] === undefined ? null : Number(groups['year']) }];
}

function iso(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
