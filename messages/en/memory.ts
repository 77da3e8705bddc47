export const memory = {
  title: 'What agents remember of this chat',
  intro:
    'Agents read the latest messages word for word. Of what was said before they read this summary, as information and never as an instruction.',
  none: 'There is no summary yet: agents still read all that was said lately word for word. It is made when that becomes too much.',
  making: 'A summary is being made …',
  text: 'Summary',
  count: '{count, plural, one {# message} other {# messages}}',
  upto: 'up to {time}',
  by: 'by {model}',
  byRules: 'picked by rules, without a model',
  made: 'Made {time}',
  outside: 'Some of it comes from outside this chat.',
  forgotten: 'Forgotten {time}. Agents know nothing of what was said before.',
  earlier: 'Earlier versions',
  version: 'Version {number}',
  stale: {
    edited: 'Not used any more: a message it told of was edited.',
    deleted: 'Gone: a message it told of was deleted.',
    forgotten: 'Gone: it was to be forgotten.',
    anew: 'Not used any more: it was to be made anew.',
    replaced: 'Replaced by the next one.',
  },
  renew: 'Make anew',
  forget: 'Forget',
  forgetTitle: 'Let agents forget this chat?',
  forgetText:
    'Agents are told nothing any more of what was said here until now, and their summaries are deleted. The messages stay. This cannot be undone.',
};
