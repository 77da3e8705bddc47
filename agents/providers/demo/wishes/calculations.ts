import { findSums, plainNumber } from '../arithmetic.ts';
import type { Asked, Wish } from './wish.ts';

const LONGEST = 1000;
const MOST = 10;

/** Words for units, English and German, and how a calculator writes them. */
const UNITS = new Map(
  Object.entries({
    mile: 'miles? mi meilen?',
    km: 'km kilomet(?:er|re)s? kilometern',
    m: 'm met(?:er|re)s? metern',
    cm: 'cm zentimetern? centimet(?:er|re)s?',
    mm: 'mm millimet(?:er|re)s? millimetern',
    ft: 'ft feet foot fuß fuss',
    inch: 'inch(?:es)? zoll',
    yard: 'yards? yd',
    kg: 'kg kilos? kilogram(?:s|m)?',
    g: 'g gram(?:s|m)?',
    lb: 'lbs? pounds?',
    oz: 'oz ounces? unzen?',
    l: 'l lit(?:er|re)s? litern',
    ml: 'ml millilit(?:er|re)s? millilitern',
    gallon: 'gallons? gallonen?',
    degC: '°\\s*c (?:degrees |grad )?celsius',
    degF: '°\\s*f (?:degrees |grad )?fahrenheit',
    'km/h': 'km/h kmh kph',
    'mi/h': 'mph',
    'm/s': 'm/s',
    kWh: 'kwh kilowattstunden? kilowatt.hours?',
    MJ: 'mj megajoules?',
    hour: 'hours? stunden?',
    minute: 'minutes? minuten?',
    second: 'seconds? sekunden?',
    MB: 'mb megabytes?',
    GB: 'gb gigabytes?',
    GiB: 'gib gibibytes?',
    ha: 'ha hectares? hektar',
    m2: 'm² m2 quadratmetern?',
  }),
);

/** Alternatives that hold spaces are written with brackets before them, so words are parted by what stands outside. */
const unitPatterns = [...UNITS].flatMap(([unit, words]) =>
  words.split(/ (?![^(]*\))/).map((word) => ({ unit, word: new RegExp(`^(?:${word})$`, 'iu'), source: word })),
);
const UNIT = `(${unitPatterns
  .map(({ source }) => source)
  .sort((a, b) => b.length - a.length)
  .join('|')})(?![\\p{L}\\d²/])`;
const AMOUNT = String.raw`(?<![\p{L}\d.,])(-?\d+(?:[.,]\d+)*)`;

const FROM_TO = new RegExp(String.raw`${AMOUNT}\s*${UNIT}\s+(?:in|into|to|as|nach|zu)\s+${UNIT}`, 'giu');
const HOW_MANY = new RegExp(
  String.raw`(?:how (?:many|much)|wie ?viele?)\s+${UNIT}\s+(?:are(?: in)?|is|in|sind|ist)\s+${AMOUNT}\s*${UNIT}`,
  'giu',
);

/** What is to be calculated: sums and units. */
export function calculations({ text, language }: Asked): Wish[] {
  if (text.length > LONGEST) return [];
  const conversions = [
    ...[...text.matchAll(FROM_TO)].map(([, amount, from, to]) => ({ amount, from, to })),
    ...[...text.matchAll(HOW_MANY)].map(([, to, amount, from]) => ({ amount, from, to })),
  ].map(({ amount = '', from = '', to = '' }) => {
    const sign = amount.startsWith('-') ? '-' : '';
    return `${sign}${plainNumber(amount.slice(sign.length), language)} ${unitOf(from)} to ${unitOf(to)}`;
  });
  const sums = findSums(text, language).map(({ plain }) => plain);
  return [...new Set([...sums, ...conversions])]
    .slice(0, MOST)
    .map((expression) => ({ name: 'calculate', input: { expressions: [expression] }, list: 'expressions' }));
}

function unitOf(word: string): string {
  return unitPatterns.find((one) => one.word.test(word))?.unit ?? word;
}
