import type { Receipts } from '../chat/receipts.ts';
import type { Handlers } from './edge.ts';

export function receiptHandlers(receipts: Receipts): Pick<Handlers, 'receipt:mark'> {
  return {
    'receipt:mark': async (marks, { userId }) => {
      await receipts.mark(userId, marks);
      return {};
    },
  };
}
