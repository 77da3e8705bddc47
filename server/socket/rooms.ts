import type { WaggleSocket } from './io.ts';

/** The rooms of Socket.IO, by name. Who is in which follows from the database; sockets never ask for a room. */

/** Every socket of every signed-in person. */
export const WORKSPACE_ROOM = 'workspace';

/** The sockets of one person. */
export function userRoom(userId: string): string {
  return `user:${userId}`;
}

/** The sockets opened with one session. */
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}

/** The sockets of the people who are members of a chat. */
export function chatRoom(chatId: string): string {
  return `chat:${chatId}`;
}

/** Those of them who have the chat open and see its answers grow. */
export function openRoom(chatId: string): string {
  return `open:${chatId}`;
}

/** Those of them who see what is thought for an answer. */
export function thoughtRoom({ chatId, messageId }: { chatId: string; messageId: string }): string {
  return `thought:${chatId}:${messageId}`;
}

const OF_CHATS = new Set(['chat', 'open', 'thought']);

/** The chats a socket is in a room of. */
export function chatsOf(socket: WaggleSocket): string[] {
  const rooms = [...socket.rooms].map((room) => room.split(':'));
  return [...new Set(rooms.flatMap(([kind = '', id]) => (OF_CHATS.has(kind) && id ? [id] : [])))];
}

/** Takes a socket out of all rooms of these chats. */
export function leaveChats(socket: WaggleSocket, chatIds: readonly string[]): void {
  for (const chatId of chatIds) {
    void socket.leave(chatRoom(chatId));
    void socket.leave(openRoom(chatId));
    for (const room of socket.rooms)
      if (room.startsWith(thoughtRoom({ chatId, messageId: '' }))) void socket.leave(room);
  }
}
