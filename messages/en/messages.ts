import { auth } from './auth.ts';
import { chat } from './chat.ts';
import { contacts } from './contacts.ts';
import { failure } from './failure.ts';
import { models } from './models.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { ui } from './ui.ts';

export const messages = { auth, chat, contacts, failure, models, settings, shell, ui };

/** Every language says exactly these things. */
export type Messages = typeof messages;
