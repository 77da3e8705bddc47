import { newId } from '../shared/ids.ts';
import { Answers } from './answers.ts';
import { connect, type Person } from './people.ts';

/** The id of a chat with an agent that has answered once. */
export async function talkTo(url: string, person: Person): Promise<string> {
  const socket = await connect(url, person);
  await socket.do('sync', { workspace: 0, user: 0, chats: {} });
  const { chatId } = await socket.do('chat:direct', { contactId: 'coder' });
  const ended = new Answers(socket).ended(1);
  await socket.do('message:send', { id: newId(), chatId, text: 'Show me a small client' });
  await ended;
  socket.close();
  return chatId;
}
