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
import { createCalendarSettings } from './calendars/calendarSettings.ts';
import { logUnreadable } from './chat/unreadable.ts';
import { createExports } from './export/exports.ts';
import { accountRoutes } from './http/accountRoutes.ts';
import { chatFileRoutes } from './http/chatFileRoutes.ts';
import { exportRoutes } from './http/exportRoutes.ts';
import { eventRoutes } from './http/eventRoutes.ts';
import { createFileRoutes } from './http/fileRoutes.ts';
import { historyRoutes } from './http/historyRoutes.ts';
import { inviteRoutes } from './http/inviteRoutes.ts';
import { MCP_CALLBACK, mcpRoutes } from './http/mcpRoutes.ts';
import { searchRoutes } from './http/searchRoutes.ts';
import { spaceRoutes } from './http/spaceRoutes.ts';
import { createSpaceDesk } from './space/desk.ts';
import { notificationRoutes } from './http/notificationRoutes.ts';
import type { Passage, Route } from './http/route.ts';
import { createBudgetSettings } from './budgets/budgetSettings.ts';
import { createRaising } from './budgets/raise.ts';
import type { Logger } from './log.ts';
import type { Reach } from './net/fetchPublic.ts';
import type { MayReach } from './net/publicAddress.ts';
import type { Parts } from './parts.ts';
import { createSubscriptions } from './push/subscriptions.ts';
import { createPolicySettings } from './runs/policySettings.ts';
import { createOwnAgents } from './roster/ownAgents.ts';
import { createTellAgents } from './roster/tellAgents.ts';
import { createTrials } from './roster/trials.ts';
import { createFigureSettings } from './providers/figureSettings.ts';
import { offeredModels } from './providers/offeredModels.ts';
import { agentHandlers } from './socket/agents.ts';
import { answerHandlers } from './socket/answers.ts';
import { budgetHandlers } from './socket/budgets.ts';
import { rateHandlers } from './socket/rates.ts';
import { calendarHandlers } from './socket/calendars.ts';
import { connectionHandlers } from './socket/connections.ts';
import { spaceHandlers } from './socket/spaces.ts';
import { welcomeSocket } from './socket/connection.ts';
import { deltaHandlers } from './socket/deltas.ts';
import { deviceHandlers } from './socket/devices.ts';
import type { Handlers } from './socket/edge.ts';
import { fileHandlers } from './socket/files.ts';
import { guardHandshake } from './socket/handshake.ts';
import { inviteHandlers } from './socket/invites.ts';
import { linkTo } from './socket/links.ts';
import { mailHandlers } from './socket/mails.ts';
import { memoryHandlers } from './socket/memory.ts';
import { messagingHandlers } from './socket/messaging.ts';
import { notificationHandlers } from './socket/notifications.ts';
import { PersonRates } from './socket/personRates.ts';
import { policyHandlers } from './socket/policies.ts';
import { figureHandlers } from './socket/figures.ts';
import { providerHandlers } from './socket/providers.ts';
import { runHandlers } from './socket/runs.ts';
import { createChoices } from './runs/choices.ts';
import { createMemories } from './memory/memories.ts';
import { SocketSessions } from './socket/sessions.ts';
import { thoughtHandlers } from './socket/thoughts.ts';
import { traceHandlers } from './socket/trace.ts';
import { userHandlers } from './socket/users.ts';
import { isMember } from './store/members.ts';
import { isAdmin } from './store/users.ts';
import { createTraceReader } from './telemetry/traceReader.ts';

type Settings = {
  publicUrl: string | undefined;
  trusted: BlockList;
  limits: Limits;
  logger: Logger;
  /** Which build of the page is served. */
  build: () => string;
  sessionCheckMs: number | undefined;
  /** How far subscribed calendars are fetched, where that is not the public internet. */
  reach: Reach | undefined;
  /** Whether mail is sent. */
  mail: boolean;
  mayReach: MayReach | undefined;
};

export type Doors = { routes: Route[]; passages: Passage[] };

