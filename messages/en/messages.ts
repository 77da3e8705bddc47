import { auth } from './auth.ts';
import { chat } from './chat.ts';
import { composer, markdown, runs } from './composer.ts';
import { contacts } from './contacts.ts';
import { failure } from './failure.ts';
import { models } from './models.ts';
import { roster } from './roster.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

export const messages = {
  auth,
  chat,
  composer,
  contacts,
  failure,
  markdown,
  models,
  roster,
  runs,
  settings,
  shell,
  ui,
};

/** Every language says exactly these things. */
export type Messages = typeof messages;
