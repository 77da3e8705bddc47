import { describe, expect, it } from 'vitest';
import { PAGE, SYNC_ROWS } from '../../shared/sync.ts';
import {
  FIRST_PAGE,
  type KnownChat,
  planSync,
  SYNC_BYTES,
  SYNC_BYTES_ALTOGETHER,
  SYNC_ROWS_ALTOGETHER,
} from './syncPlan.ts';

const chat = (chatId: string, more: Partial<KnownChat> = {}): KnownChat => ({
  chatId,
  version: 10,
  since: 5,
  changed: 3,
  bytes: 300,
  ...more,
});

describe('the plan of a sync', () => {
  it('brings nothing of an unchanged chat', () => {
    expect(planSync([chat('a', { since: 10 })])).toEqual([{ kind: 'unchanged', chatId: 'a' }]);
  });

  it('brings what changed, up to the most', () => {
    expect(planSync([chat('a', { changed: SYNC_ROWS })])).toEqual([{ kind: 'changes', chatId: 'a', since: 5 }]);
    expect(planSync([chat('a', { changed: SYNC_ROWS + 1 })])).toEqual([{ kind: 'page', chatId: 'a', messages: PAGE }]);
  });

  it('takes a version from the future for nothing known', () => {
    const page = { kind: 'page', chatId: 'a', messages: FIRST_PAGE.messages };
    expect(planSync([chat('a', { since: 11 })])).toEqual([page]);
    expect(planSync([chat('a', { since: 0, changed: 0 })])).toEqual([page]);
  });

  it('brings a page of the newest unknown chats and one message of the others', () => {
    const plans = planSync(Array.from({ length: 25 }, (_, index) => chat(`${index}`, { since: 0 })));
    const sizes = plans.map((plan) => (plan.kind === 'page' ? plan.messages : 0));
    expect(sizes).toEqual([...Array<number>(20).fill(FIRST_PAGE.messages), ...Array<number>(5).fill(1)]);
  });

  it('limits chats by the length of their texts too', () => {
    expect(planSync([chat('a', { bytes: SYNC_BYTES + 1 })])).toEqual([{ kind: 'page', chatId: 'a', messages: PAGE }]);
    const fits = SYNC_BYTES_ALTOGETHER / SYNC_BYTES;
    const chats = Array.from({ length: fits + 1 }, (_, index) => chat(`${index}`, { bytes: SYNC_BYTES }));
    const kinds = planSync([...chats, chat('short', { bytes: 0 })]).map((plan) => plan.kind);
    expect(kinds).toEqual([...Array<string>(fits).fill('changes'), 'page', 'changes']);
  });

  it('limits the chats with which the answer would grow too large, the oldest first', () => {
    const fits = SYNC_ROWS_ALTOGETHER / SYNC_ROWS;
    const chats = Array.from({ length: fits + 2 }, (_, index) => chat(`${index}`, { changed: SYNC_ROWS }));
    const kinds = planSync([...chats, chat('small', { changed: 0 })]).map((plan) => plan.kind);
    expect(kinds).toEqual([...Array<string>(fits).fill('changes'), 'page', 'page', 'changes']);
  });
});
