/** What invitations say besides the event. */
export const words = {
  en: {
    invites: (who: string) => `${who} invites you to an event.`,
    off: (who: string) => `The event that ${who} invited you to does not take place.`,
    subject: { request: 'Invitation', cancel: 'Called off' },
    when: 'When',
    where: 'Where',
    allDay: 'all day',
    foot: 'Sent by Waggle. The file that comes with this puts it into your calendar.',
  },
  de: {
    invites: (who: string) => `${who} lädt dich zu einem Termin ein.`,
    off: (who: string) => `Der Termin, zu dem ${who} dich eingeladen hat, findet nicht statt.`,
    subject: { request: 'Einladung', cancel: 'Abgesagt' },
    when: 'Wann',
    where: 'Wo',
    allDay: 'ganztägig',
    foot: 'Geschickt von Waggle. Die Datei dabei trägt ihn in deinen Kalender ein.',
  },
};
