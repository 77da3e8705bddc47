import type { FirstMessages } from '../en/messages.ts';
import { actions, emoji } from './actions.ts';
import { agents } from './agents.ts';
import { auth } from './auth.ts';
import { board } from './board.ts';
import { calendars } from './calendars.ts';
import { cards } from './cards.ts';
import { charts } from './charts.ts';
import { chat } from './chat.ts';
import { chats, devices } from './chats.ts';
import { composer, markdown, runs } from './composer.ts';
import { contacts } from './contacts.ts';
import { failure } from './failure.ts';
import { files, voice } from './files.ts';
import { memory } from './memory.ts';
import { models } from './models.ts';
import { notifications, share } from './notifications.ts';
import { policies } from './policies.ts';
import { appointments, polls, questions, mails } from './polls.ts';
import { roster } from './roster.ts';
import { palette, search, shortcuts } from './search.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { space } from './space.ts';
import { spending } from './spending.ts';
import { trace } from './trace.ts';
import { ui } from './ui.ts';

export const messages: FirstMessages = {
  actions,
  agents,
  appointments,
  mails,
  auth,
  board,
  calendars,
  cards,
  charts,
  chat,
  chats,
  composer,
  contacts,
  devices,
  emoji,
  failure,
  files,
  markdown,
  memory,
  models,
  notifications,
  palette,
  policies,
  polls,
  questions,
  roster,
  runs,
  search,
  settings,
  share,
  shell,
  shortcuts,
  space,
  spending,
  trace,
  ui,
  voice,
};
