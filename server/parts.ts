import type { Server as HttpServer } from 'node:http';
import { createDirectEngine } from '../agents/engines/direct/direct.ts';
import { createDemo } from '../agents/providers/demo.ts';
import type { Provider } from '../agents/providers/provider.ts';
import { createTellWorkspace } from './auth/tellWorkspace.ts';
import { openBudgets } from './budgets/purse.ts';
import { openCalendars } from './calendars/calendars.ts';
import { createMessaging } from './chat/messaging.ts';
import type { Env } from './env.ts';
import { openFiles } from './files/files.ts';
import { createTranscripts } from './files/transcripts.ts';
import type { IsOwnOrigin } from './http/origin.ts';
import { readVersion } from './health.ts';
import { knownSecrets } from './knownSecrets.ts';
import { openWinRates } from './learning/winRates.ts';
import { openLimits } from './limits/openLimits.ts';
import { openLines } from './lines.ts';
import type { Logger } from './log.ts';
import type { Reach } from './net/fetchPublic.ts';
import { createEventMailing } from './mail/eventMails.ts';
import { createSmtp } from './mail/smtp.ts';
import { createMcp } from './mcp/mcp.ts';
import { namespaceOf, openStore } from './openStore.ts';
import { createSummaries } from './memory/summaries.ts';
import { createPreviews } from './previews/previews.ts';
import { Delivery, type PushNet } from './push/delivery.ts';
import { Pusher } from './push/pusher.ts';
import { withPush } from './push/pushTell.ts';
import { vapidOf } from './push/vapid.ts';
import { openFigures } from './providers/figures.ts';
import { readModelCatalog } from './providers/modelCatalog.ts';
import { openProviders } from './providers/providers.ts';
import { Seal } from './providers/seal.ts';
import { openRoster } from './roster/roster.ts';
import { withRoster } from './roster/withRoster.ts';
import { LiveBoard } from './runs/liveBoard.ts';
import { createLiveTexts } from './runs/liveTexts.ts';
import { createMayLeave } from './runs/mayLeave.ts';
import { startRuns } from './runs/runs.ts';
import { openWheels } from './sandbox/wheels/openWheels.ts';
import { NO_WHEELS } from './sandbox/wheels/wheels.ts';
import { createSpaces } from './space/spaces.ts';
import { startSpaceSweep } from './space/sweep.ts';
import { watchClogs } from './socket/clog.ts';
import { forgetSubscription, type Subscription } from './store/pushSubscriptions.ts';
import type { FreshRun } from './store/runs.ts';
import { closeSockets } from './socket/goodbye.ts';
import { recoverOnResume } from './socket/resume.ts';
import { chatRoom } from './socket/rooms.ts';
import { createSocketServer } from './socket/server.ts';
import { availableTools, createTools } from './tools/tools.ts';
import { createTell } from './socket/tell.ts';
import { thoughtViewers } from './socket/thoughts.ts';
import { headersIn } from './telemetry/headersIn.ts';
import { openTraces } from './telemetry/traces.ts';
import { Viewers } from './socket/viewers.ts';

export type PartsSettings = {
  env: Env;
  log: Logger;
  /** Whose port the sockets share; undefined where this process has none. */
  http: HttpServer | undefined;
  isOwnOrigin: IsOwnOrigin;
  /** Answers where no provider is configured; the demo unless a test says otherwise. */
  demo: Provider | undefined;
  /** How notifications get to browsers, where that is not the usual way. */
  push: { net?: PushNet; gather?: { firstMs: number; furtherMs: number } } | undefined;
  /** How far previews of linked pages reach, where that is not the public internet. */
  reach: Reach | undefined;
};

export type Parts = Awaited<ReturnType<typeof openParts>>;

