/** What is seldom said of the agents that people make. */
export const ownAgents = {
  deleted: 'Deleted agents',
  restore: 'Restore',
  restoreNamed: 'Restore {name}',
  restored: '{name} is back.',
  effort: 'How much it thinks',
  effortHint: 'Where its model can be told.',
  effortAuto: 'As the request needs',
  efforts: { low: 'Little', medium: 'Some', high: 'A lot' },
  connected: 'Tools of connected servers',
  connectedHint:
    'They hold once you save, whichever version counts, and not while you try the agent. They are in no file and in no copy.',
  toolsFailed: 'The agent is saved, but not all of its tools: {why}',
};
