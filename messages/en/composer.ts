/** Words of the composer and of the strip of working agents above it. */
export const composer = {
  message: 'Message',
  placeholder: 'Message',
  send: 'Send message',
  replyingTo: 'Reply to {name}',
  cancelReply: 'Cancel the reply',
  mentions: 'Who to mention',
  everyone: 'all',
  everyoneAbout: 'Every agent of this chat',
  person: 'Person',
  willAnswer: '{names} {count, plural, other {will}} answer',
  queenDecides: 'The queen decides who answers',
  nobodyAnswers: 'Only people read this. Write @ to ask an agent.',
  tooLong: '{count, plural, one {# character} other {# characters}} too many',
  because: {
    mentioned: 'mentioned',
    everyone: 'asked with @all',
    reply: 'you reply to them',
    direct: 'this is their chat',
    always: 'agents always answer here',
    useful: 'chosen by the queen',
    rerouted: 'asked afterwards',
    retried: 'asked again',
  },
};

export const runs = {
  working: 'Working agents',
  stopAll: 'Stop all',
  show: 'Show the answer',
  state: {
    accepted: 'accepted',
    reading: 'reading',
    using: 'working',
    waiting: 'waits for you',
    writing: 'writing',
    done: 'done',
  },
  waitsTwice: 'needs a yes and an answer',
  answered: '{names} · {reason}',
  deciding: 'The queen is choosing who answers…',
  nobody: 'Nobody was needed.',
  askOthers: 'Ask others',
  askAgent: 'Ask {name}',
  cost: '{cost}',
};

export const markdown = {
  code: 'Code',
  copyCode: 'Copy code',
  copied: 'Copied',
  picture: 'Picture (not loaded)',
  pictureOf: 'Picture (not loaded): {alt}',
  table: 'Table',
  ticked: 'Done',
  unticked: 'To do',
  defused: {
    'other-host': 'Not a link here: it names another host than the one it leads to,',
    'look-alike': 'Not a link here: its host is written with letters that look like others. It is',
    disguised: 'Not a link here: a name stands before its host, which is',
    carries: 'Not a link here: it would carry something long and encoded to',
  },
};
