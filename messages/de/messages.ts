import type { Messages } from '../en/messages.ts';
import { actions, emoji } from './actions.ts';
import { auth } from './auth.ts';
import { chat } from './chat.ts';
import { composer, markdown, runs } from './composer.ts';
import { contacts } from './contacts.ts';
import { failure } from './failure.ts';
import { files, voice } from './files.ts';
import { models } from './models.ts';
import { appointments, polls } from './polls.ts';
import { roster } from './roster.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

export const messages: Messages = {
  actions,
  appointments,
  auth,
  chat,
  composer,
  contacts,
  emoji,
  failure,
  files,
  markdown,
  models,
  polls,
  roster,
  runs,
  settings,
  shell,
  ui,
  voice,
};
