import type { ChatChange, ChatSetting, Receipt } from '../../../shared/chat.ts';
import type { ChatState } from '../../../shared/chatState.ts';
import { applyChange, applyReceipts, applySync } from '../../../shared/chatStateApply.ts';
import type { EventData } from '../../../shared/event.ts';
import type { TestSocket } from '../../socket/testing/testSocket.ts';
import type { Process } from '../../socket/testing/world.ts';

/** What befalls an event on its way; `pick` decides from 0 (inclusive) to 1. */
export type Fate = 'told' | 'lost' | 'twice' | 'late';

type Heard = { name: string; data: unknown };

/** A client by the book: applies the next change, syncs where one is missing. What it hears meets a fate first. */
export class SimClient {
  readonly userId: string;
  readonly chats = new Map<string, ChatState>();
  readonly settings = new Map<string, ChatSetting>();
  syncs = 0;
  #version = 0;
  #socket: TestSocket | undefined;
  #late: Heard[] = [];
  /** What came while a sync was under way: the answer builds on the state it was asked with. */
  #held: Heard[] = [];
  #syncing: Promise<void> | undefined;
  #again = false;
  readonly #fate: () => Fate;

  constructor(userId: string, fate: () => Fate) {
    this.userId = userId;
    this.#fate = fate;
  }

  get socket(): TestSocket | undefined {
    return this.#socket;
  }

  async connect(process: Process): Promise<void> {
    this.disconnect();
    const socket = await process.connect(this.userId);
    this.#socket = socket;
    socket.onEvent((heard) => {
      if (this.#socket === socket) this.#meet(heard);
    });
    await this.sync();
  }

  disconnect(): void {
    this.#socket?.close();
    this.#socket = undefined;
    this.#late = [];
    this.#held = [];
  }

  /** Lets what is late arrive, the last first. */
  arrive(): void {
    for (const heard of this.#late.splice(0).reverse()) this.#hear(heard);
  }

  /** Catches up; whoever asks meanwhile waits for one more. */
  sync(): Promise<void> {
    if (this.#syncing !== undefined) {
      this.#again = true;
      return this.#syncing;
    }
    this.#syncing = this.#run().finally(() => {
      this.#syncing = undefined;
      for (const heard of this.#held.splice(0)) this.#hear(heard);
    });
    return this.#syncing;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      const socket = this.socket;
      if (socket === undefined) return;
      this.syncs += 1;
      const chats = Object.fromEntries([...this.chats].map(([id, chat]) => [id, chat.version]));
      const reply = await socket.ask('sync', { workspace: 0, user: this.#version, chats }).catch(() => undefined);
      if (reply === undefined || this.socket !== socket) return;
      if (!reply.ok) throw new Error(`sync: ${reply.code}`);
      for (const sync of reply.data.chats) {
        const state = applySync(this.chats.get(sync.chatId), sync);
        if (state !== undefined) this.chats.set(sync.chatId, state);
      }
      for (const id of reply.data.gone) this.chats.delete(id);
      const { user } = reply.data;
      if (user !== undefined && user.version >= this.#version) {
        this.#version = user.version;
        this.settings.clear();
        for (const setting of user.settings) this.settings.set(setting.chatId, setting);
      }
    } while (this.#isAskedAgain());
  }

  #isAskedAgain(): boolean {
    return this.#again;
  }

  #meet(heard: Heard): void {
    switch (this.#fate()) {
      case 'told':
        this.#hear(heard);
        return;
      case 'twice':
        this.#hear(heard);
        this.#hear(heard);
        return;
      case 'late':
        this.#late.push(heard);
        return;
      case 'lost':
        return;
    }
  }

  #hear({ name, data }: Heard): void {
    if (this.#syncing !== undefined) {
      this.#held.push({ name, data });
      return;
    }
    if (name === 'chat:changed') this.#changed(data as ChatChange);
    if (name === 'user:changed') this.#userChanged(data as EventData<'user:changed'>);
    if (name === 'receipt:changed') {
      const { chatId, receipts } = data as { chatId: string; receipts: Receipt[] };
      const state = this.chats.get(chatId);
      if (state !== undefined) this.chats.set(chatId, applyReceipts(state, receipts));
    }
  }

  /** Takes a change that was acknowledged. */
  acknowledged(change: ChatChange): void {
    this.#hear({ name: 'chat:changed', data: change });
  }

  #changed(change: ChatChange): void {
    const state = this.chats.get(change.chatId);
    if (state === undefined) {
      void this.sync();
      return;
    }
    const outcome = applyChange(state, change);
    if (outcome.kind === 'applied') this.chats.set(change.chatId, outcome.state);
    if (outcome.kind === 'gap') void this.sync();
  }

  #userChanged({ version, settings = [] }: EventData<'user:changed'>): void {
    if (version <= this.#version) return;
    if (version > this.#version + 1) {
      void this.sync();
      return;
    }
    this.#version = version;
    for (const setting of settings) {
      this.settings.set(setting.chatId, setting);
      if (!setting.member) this.chats.delete(setting.chatId);
      else if (!this.chats.has(setting.chatId)) void this.sync();
    }
  }
}
