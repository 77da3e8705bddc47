/** Words of chats that keep to models on machines of the owner. */
export const localModels = {
  only: 'Only local models',
  mark: 'Only local models answer here',
  hint: 'Answers, choices and summaries of this chat are made only on machines of whoever runs this Waggle. Tools such as web search still ask the internet.',
  noAnswers: 'No local model is set up right now: while this is on, no agent can answer here.',
  noTranscripts: 'Voice notes are not written down here while this is on, as no local model does that.',
};
