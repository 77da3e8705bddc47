import { expect, test } from 'vitest';
import { anna, chatId, memberRow, messageRow } from '../../shared/testing/rows.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { selectBusy } from './busy.ts';

const members = ['coder', 'research', 'health'].map((id, at) => memberRow(id, { joinedAt: at + 1 }));
const by = (senderId: string) => ({ senderId, senderKind: 'agent' as const });
const question = { askedOf: anna, choices: ['yes', 'no'] };

test('names each agent once, with what it does and what it asks', () => {
  const answer = messageRow(1, { ...by('coder'), status: 'streaming', text: 'begun' });
  const asked = messageRow(2, { ...by('coder'), question });
  const again = messageRow(3, { ...by('coder'), question });
  const other = messageRow(4, { ...by('research'), question });
  const chat = chatWith({ members: [memberRow(anna), ...members], messages: [answer, asked, again, other] });
  expect(selectBusy(stateWith([chat]), chatId)).toMatchObject([
    {
      agentId: 'coder',
      activity: { state: 'working', messageIds: [answer.id] },
      questionIds: [asked.id, again.id],
    },
    { agentId: 'research', activity: null, questionIds: [other.id] },
  ]);
});
