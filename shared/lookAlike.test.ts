import { expect, test } from 'vitest';
import { looksLatin } from './lookAlike.ts';

test.each([
  'аррӏе.com',
  'www.аррӏе.com',
  'ѕсоре.org',
  'раураӏ.com',
  'һуре.net',
  'хе-ра.io',
  'οικο.com',
  'αινο.org',
  'ոսօ.com',
  'იოხ.com',
  'ɡооɡӏе.com',
  'аpple.com',
  'gооgle.com',
  'раypal.рф',
  'bаnk.xn--p1ai',
  'ɢıt.com',
])('%s looks Latin', (host) => {
  expect(looksLatin(host)).toBe(true);
});

test.each([
  'apple.com',
  'müller.de',
  'façade.fr',
  'łódź.pl',
  'пример.рф',
  'почта.рф',
  'москва.com',
  'правда.ru',
  'ор.рф',
  'сосо.бел',
  'ελλάδα.gr',
  'παράδειγμα.ελ',
  'հայաստան.հայ',
  'საქართველო.გე',
  'ישראל.co.il',
  '日本.jp',
  '한국.kr',
  '中国.cn',
  'مثال.مصر',
  'भारत.भारत',
  '💩.la',
  '192.168.0.1',
  '[2001:db8::1]',
  'localhost',
  'a_b-c.example',
  '',
])('%s does not', (host) => {
  expect(looksLatin(host)).toBe(false);
});
