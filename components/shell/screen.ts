export const settingsSections = [
  'profile',
  'starred',
  'appearance',
  'notifications',
  'password',
  'devices',
  'blocked',
  'spending',
  'connections',
  'calendars',
  'workspace',
  'approvals',
  'people',
  'models',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** What the address says is on the screen. */
export type Screen =
  | { kind: 'chats' }
  | { kind: 'archived' }
  | { kind: 'chat'; chatId: string }
  | { kind: 'chat-info'; chatId: string }
  | { kind: 'new-chat' }
  | { kind: 'new-project' }
  | { kind: 'share' }
  | { kind: 'agents' }
  | { kind: 'agent'; agentId: string }
  | { kind: 'new-agent' }
  | { kind: 'edit-agent'; agentId: string }
  | { kind: 'copy-agent'; agentId: string }
  | { kind: 'settings'; section: SettingsSection | null }
  | { kind: 'join'; token: string }
  | { kind: 'reset'; token: string }
  | { kind: 'unknown' };

/** The screen of a path; `unknown` for whatever is not one. A slash at the end makes no difference. */
export function parseScreen(path: string): Screen {
  const parts = path.split('/').filter((part) => part !== '');
  const [first, raw, third] = parts;
  const second = decode(raw);
  if (second === null || parts.length > 3) return { kind: 'unknown' };
  if (first === 'chat' && second !== undefined && third === 'info') return { kind: 'chat-info', chatId: second };
  if (first === 'new' && second === 'project' && third === undefined) return { kind: 'new-project' };
  if (first === 'new' && second === 'agent' && third === undefined) return { kind: 'new-agent' };
  if (first === 'agents' && second !== undefined && third === 'edit') return { kind: 'edit-agent', agentId: second };
  if (first === 'agents' && second !== undefined && third === 'copy') return { kind: 'copy-agent', agentId: second };
  if (third !== undefined) return { kind: 'unknown' };
  if (second === undefined) {
    switch (first) {
      case undefined:
        return { kind: 'chats' };
      case 'archived':
        return { kind: 'archived' };
      case 'new':
        return { kind: 'new-chat' };
      case 'agents':
        return { kind: 'agents' };
      case 'share':
        return { kind: 'share' };
      case 'settings':
        return { kind: 'settings', section: null };
      default:
        return { kind: 'unknown' };
    }
  }
  switch (first) {
    case 'chat':
      return { kind: 'chat', chatId: second };
    case 'agents':
      return { kind: 'agent', agentId: second };
    case 'join':
      return { kind: 'join', token: second };
    case 'reset':
      return { kind: 'reset', token: second };
    case 'settings': {
      const section = settingsSections.find((known) => known === second);
      return section ? { kind: 'settings', section } : { kind: 'unknown' };
    }
    default:
      return { kind: 'unknown' };
  }
}

/** The path of a screen, which `parseScreen` reads back. */
export function screenPath(screen: Screen): string {
  switch (screen.kind) {
    case 'chats':
    case 'unknown':
      return '/';
    case 'archived':
      return '/archived';
    case 'chat':
      return `/chat/${encodeURIComponent(screen.chatId)}`;
    case 'chat-info':
      return `/chat/${encodeURIComponent(screen.chatId)}/info`;
    case 'new-chat':
      return '/new';
    case 'new-project':
      return '/new/project';
    case 'share':
      return '/share';
    case 'agents':
      return '/agents';
    case 'agent':
      return `/agents/${encodeURIComponent(screen.agentId)}`;
    case 'new-agent':
      return '/new/agent';
    case 'edit-agent':
      return `/agents/${encodeURIComponent(screen.agentId)}/edit`;
    case 'copy-agent':
      return `/agents/${encodeURIComponent(screen.agentId)}/copy`;
    case 'settings':
      return screen.section === null ? '/settings' : `/settings/${screen.section}`;
    case 'join':
      return `/join/${encodeURIComponent(screen.token)}`;
    case 'reset':
      return `/reset/${encodeURIComponent(screen.token)}`;
  }
}

/** One step back from a screen; null where there is none. */
export function parentOf(screen: Screen): Screen | null {
  switch (screen.kind) {
    case 'chats':
      return null;
    case 'chat-info':
      return { kind: 'chat', chatId: screen.chatId };
    case 'agent':
    case 'new-agent':
      return { kind: 'agents' };
    case 'edit-agent':
    case 'copy-agent':
      return { kind: 'agent', agentId: screen.agentId };
    case 'settings':
      return screen.section === null ? { kind: 'chats' } : { kind: 'settings', section: null };
    case 'agents':
    case 'archived':
    case 'chat':
    case 'new-chat':
    case 'new-project':
    case 'share':
    case 'join':
    case 'reset':
    case 'unknown':
      return { kind: 'chats' };
  }
}

/** Dialogs lie over the screen they were opened from. */
export function isDialog(screen: Screen): boolean {
  return screen.kind === 'new-chat' || screen.kind === 'new-project' || screen.kind === 'share';
}

function decode(part: string | undefined): string | undefined | null {
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
