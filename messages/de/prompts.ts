import type { prompts as en } from '../en/prompts.ts';

export const prompts: typeof en = {
  list: 'Worte, die Server bereithalten',
  silent: 'Keine Antwort von {names}.',
  fetching: '„{title}“ wird geholt…',
  form: 'Vom Server {server}. Was du hier schreibst, wird an ihn geschickt.',
  take: 'In die Nachricht übernehmen',
  missing: 'Das braucht der Server.',
  from: 'Worte des Servers {server}',
  fromHint:
    'Lies sie, bevor du sie sendest: Agenten nehmen sie als Worte von außen und fragen, bevor sie etwas ändern.',
  warned: 'Sie scheinen Agenten zu sagen, was sie tun sollen.',
  discard: 'Diese Worte verwerfen',
};
