import { describe, expect, it } from 'vitest';
import { calendarAddress, secretsIn, shownOf } from './address.ts';

/** The address without its scheme. */
const WHOLE = '(whole)';

describe('the address of a calendar', () => {
  it.each([
    ['https://cal.example.com/a.ics', 'https://cal.example.com/a.ics'],
    [' WEBCAL://cal.example.com/a.ics#x ', 'https://cal.example.com/a.ics'],
    ['webcals://cal.example.com/a', 'https://cal.example.com/a'],
  ])('%s is %s', (typed, address) => {
    expect(calendarAddress(typed)?.href).toBe(address);
  });

  it.each([
    'http://cal.example.com/a.ics',
    'https://me:pw@cal.example.com/',
    'ftp://cal.example.com',
    'cal',
    'webcal:',
  ])('%s is none', (typed) => {
    expect(calendarAddress(typed)).toBeNull();
  });

  it('may be without https where that is said', () => {
    expect(calendarAddress('http://127.0.0.1:8080/a.ics', { allowPlain: true })?.port).toBe('8080');
  });

  it.each([
    ['https://cal.example.com/ical/ada%40example.com/private-0123456789abcdef/basic.ics', 'basic.ics'],
    ['https://cal.example.com:8443/ical/0123456789abcdef0123.ics', '…0123'],
    ['https://cal.example.com/ical/0123456789abcdefXYZW', '…XYZW'],
    ['https://cal.example.com', '…'],
  ])('is shown of %s as %s', (address, hint) => {
    const url = new URL(address);
    expect(shownOf(url)).toEqual({ host: url.host, hint });
  });

  it.each([
    [
      'https://cal.example.com/ical/ada1815lovelace%40example.com/private-0123456789abcdef/basic.ics',
      ['private-0123456789abcdef'],
    ],
    ['https://cal.example.com/feed?id=0123456789abcdef%2F', ['0123456789abcdef/', '0123456789abcdef%2F']],
    ['https://cal.example.com/0123456789abcdef0123.ics', ['0123456789abcdef0123']],
    ['https://cal.example.com/holidays.ics?in=de', ['cal.example.com/holidays.ics?in=de']],
    ['https://x.example/deepseek-chat-v3.1-terminus', ['x.example/deepseek-chat-v3.1-terminus']],
    ['https://x.example/?q=the+results+of+2026+are+good', ['x.example/?q=the+results+of+2026+are+good']],
    ['https://x.example/wiki/Germany', ['x.example/wiki/Germany']],
    ['https://x.example/public-calendars/QjdMeYknPwSbTgRa', ['QjdMeYknPwSbTgRa']],
    ['https://x.example/cal/a8Kd03hQx2Lm/basic.ics', ['a8Kd03hQx2Lm']],
    ['https://x.example/3f9a0c77be21.ics', ['3f9a0c77be21']],
    ['https://x.example/ical/ada/private-a8Kd/basic.ics', ['private-a8Kd', WHOLE]],
    ['https://x.example/feed/k8d2m.ics', [WHOLE]],
    ['https://x.example/calendar/k8d2m.ics', ['calendar/k8d2m', WHOLE]],
    ['https://x.example/export?user_id=12&ical_token=k8%2Fd', ['ical_token=k8/d', 'ical_token=k8%2Fd', WHOLE]],
    ['https://x.example/calendars/bundesliga2026.ics', ['calendars/bundesliga2026', WHOLE]],
    ['https://x.example/feed/holidays?token=kindergarten', [WHOLE]],
    ['https://wikipedia.example/', []],
    ['https://x.example/0b9c3a1e-6f1d-4f7e-9a51-3c2d1e0f9a8b', ['0b9c3a1e-6f1d-4f7e-9a51-3c2d1e0f9a8b']],
  ])('has in %s the keys %j', (address, keys) => {
    const url = new URL(address);
    const whole = `${url.host}${url.pathname}${url.search}`;
    expect(secretsIn(url)).toEqual(keys.map((key) => (key === WHOLE ? whole : key)));
  });

  it('has only so many', () => {
    const many = Array.from({ length: 50 }, (_, at) => `0123456789abcdef${at}`).join('/');
    expect(secretsIn(new URL(`https://x.example/${many}`))).toHaveLength(6);
  });
});
