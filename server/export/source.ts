import type { Message } from '../../shared/message.ts';
import type { ExportHead } from '../store/exportChat.ts';

/** A chat on its way out: what stands above it, and its messages a few at a time. */
export type ExportSource = {
  head: ExportHead;
  /** Who takes it out, and when. */
  exportedBy: { id: string; name: string };
  exportedAt: number;
  /** What a contact is called; empty where nobody knows any more. */
  nameOf(contactId: string): string;
  pages(): AsyncIterable<readonly Message[]>;
  /** Whether the files lie beside the text. */
  withFiles: boolean;
};
