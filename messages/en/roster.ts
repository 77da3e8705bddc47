type AgentWords = { about: string; starters: readonly string[] };

/** What the built-in agents say of themselves, by id, where it differs from what the server sends, which is English. */
export const roster: Readonly<Record<string, AgentWords>> = {};
