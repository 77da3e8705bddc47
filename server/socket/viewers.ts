import type { WaggleServer, WaggleSocket } from './io.ts';
import { openRoom } from './rooms.ts';
import type { Delta } from '../../shared/message.ts';
import { type LiveBoard, sliceOf } from '../runs/liveBoard.ts';
import { isClogged } from './backlog.ts';

type Known = { epoch: number; offset: number };
/** What a socket that does not keep up was last told, by chat and message. */
type Behind = Map<string, Map<string, Known>>;

/** Who sees answers grow: sockets that opened a chat. One that does not keep up is left out until it has caught up. */
export class Viewers {
  readonly #io: WaggleServer;
  readonly #board: LiveBoard;
  readonly #mayView: (socket: WaggleSocket, chatId: string) => boolean;
  readonly #behind = new Map<string, Behind>();

  /** `mayView`: whether the socket's person is, as this process knows it now, a member of the chat. */
  constructor(io: WaggleServer, board: LiveBoard, mayView: (socket: WaggleSocket, chatId: string) => boolean) {
    this.#io = io;
    this.#board = board;
    this.#mayView = mayView;
  }

  /** Lets a socket see a chat's answers from now on; what there is of them so far, taken in the same tick. */
  open(socket: WaggleSocket, chatId: string): Delta[] {
    this.#behind.get(socket.id)?.delete(chatId);
    void socket.join(openRoom(chatId));
    return this.#board.ofChat(chatId).map((answer) => sliceOf(answer, { epoch: answer.epoch, offset: 0 }));
  }

  close(socket: WaggleSocket, chatId: string): void {
    this.#behind.get(socket.id)?.delete(chatId);
    void socket.leave(openRoom(chatId));
  }

  show(deltas: readonly Delta[]): void {
    for (const chatId of new Set(deltas.map((delta) => delta.chatId))) {
      this.#leaveOutClogged(chatId, deltas);
    }
    for (const delta of deltas) this.#io.local.to(openRoom(delta.chatId)).emit('message:delta', delta);
  }

  #leaveOutClogged(chatId: string, deltas: readonly Delta[]): void {
    for (const id of [...(this.#io.of('/').adapter.rooms.get(openRoom(chatId)) ?? [])]) {
      const socket = this.#io.of('/').sockets.get(id);
      if (socket === undefined || !isClogged(socket.conn)) continue;
      void socket.leave(openRoom(chatId));
      this.#remember(socket, chatId, deltas);
    }
  }

  #remember(socket: WaggleSocket, chatId: string, deltas: readonly Delta[]): void {
    const behind = this.#behind.get(socket.id) ?? this.#watch(socket);
    const known = new Map<string, Known>();
    for (const { messageId, epoch, text, untold } of this.#board.ofChat(chatId)) {
      known.set(messageId, { epoch, offset: text.length - untold.length });
    }
    // What is about to be shown counts as told already, and is what this socket misses first.
    for (const { messageId, epoch, offset } of deltas) {
      const told = known.get(messageId);
      if (told?.epoch === epoch) known.set(messageId, { epoch, offset: Math.min(offset, told.offset) });
    }
    behind.set(chatId, known);
  }

  #watch(socket: WaggleSocket): Behind {
    const behind: Behind = new Map();
    this.#behind.set(socket.id, behind);
    const catchUp = () => {
      if (isClogged(socket.conn)) return;
      stop();
      for (const [chatId, known] of behind) this.#catchUp(socket, chatId, known);
    };
    const stop = () => {
      socket.conn.off('drain', catchUp);
      socket.conn.off('close', stop);
      this.#behind.delete(socket.id);
    };
    socket.conn.on('drain', catchUp);
    socket.conn.on('close', stop);
    return behind;
  }

  #catchUp(socket: WaggleSocket, chatId: string, known: ReadonlyMap<string, Known>): void {
    if (!this.#mayView(socket, chatId)) return;
    void socket.join(openRoom(chatId));
    for (const answer of this.#board.ofChat(chatId)) {
      const slice = sliceOf(answer, known.get(answer.messageId) ?? { epoch: answer.epoch, offset: 0 });
      if (slice.text !== '') socket.emit('message:delta', slice);
    }
  }
}
