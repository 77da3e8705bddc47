/** The files of a chat, as an agent copies them. What is in one never changes, so its id says what it is. */
export type ChatFiles = {
  /** The last one of this name, with who sent it when; undefined where there is none, or it is too large. */
  find(name: string): Promise<{ id: string; size: number; sentBy: string; sentAt: number } | undefined>;
  /** Undefined where it is not in the chat any more. */
  bytesOf(id: string): Promise<Uint8Array | undefined>;
};
