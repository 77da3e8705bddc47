import { z } from 'zod';
import type { EventData, EventName } from '../../shared/event.ts';
import { events } from '../../shared/event.ts';
import type { Bus } from '../bus/bus.ts';
import type { Tell } from '../chat/tell.ts';
import type { WaggleServer, WaggleSocket } from './io.ts';
import { chatRoom, leaveChats, userRoom, WORKSPACE_ROOM } from './rooms.ts';

const TOPIC = 'tell';

/** What one process asks the others to do with their sockets. */
type Told = z.infer<typeof Told>;
const Told = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('event'),
    room: z.string(),
    except: z.optional(z.string()),
    name: z.string().refine((name): name is EventName => Object.hasOwn(events, name)),
    data: z.unknown(),
  }),
  z.object({ kind: z.literal('joined'), chatId: z.string(), userIds: z.array(z.string()) }),
  z.object({ kind: z.literal('left'), chatId: z.string(), userIds: z.array(z.string()) }),
]);

/** Tells over Socket.IO: this process's own sockets first, then, through the bus, those of the other processes. */
export function createTell(io: WaggleServer, bus: Bus): Tell {
  function act(told: Told): void {
    switch (told.kind) {
      case 'event': {
        const room = told.except === undefined ? io.local.to(told.room) : io.local.to(told.room).except(told.except);
        // The publisher's types vouch for the data: both processes run the same contract.
        room.emit(told.name, told.data as never);
        return;
      }
      case 'joined':
        io.in(told.userIds.map(userRoom)).socketsJoin(chatRoom(told.chatId));
        return;
      case 'left':
        for (const socket of socketsOf(io, told.userIds)) leaveChats(socket, [told.chatId]);
    }
  }

  function tell(told: Told): void {
    act(told);
    bus.publish(TOPIC, told);
  }

  function emit<N extends EventName>(name: N, data: EventData<N>, room: string, except?: string): void {
    tell({ kind: 'event', room, name, data, ...(except === undefined ? {} : { except }) });
  }

  bus.subscribe(TOPIC, (message) => act(Told.parse(message)));

  return {
    chatChanged: (change) => emit('chat:changed', change, chatRoom(change.chatId)),
    userChanged: ({ userId, ...data }) => emit('user:changed', data, userRoom(userId)),
    workspaceChanged: (state) => emit('workspace:changed', state, WORKSPACE_ROOM),
    receiptChanged: (data) => emit('receipt:changed', data, chatRoom(data.chatId)),
    ownReceiptChanged: (userId, data) => emit('receipt:changed', data, userRoom(userId)),
    typingChanged: (data) => emit('typing:changed', data, chatRoom(data.chatId), userRoom(data.contactId)),
    presenceChanged: (data) => emit('presence:changed', data, WORKSPACE_ROOM),
    stepChanged: (data) => emit('step:changed', data, chatRoom(data.chatId)),
    budgetWarned(userIds, data) {
      for (const userId of userIds) emit('budget:warned', data, userRoom(userId));
    },
    promptsChanged: (userId) => emit('prompts:changed', {}, userRoom(userId)),
    joined(chatId, userIds) {
      if (userIds.length > 0) tell({ kind: 'joined', chatId, userIds: [...userIds] });
    },
    left(chatId, userIds) {
      if (userIds.length > 0) tell({ kind: 'left', chatId, userIds: [...userIds] });
    },
  };
}

/** The sockets of these people at this process. */
function socketsOf(io: WaggleServer, userIds: readonly string[]): WaggleSocket[] {
  const { adapter, sockets } = io.of('/');
  const ids = userIds.flatMap((userId) => [...(adapter.rooms.get(userRoom(userId)) ?? [])]);
  return ids.flatMap((id) => sockets.get(id) ?? []);
}
