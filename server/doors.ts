import type { BlockList } from 'node:net';
import { createAccounts } from './auth/accounts.ts';
import { createAuth } from './auth/auth.ts';
import { createInvites } from './auth/invites.ts';
import type { Limits } from './auth/limits.ts';
import { reception } from './auth/reception.ts';
import { ownNames } from './auth/ownName.ts';
import { createDevices } from './auth/devices.ts';
import { createSessions } from './auth/sessions.ts';
import { createWorkspaces } from './auth/workspaces.ts';
import { accountRoutes } from './http/accountRoutes.ts';
import { historyRoutes } from './http/historyRoutes.ts';
import { inviteRoutes } from './http/inviteRoutes.ts';
import type { Route } from './http/route.ts';
import type { Logger } from './log.ts';
import type { Parts } from './parts.ts';
import { answerHandlers } from './socket/answers.ts';
import { welcomeSocket } from './socket/connection.ts';
import { deltaHandlers } from './socket/deltas.ts';
import { deviceHandlers } from './socket/devices.ts';
import type { Handlers } from './socket/edge.ts';
import { guardHandshake } from './socket/handshake.ts';
import { inviteHandlers } from './socket/invites.ts';
import { linkTo } from './socket/links.ts';
import { messagingHandlers } from './socket/messaging.ts';
import { providerHandlers } from './socket/providers.ts';
import { runHandlers } from './socket/runs.ts';
import { SocketSessions } from './socket/sessions.ts';
import { userHandlers } from './socket/users.ts';
import { isMember } from './store/members.ts';
import { isAdmin } from './store/users.ts';

type Settings = {
  publicUrl: string | undefined;
  trusted: BlockList;
  limits: Limits;
  logger: Logger;
  /** Which build of the page is served. */
  build: () => string;
  sessionCheckMs: number | undefined;
};

/** Opens the ways in for people: sockets with the handler of every command, and the routes under /api it returns. */
export function openDoors(parts: Parts, settings: Settings, opened: AsyncDisposableStack): Route[] {
  const { agents, database, store, bus, io, tell, messaging, providers, viewers, texts, runs } = parts;
  const { publicUrl, trusted, limits, logger, build, sessionCheckMs } = settings;
  const { prisma, pool } = database;

  const auth = createAuth({ prisma, secret: store.secret.reveal(), publicUrl, logger });
  const sessions = createSessions(auth);
  const socketSessions = new SocketSessions({ io, bus, database, logger, checkMs: sessionCheckMs });
  opened.defer(() => socketSessions.close());
  const requireOwnName = ownNames(agents);
  const workspaces = createWorkspaces({ database, tell, agents, requireOwnName, logger });
  const ended = (ids: readonly string[]) => socketSessions.end(ids);
  const devices = createDevices({ database, ended, isConnected: (id) => socketSessions.has(id) });
  const news = { ...reception({ messaging, workspaces, logger }), ended };
  const accounts = createAccounts({ database, auth, sessions, limits, news, requireOwnName });
  const invites = createInvites({ database, members: messaging.members });

  const links = linkTo(publicUrl);
  const standing = {
    isMember: (chatId: string, userId: string) => isMember(pool, chatId, userId),
    isAdmin: (userId: string) => isAdmin(prisma, userId),
  };
  const handlers: Handlers = {
    ...messagingHandlers({ messaging, database, agents }),
    ...answerHandlers(runs),
    ...runHandlers(runs),
    ...deltaHandlers({ viewers, mirror: texts.mirror, standing }),
    ...providerHandlers(providers),
    ...inviteHandlers(invites, links),
    ...deviceHandlers(devices),
    ...userHandlers({ database, workspaces, linkTo: links }),
  };
  guardHandshake(io, { sessions, trusted, logger });
  io.on('connection', (socket) => {
    welcomeSocket(socket, { handlers, standing, presence: messaging.presence, logger });
    socketSessions.admit(socket);
  });

  return [
    ...accountRoutes({ prisma, sessions, accounts, build }),
    ...inviteRoutes({ invites, limits }),
    ...historyRoutes({ sessions, database }),
  ];
}
