/** Choosing by what model an answer is given anew. */
export const choices = {
  title: 'Answer again with',
  about: 'For this answer only.',
  kinds: 'A kind of model',
  models: 'One model',
  search: 'Search models',
  nothing: 'No model is called “{text}”.',
  none: 'There is no model here to choose from.',
  more: '{count, plural, one {One more: search for it.} other {# more: search for them.}}',
  local: 'Local',
  free: 'Free',
  price: '{input} / {output}',
  prices: 'Prices are per million tokens, read / written.',
  gave: 'Gave this answer',
};
