import type { Entry } from './record.ts';

export type Row = { id: string; seq: number; text: string };

/** What is there in the end: each chat as the server has it, and as every device shows it. */
export type Ending = {
  history: Readonly<Record<string, readonly Row[]>>;
  views: readonly { device: string; chatId: string; rows: readonly Row[] }[];
};

export type Violation =
  /** Acknowledged, but not there. */
  | { kind: 'lost'; messageId: string }
  /** Sent, everything works again, but not there. */
  | { kind: 'stuck'; messageId: string }
  /** There more than once. */
  | { kind: 'twice'; text: string }
  /** There with another text. */
  | { kind: 'altered'; messageId: string }
  /** Shown somewhere, but not there. */
  | { kind: 'phantom'; device: string; messageId: string }
  /** Shown somewhere in another place than where it is. */
  | { kind: 'moved'; device: string; messageId: string }
  /** Seqs that do not go 1, 2, 3 … */
  | { kind: 'gap'; chatId: string; at: number }
  /** What one device sent stands in another order. */
  | { kind: 'disorder'; device: string; messageId: string }
  /** A device does not show what is there. */
  | { kind: 'diverged'; device: string; chatId: string };

/** Holds what was recorded against what is there; gives back everything that must not be. Texts are unique. */
export function checkHistory(entries: readonly Entry[], { history, views }: Ending): Violation[] {
  const found: Violation[] = [];
  const byId = new Map<string, Row>();
  for (const [chatId, rows] of Object.entries(history)) {
    const texts = new Set<string>();
    for (const [at, row] of rows.entries()) {
      if (row.seq !== at + 1) found.push({ kind: 'gap', chatId, at: at + 1 });
      if (texts.has(row.text) || byId.has(row.id)) found.push({ kind: 'twice', text: row.text });
      texts.add(row.text);
      byId.set(row.id, row);
    }
  }

  const lastSent = new Map<string, number>();
  for (const entry of entries) {
    const row = byId.get(entry.messageId);
    const { messageId, device } = entry;
    switch (entry.kind) {
      case 'sent': {
        if (!row) {
          found.push({ kind: 'stuck', messageId });
          break;
        }
        if (row.text !== entry.text) found.push({ kind: 'altered', messageId });
        const key = `${device} ${entry.chatId}`;
        if (row.seq <= (lastSent.get(key) ?? 0)) found.push({ kind: 'disorder', device, messageId });
        lastSent.set(key, row.seq);
        break;
      }
      case 'acknowledged':
        if (!row) found.push({ kind: 'lost', messageId });
        break;
      case 'arrived':
        if (!row) found.push({ kind: 'phantom', device, messageId });
        else if (row.seq !== entry.seq) found.push({ kind: 'moved', device, messageId });
        else if (row.text !== entry.text) found.push({ kind: 'altered', messageId });
    }
  }

  for (const { device, chatId, rows } of views) {
    if (!isSame(rows, history[chatId] ?? [])) found.push({ kind: 'diverged', device, chatId });
  }
  return found;
}

function isSame(a: readonly Row[], b: readonly Row[]): boolean {
  return (
    a.length === b.length &&
    a.every((row, at) => row.id === b[at]?.id && row.seq === b[at].seq && row.text === b[at].text)
  );
}
