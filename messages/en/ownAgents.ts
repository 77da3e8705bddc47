/** What is seldom said of the agents that people make. */
export const ownAgents = {
  deleted: 'Deleted agents',
  restore: 'Restore',
  restoreNamed: 'Restore {name}',
  restored: '{name} is back.',
  whoChosen: 'Chosen people',
  whoChosenHint: 'They can write to it. In groups all read what it says, but it answers only you and them.',
  nobodyChosen: 'Nobody is chosen yet. Until then it is only for you.',
  choosePeople: 'Choose people',
  unchoose: 'Remove {name}',
  countChosen: '{count, plural, =0 {Nobody chosen} one {One chosen} other {# chosen}}',
  mostChosen: 'At most {count} people',
  chosenDone: 'Done',
  nobodyElse: 'There is nobody else here yet.',
  effort: 'How much it thinks',
  effortHint: 'Where its model can be told.',
  effortAuto: 'As the request needs',
  efforts: { low: 'Little', medium: 'Some', high: 'A lot' },
  connected: 'Tools of connected servers',
  connectedHint:
    'They hold once you save, whichever version counts, and not while you try the agent. They are in no file and in no copy.',
  toolsFailed: 'The agent is saved, but not all of its tools: {why}',
};
