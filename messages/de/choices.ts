import type { choices as en } from '../en/choices.ts';

export const choices: typeof en = {
  title: 'Noch einmal antworten mit',
  about: 'Nur für diese Antwort.',
  kinds: 'Eine Art von Modell',
  models: 'Ein bestimmtes Modell',
  search: 'Modelle suchen',
  nothing: 'Kein Modell heißt „{text}“.',
  none: 'Hier ist kein Modell zur Auswahl.',
  more: '{count, plural, one {Noch eines: such danach.} other {Noch #: such danach.}}',
  local: 'Lokal',
  free: 'Kostenlos',
  price: '{input} / {output}',
  prices: 'Preise je Million Tokens, gelesen / geschrieben.',
  gave: 'Hat so geantwortet',
};
