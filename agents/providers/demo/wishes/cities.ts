/** Places people ask the time of, in English and German, by their time zone. */
const CITIES: Readonly<Record<string, string>> = {
  'Europe/London': 'london england uk britain großbritannien',
  'Europe/Dublin': 'dublin ireland irland',
  'Europe/Lisbon': 'lisbon lissabon portugal',
  'Europe/Madrid': 'madrid barcelona spain spanien',
  'Europe/Paris': 'paris france frankreich',
  'Europe/Brussels': 'brussels brüssel belgium belgien',
  'Europe/Amsterdam': 'amsterdam netherlands niederlande',
  'Europe/Berlin': 'berlin hamburg munich münchen cologne köln frankfurt leipzig germany deutschland',
  'Europe/Vienna': 'vienna wien graz austria österreich',
  'Europe/Zurich': 'zurich zürich geneva genf bern switzerland schweiz',
  'Europe/Rome': 'rome rom milan mailand italy italien',
  'Europe/Prague': 'prague prag',
  'Europe/Warsaw': 'warsaw warschau poland polen',
  'Europe/Copenhagen': 'copenhagen kopenhagen denmark dänemark',
  'Europe/Oslo': 'oslo norway norwegen',
  'Europe/Stockholm': 'stockholm sweden schweden',
  'Europe/Helsinki': 'helsinki finland finnland',
  'Europe/Athens': 'athens athen greece griechenland',
  'Europe/Kyiv': 'kyiv kiew kiev ukraine',
  'Europe/Istanbul': 'istanbul turkey türkei',
  'Europe/Moscow': 'moscow moskau',
  'Africa/Cairo': 'cairo kairo',
  'Africa/Lagos': 'lagos',
  'Africa/Nairobi': 'nairobi',
  'Africa/Johannesburg': 'johannesburg',
  'Asia/Dubai': 'dubai',
  'Asia/Kolkata': 'mumbai delhi kolkata bangalore india indien',
  'Asia/Bangkok': 'bangkok',
  'Asia/Singapore': 'singapore singapur',
  'Asia/Hong_Kong': 'hongkong',
  'Asia/Shanghai': 'shanghai beijing peking china',
  'Asia/Seoul': 'seoul',
  'Asia/Tokyo': 'tokyo tokio osaka japan',
  'Australia/Sydney': 'sydney melbourne',
  'Pacific/Auckland': 'auckland neuseeland',
  'America/Sao_Paulo': 'brasília',
  'America/New_York': 'nyc boston washington miami',
  'America/Chicago': 'chicago',
  'America/Denver': 'denver',
  'America/Los_Angeles': 'seattle',
  'America/Toronto': 'toronto',
  'America/Vancouver': 'vancouver',
  UTC: 'utc gmt',
};

const TWO_WORDS: Readonly<Record<string, string>> = {
  'new york': 'America/New_York',
  'los angeles': 'America/Los_Angeles',
  'san francisco': 'America/Los_Angeles',
  'sao paulo': 'America/Sao_Paulo',
  'são paulo': 'America/Sao_Paulo',
  'mexico city': 'America/Mexico_City',
  'buenos aires': 'America/Argentina/Buenos_Aires',
  'hong kong': 'Asia/Hong_Kong',
  'new zealand': 'Pacific/Auckland',
  'new delhi': 'Asia/Kolkata',
  'tel aviv': 'Asia/Jerusalem',
};

const zones = new Map(
  Object.entries(CITIES).flatMap(([zone, names]) => names.split(' ').map((name) => [name, zone] as const)),
);

/** The time zones of the places named in a text, each once, in their order. */
export function zonesIn(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const found = words.flatMap((word, at) => {
    const zone = TWO_WORDS[`${word} ${words[at + 1] ?? ''}`] ?? zones.get(word);
    return zone === undefined ? [] : [zone];
  });
  return [...new Set(found)];
}
