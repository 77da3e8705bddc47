/** The words that connected servers have ready (prompts), offered while one writes. */
export const prompts = {
  list: 'Words that servers have ready',
  silent: 'No answer from {names}.',
  fetching: 'Fetching “{title}”…',
  form: 'Of the server {server}. What you write here is sent to it.',
  take: 'Put into the message',
  missing: 'The server needs this.',
  from: 'Words of the server {server}',
  fromHint:
    'Read them before you send them: agents take them as words from outside, and ask before they change anything.',
  warned: 'They seem to tell agents what to do.',
  discard: 'Discard these words',
};
