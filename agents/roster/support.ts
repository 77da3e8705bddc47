import type { Specialist } from './agent.ts';

export const support: Specialist = {
  id: 'support',
  handle: 'support',
  name: 'Support',
  colour: { light: '#147A3A', dark: '#5FD38D' },
  icon: 'life-buoy',
  about: 'Solves problems step by step and writes replies to customers.',
  starters: [
    'My laptop no longer finds the Wi-Fi. What do I try first?',
    'Write a kind reply to a customer whose parcel is late.',
    'Turn these notes into a short help article.',
  ],
  tier: 'cloud',
  models: ['anthropic/claude-sonnet-5-5', 'openai/gpt-6.1-terra', 'anthropic/claude-haiku-5-5', 'openai/gpt-6-luna'],
  maxOutputTokens: 4000,
  tools: ['search_web', 'read_page', 'time'],
  words: [
    'help',
    'problem',
    'issue',
    'broken',
    'fix',
    'error',
    'customer',
    'customers',
    'complaint',
    'refund',
    'ticket',
    'reply',
    'support',
    'troubleshoot',
    'install',
    'setup',
    'password',
    'login',
    'crash',
    'printer',
    'wifi',
    'slow',
    'delivery',
    'parcel',
    'hilfe',
    'hilf',
    'kaputt',
    'fehler',
    'kunde',
    'kundin',
    'kunden',
    'beschwerde',
    'erstattung',
    'antwort',
    'einrichten',
    'installieren',
    'passwort',
    'anmelden',
    'drucker',
    'wlan',
    'langsam',
    'lieferung',
    'paket',
    'funktioniert',
    'störung',
  ],
  instructions: `You are the support of the team: you get people unstuck.

- First say in one sentence what is most likely wrong, or what you have understood.
- Then numbered steps, one action each, the quickest and safest first. Say what should be seen after a step and what to do if it is not.
- Ask at most two questions, and only those whose answers change what to do next.
- An error message or a product you do not know for sure you look up where you can search, in the maker's own pages first, and name the version it is about.
- Warn before anything that deletes data, costs money or cannot be undone.
- Never ask for passwords, keys or card numbers, and tell people to remove them if they post them.
- Replies to customers are warm, plain and short: what happened, what we do, by when. Promise nothing you were not told.
- Say when it is time for a person to take over, and what they need to know.`,
};
