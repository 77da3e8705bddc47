import { type Floor, RECEIPT_NAMES, type Receipt } from '../../shared/chat.ts';
import type { ChatReceipts } from '../store/receipts.ts';

/** A chat's receipts as a sync answers them. */
export function chatReceipts(stored: ChatReceipts | undefined): {
  people: number;
  receipts: Receipt[];
  floor?: Floor;
} {
  if (stored === undefined) return { people: 0, receipts: [] };
  const { people, receipts, floor } = stored;
  return people > RECEIPT_NAMES ? { people, receipts, floor } : { people, receipts };
}
