import type { Messages } from '../en/messages.ts';

export const notifications: Messages['notifications'] = {
  device: 'Dieses Gerät',
  deviceText: 'Erfahre von neuen Nachrichten, auch wenn Waggle geschlossen ist.',
  turnOn: 'Benachrichtigungen einschalten',
  turnOff: 'Ausschalten',
  isOn: 'Benachrichtigungen sind auf diesem Gerät eingeschaltet.',
  state: {
    unsupported: 'Dieser Browser kennt keine Benachrichtigungen für geschlossene Seiten.',
    insecure: 'Benachrichtigungen brauchen eine Adresse, die mit https beginnt. Frag, wer dieses Waggle betreibt.',
    install:
      'Auf iPhone und iPad kommt Waggle erst auf den Startbildschirm: Tippe auf „Teilen“, dann auf „Zum Home-Bildschirm“, und öffne es von dort.',
    denied:
      'Dieser Browser soll keine Benachrichtigungen von Waggle zeigen. Öffne die Einstellungen dieser Seite (das Zeichen neben der Adresse), erlaube Benachrichtigungen und komm zurück.',
  },
  noPushService: 'Der Browser erreicht seinen Dienst für Benachrichtigungen nicht. Versuch es später noch einmal.',
  everywhere: 'Auf allen deinen Geräten',
  showText: 'Namen und Text zeigen',
  showTextHint: 'Ohne das sagt eine Benachrichtigung nur, dass etwas gekommen ist.',
  agents: 'Wenn Agenten fertig sind',
  agentsHint: 'Sagt dir, wenn ein Agent erledigt hat, worum du ihn gebeten hast.',
  sounds: 'Töne',
  soundsHint: 'Ein kurzer Ton für neue Nachrichten, solange Waggle offen ist.',
  eventMail: 'Einladungen per E-Mail',
  eventMailHint:
    'Wer in einem deiner Chats einen Termin anlegt, kann ihn an deine Adresse schicken. Sehen kann er sie nicht.',
  quiet: 'Nicht stören',
  quietHint: 'Keine Benachrichtigungen und Töne in diesen Stunden.',
  quietFrom: 'Von',
  quietTo: 'Bis',
  quietZone: 'Nach der Uhr von {zone}.',
  perChat: 'Einzelne Chats kannst du in ihren Infos stummschalten.',
  toast: '{name}: {text}',
  toastGroup: '{name} in {chat}: {text}',
  toastAnswer: '{name} ist fertig: {text}',
  toastFile: 'hat eine Datei geschickt',
  open: 'Öffnen',
};

export const share: Messages['share'] = {
  title: 'Teilen mit',
  search: 'Chats suchen',
  chats: 'Chats',
  nothing: 'Kein Chat heißt „{text}“.',
  files: '{count, plural, one {# Datei} other {# Dateien}}',
  empty: 'Es gibt nichts mehr zu teilen.',
};
