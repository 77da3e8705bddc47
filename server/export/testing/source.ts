import type { Message } from '../../../shared/message.ts';
import { anna, ben, chatId, chatRow, memberRow } from '../../../shared/testing/rows.ts';
import type { ExportSource } from '../source.ts';

/** Anna's export of a chat with Ben and the coder, two messages at a time. */
export function sourceOf(messages: readonly Message[], more: Partial<ExportSource> = {}): ExportSource {
  const names = new Map([
    [anna, 'Anna <b>'],
    [ben, 'Ben'],
    ['coder', 'Coder'],
  ]);
  return {
    head: {
      chat: chatRow({ id: chatId, title: 'Bees & <wasps>', goal: 'Honey', description: 'See https://example.org' }),
      members: [memberRow(anna, { role: 'owner' }), memberRow(ben), memberRow('coder')],
      names,
      after: 0,
      upTo: messages.length,
    },
    exportedBy: { id: anna, name: 'Anna <b>' },
    exportedAt: Date.UTC(2026, 10, 21, 12),
    nameOf: (id) => names.get(id) ?? '',
    async *pages() {
      for (let at = 0; at < messages.length; at += 2) yield messages.slice(at, at + 2);
    },
    withFiles: false,
    ...more,
  };
}

export async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
