/** Of a journey with notifications, which only a whole browser has: the shell the others run in shows none. */
export const NOTIFIED = { tag: '@notifications' } as const;
