import type { ui as en } from '../en/ui.ts';

export const ui: typeof en = {
  close: 'Schließen',
  back: 'Zurück',
  cancel: 'Abbrechen',
  save: 'Speichern',
  undo: 'Rückgängig',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copyFailed: 'Der Browser hat das Kopieren nicht erlaubt. Markiere den Text und kopiere ihn selbst.',
  remove: 'Entfernen',
  loading: 'Wird geladen …',
  tryAgain: 'Nochmal versuchen',
  reload: 'Neu laden',
  search: 'Suchen',
  clear: 'Leeren',
  agent: 'Agent',
  online: 'online',
  you: 'Du',
  someone: 'Jemand, der nicht mehr da ist',
  showPassword: 'Passwort zeigen',
  hidePassword: 'Passwort verbergen',
};
