import type { failure as en } from '../en/failure.ts';

export const failure: typeof en = {
  code: {
    'bad-input': 'Das war nicht verständlich. Prüfe deine Eingabe.',
    'signed-out': 'Du bist abgemeldet. Melde dich an und versuche es nochmal.',
    forbidden: 'Das darfst du hier nicht.',
    'not-found': 'Das gibt es nicht mehr.',
    conflict: 'Das wurde gleichzeitig anderswo geändert. Versuche es nochmal.',
    'too-large': 'Das ist zu lang.',
    'rate-limited': 'Zu viele Versuche. Warte einen Moment und versuche es nochmal.',
    protocol: 'Diese Seite ist veraltet. Lade sie neu.',
    unavailable: 'Waggle ist gerade nicht erreichbar. Versuche es gleich nochmal.',
    internal: 'Auf dem Server ist etwas schiefgegangen. Versuche es nochmal.',
  },
  wait: 'Zu viele Versuche. Versuche es in {seconds, plural, one {# Sekunde} other {# Sekunden}} nochmal.',
  reason: {
    'bad-credentials': 'E-Mail oder Passwort stimmt nicht.',
    'wrong-password': 'Das bisherige Passwort stimmt nicht.',
    'email-taken': 'Mit dieser E-Mail gibt es schon ein Konto. Melde dich damit an.',
    'invite-needed': 'Für diesen Arbeitsbereich brauchst du einen Einladungslink.',
    'invite-expired': 'Diese Einladung ist abgelaufen. Bitte um einen neuen Link.',
    'invite-used': 'Diese Einladung ist aufgebraucht. Bitte um einen neuen Link.',
    'invite-revoked': 'Diese Einladung wurde zurückgezogen. Bitte um einen neuen Link.',
    'invite-unknown': 'Dieser Einladungslink ist ungültig. Prüfe, ob er vollständig ist.',
    'reset-invalid': 'Dieser Link ist abgelaufen oder wurde schon benutzt. Bitte einen Admin um einen neuen.',
    'last-admin': 'Der Arbeitsbereich braucht mindestens einen Admin.',
    'last-owner': 'Der Chat braucht einen Besitzer. Mache zuerst jemand anderen dazu.',
    'key-from-environment': 'Dieser Schlüssel ist auf dem Server gesetzt und kann nur dort geändert werden.',
  },
};