/** Opens and joins the parts that keep chats and do the agents' work; `opened` closes them again. */
export async function openParts(settings: PartsSettings, opened: AsyncDisposableStack) {
  const { env, log: logger, http, isOwnOrigin, demo = createDemo(), push = {}, reach } = settings;
  const store = await openStore(env, logger);
  opened.defer(() => store.close());
  const { database, secret, alone } = store;
  const lines = await openLines({ redisUrl: env.redisUrl, namespace: namespaceOf(secret), logger });
  opened.defer(() => lines.close());
  const { bus, queue } = lines;
  const catalog = await readModelCatalog(env.dataDir, logger);
  const seal = new Seal(secret);
  const figures = await openFigures({ database, bus, logger });
  opened.defer(() => figures.close());
  const providers = await openProviders({ database, env: env.providers, seal, bus, catalog, figures, demo, logger });
  opened.defer(() => providers.close());
  const available = availableTools(env, { draws: providers.imageMakers().length > 0 });
  const agents = await openRoster({ pool: database.pool, bus, available, logger });
  opened.defer(() => agents.close());

  const io = createSocketServer(http, isOwnOrigin);
  opened.defer(() => closeSockets(io));
  opened.defer(watchClogs(io, logger));
  const vapid = vapidOf(secret, env.url);
  const gone = (subscription: Subscription) => forgetSubscription(database.pool, subscription);
  const delivery = new Delivery({ vapid, net: push.net, gone, logger });
  const pusher = new Pusher({
    ...{ database, delivery, bus, logger, gather: push.gather },
    agentName: agents.nameOf,
    isShown: (userId) => messaging.presence.isOnline(userId),
  });
  opened.defer(() => pusher.close());
  const tell = withPush(createTell(io, bus), () => pusher);
  const tellWorkspace = createTellWorkspace({ database, tell, agents, logger });
  const enqueue = (runId: string, fresh?: FreshRun) => runs.enqueue(runId, fresh);
  const files = await openFiles({
    ...{ database, dataDir: env.dataDir, logger },
    sweeps: env.role !== 'worker',
  });
  opened.defer(() => files.close());
  const keptLocal = (chatId: string) => {
    runs.keepLocal(chatId);
    summaries.keepLocal(chatId);
    transcripts.keepLocal();
  };
  const messaging = createMessaging({
    ...{ database, tell, bus, logger, agents, enqueue },
    stop: (asked) => runs.stopAsked(asked),
    keptLocal,
    written(message) {
      previews.written(message);
      transcripts.written(message);
    },
    released: (fileIds) => files.release(fileIds),
    stored: (chatId, seq) => pusher.sent(chatId, seq),
  });
  opened.defer(() => messaging.close());
  const { keepPicture } = files;
  const { changeChat, changeAtOnce } = messaging;
  const previews = createPreviews({ database, changeChat, keepPicture, logger, reach });
  opened.defer(() => previews.close());

  const transcripts = createTranscripts({
    ...{ database, bus, changeChat, logger },
    transcriber: (of) => providers.transcriber(of),
    read: (row) => files.read(row),
    sweeps: env.role !== 'worker',
  });
  opened.defer(() => transcripts.close());

  const board = new LiveBoard();
  const viewers = new Viewers(io, board, (socket, chatId) => socket.rooms.has(chatRoom(chatId)));
  const texts = createLiveTexts(board, {
    bus,
    show: (deltas) => viewers.show(deltas),
    thoughtViewers: thoughtViewers(io),
  });
  const works = env.role !== 'web';
  const budgets = await openBudgets({ database, bus, logger, tell });
  opened.defer(() => budgets.close());
  const tierOf = (agentId: string) => agents.specialist(agentId)?.tier ?? 'cloud';
  const learned = await openWinRates({ database, bus, tierOf, counts: works, logger });
  opened.defer(() => learned.close());
  const mcp = createMcp({
    ...{ database, seal, bus, allowed: env.mcp, version: readVersion(), resolve: reach?.resolve, logger },
    ...{ tell, tellWorkspace },
    isAgent: (id) => agents.specialist(id) !== undefined,
  });
  opened.defer(() => mcp.close());
  const calendars = await openCalendars({ database, seal, bus, reach, logger });
  opened.defer(() => calendars.close());
  const mailing = createEventMailing({
    ...{ database, changeChat, logger },
    send: env.mail === undefined ? null : createSmtp(env.mail),
    from: env.mail?.from.address ?? '',
  });
  opened.defer(() => mailing.close());
  const root = files.places.spaces;
  const spaces = createSpaces({ database, root, changeChat, agentName: agents.nameOf, logger });
  if (env.role !== 'worker') opened.defer(startSpaceSweep({ database, root, logger }));
  const wheels = works ? (await openWheels(env, logger)).read : Promise.resolve(NO_WHEELS);
  const tools = createTools({
    ...{ database, files, calendars, changeChat, spaces, search: env.search, wheels, reach, logger },
    mailing: env.mail === undefined ? null : mailing,
    connected: mcp.toolsOf,
    imageMakers: () => providers.imageMakers(),
  });
  opened.defer(() => tools.close());
  const engine = works
    ? createDirectEngine({
        ...{ models: providers, specialist: agents.specialist, log: logger },
        limits: openLimits({ lines, providers, logger }),
        purse: budgets,
        mayLeave: createMayLeave(database.pool, keptLocal),
        rates: () => learned.rates(),
        ...(env.thresholds !== undefined && { thresholds: env.thresholds }),
        tools: (agent, order, draw) => tools.of(agent, order, draw),
        secrets: knownSecrets({ env, secret, vapid, keys: [() => providers.keys(), () => calendars.secrets()] }),
      })
    : undefined;
  const agentName = agents.nameOf;
  const mayAsk = (userId: string, agentId: string) => agents.usableBy(userId).some(({ id }) => id === agentId);
  const changing = { changeChat, changeAtOnce };
  const keepFiles = files.keepMade;
  const exporter =
    env.otlp &&
    (await import('./telemetry/otlp.ts')).createOtlpExport({
      ...{ url: env.otlp.url, headers: headersIn(env.otlp.headers?.reveal() ?? '') ?? {} },
      ...{ instance: bus.processId, version: readVersion(), logger },
    });
  const traces = await openTraces({ database, bus, exporter, sweeps: works, logger });
  opened.defer(() => traces.close());
  const running = { database, bus, queue, ...changing, tell, texts, keepFiles };
  const directing = engine && withRoster(engine, agents);
  const summaries = createSummaries({ database, bus, engine: directing, agentName, logger });
  opened.defer(() => summaries.close());
  const ended = ({ chatId, askedBy }: { chatId: string; askedBy: string }) => summaries.look({ chatId, askedBy });
  const runs = await startRuns({
    ...{ ...running, agentName, mayAsk, ended, traces, alone, logger },
    engine: directing,
  });
  opened.defer(recoverOnResume({ io, bus, database, logger }));
  // Agents come with new versions.
  if (env.role !== 'worker') await messaging.welcomeAll();

  return {
    agents,
    budgets,
    calendars,
    store,
    database,
    lines,
    bus,
    io,
    tell,
    tellWorkspace,
    messaging,
    mailing,
    mcp,
    files,
    pusher,
    vapid,
    providers,
    spaces,
    summaries,
    viewers,
    texts,
    traces,
    catalog,
    figures,
    runs,
    learned,
  };
}
