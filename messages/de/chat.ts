import type { chat as en } from '../en/chat.ts';

export const chat: typeof en = {};