/** Opens the ways in for people: sockets with the handler of every command, and what it returns for under /api. */
export function openDoors(parts: Parts, settings: Settings, opened: AsyncDisposableStack): Doors {
  const {
    agents,
    budgets,
    calendars,
    database,
    figures,
    store,
    bus,
    io,
    tell,
    tellWorkspace,
    messaging,
    files,
    vapid,
    providers,
    spaces,
    summaries,
    viewers,
    texts,
    traces,
    runs,
    learned,
    mailing,
    mcp,
  } = parts;
  const { publicUrl, trusted, limits, logger, build, sessionCheckMs, mayReach, reach, mail } = settings;
  const { prisma, pool } = database;

  const auth = createAuth({ prisma, secret: store.secret.reveal(), publicUrl, logger });
  const sessions = createSessions(auth);
  const socketSessions = new SocketSessions({ io, bus, database, logger, checkMs: sessionCheckMs });
  opened.defer(() => socketSessions.close());
  const requireOwnName = ownNames(() => agents.all());
  const workspaces = createWorkspaces({
    ...{ database, tellWorkspace, requireOwnName },
    tracingChanged: () => traces.changed(),
  });
  const ended = (ids: readonly string[]) => socketSessions.end(ids);
  const devices = createDevices({ database, ended, isConnected: (id) => socketSessions.has(id) });
  const news = { ...reception({ messaging, tellWorkspace, logger }), ended };
  const accounts = createAccounts({ database, auth, sessions, limits, news, requireOwnName });
  const invites = createInvites({ database, members: messaging.members });

  const tellAgents = createTellAgents({ roster: agents, tell, tellWorkspace });
  const ownAgents = createOwnAgents({ database, roster: agents, tell: tellAgents, chats: messaging.chats });
  const stopChat = (chatId: string) => runs.stopChat(chatId);
  const trials = createTrials({ database, roster: agents, chats: messaging.chats, stopChat, tell, tellAgents });

  const unreadable = logUnreadable(logger);
  const projectFiles = async (chatId: string) => (await spaces.contents(chatId)).files;
  const exports = createExports({
    database,
    agents,
    limits,
    openFile: (id) => files.open(id),
    projectFiles,
    unreadable,
  });

  const links = linkTo(publicUrl);
  const standing = {
    isMember: (chatId: string, userId: string) => isMember(pool, chatId, userId),
    isAdmin: (userId: string) => isAdmin(prisma, userId),
  };
  const subscriptions = createSubscriptions({ database, mayReach });
  const desk = createSpaceDesk(spaces, files);
  const handlers: Handlers = {
    ...messagingHandlers({ messaging, database, agents, ownAgents, unreadable }),
    ...answerHandlers(runs),
    ...runHandlers(runs, createChoices({ database, providers })),
    ...deltaHandlers({ viewers, mirror: texts.mirror, standing }),
    ...thoughtHandlers({ thoughts: texts.thoughts, standing }),
    ...providerHandlers(providers),
    ...figureHandlers(createFigureSettings({ figures, catalogued: providers.catalogued })),
    ...agentHandlers({ ownAgents, trials, roster: agents, models: () => offeredModels(providers) }),
    ...connectionHandlers(mcp, { linkTo: links, callback: MCP_CALLBACK }),
    ...mailHandlers(mailing),
    ...calendarHandlers(createCalendarSettings({ database, tell, calendars, reach })),
    ...traceHandlers(createTraceReader({ database, flush: () => traces.flush() })),
    ...policyHandlers(createPolicySettings({ database, changeChat: messaging.changeChat })),
    ...budgetHandlers(createBudgetSettings({ database, budgets }), createRaising({ database, budgets, runs })),
    ...rateHandlers(learned),
    ...inviteHandlers(invites, links),
    ...deviceHandlers(devices),
    ...fileHandlers(files),
    ...spaceHandlers(desk, new PersonRates()),
    ...memoryHandlers(createMemories({ database, summaries })),
    ...notificationHandlers({ settings: messaging.settings, subscriptions, publicKey: vapid.publicKey }),
    ...userHandlers({ database, workspaces, linkTo: links }),
  };
  guardHandshake(io, { sessions, trusted, logger });
  io.on('connection', (socket) => {
    welcomeSocket(socket, { handlers, standing, presence: messaging.presence, logger });
    socketSessions.admit(socket);
  });

  const fileRoutes = createFileRoutes({ sessions, files });
  const bytes = spaceRoutes({ sessions, spaces, desk, limits, isMember: standing.isMember });
  const routes = [
    ...accountRoutes({ prisma, sessions, accounts, build, mail }),
    ...inviteRoutes({ invites, limits }),
    ...historyRoutes({ sessions, database, unreadable }),
    ...eventRoutes({ sessions, database, unreadable }),
    ...mcpRoutes({ sessions, signIn: mcp.signIn }),
    ...notificationRoutes({
      ...{ sessions, limits, subscriptions },
      send: messaging.send,
      receipts: messaging.receipts,
      isMember: standing.isMember,
    }),
    ...searchRoutes({ sessions, database, limits }),
    ...chatFileRoutes({ sessions, database, unreadable }),
    ...exportRoutes({ sessions, exports }),
    ...bytes.routes,
  ];
  const filePassage = { paths: ['/api/files', '/api/files/:id'], answer: fileRoutes };
  return { routes, passages: [filePassage, ...bytes.passages] };
}
