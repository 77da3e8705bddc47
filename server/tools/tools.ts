import type { RunOrder } from '../../agents/engines/engine.ts';
import type { Draw } from '../../agents/models/pictures/drawPicture.ts';
import { type BuiltInParts, builtInTools, toolsFor } from '../../agents/tools/builtIn.ts';
import type { MakeImage } from '../../agents/tools/image/image.ts';
import type { Tool } from '../../agents/tools/tool.ts';
import { TOOL_NAMES, type ToolName } from '../../agents/tools/toolNames.ts';
import { createExtract } from '../../agents/tools/web/extract.ts';
import { createPageReader } from '../../agents/tools/web/pageReader.ts';
import { createRobots } from '../../agents/tools/web/robots.ts';
import { createCalendarPort } from '../calendars/calendarPort.ts';
import type { Calendars } from '../calendars/calendars.ts';
import type { ChangeChat } from '../chat/change.ts';
import type { Env } from '../env.ts';
import type { Files } from '../files/files.ts';
import type { Logger } from '../log.ts';
import type { EventMailing } from '../mail/eventMails.ts';
import type { McpToolsOf } from '../mcp/agentTools.ts';
import type { Providers } from '../providers/providers.ts';
import type { Reach } from '../net/fetchPublic.ts';
import { createWebNet } from '../net/webNet.ts';
import { createSandbox } from '../sandbox/sandbox.ts';
import type { Wheels } from '../sandbox/wheels/wheels.ts';
import type { Spaces } from '../space/spaces.ts';
import { isFileOfChat, readNamedFile } from '../store/chatFiles.ts';
import type { Database } from '../store/database.ts';
import { createMailEvent } from './mailEvent.ts';
import { createPosting } from './posting.ts';
import { projectSpaceOf } from './projectSpace.ts';
import { searchEngines } from './searchEngines.ts';

/** Larger files of a chat are neither handed to programs nor copied. */
const MOST_INPUT_BYTES = 20 * 1024 * 1024;

/** What the agents of this process can use. */
export type Tools = {
  /** Those an agent may use in a run, in an order that stays. */
  of(
    agent: { id: string; tools: readonly ToolName[] },
    run: Pick<RunOrder, 'chatId' | 'runId' | 'asker' | 'chat' | 'connected'>,
    draw: Draw,
  ): Promise<readonly Tool[]>;
  close(): Promise<void>;
};

type Parts = {
  database: Pick<Database, 'pool'>;
  files: Pick<Files, 'read'>;
  calendars: Pick<Calendars, 'read'>;
  changeChat: ChangeChat;
  spaces: Spaces;
  /** Null where no mail is sent. */
  mailing: Pick<EventMailing, 'read' | 'invite'> | null;
  /** Those of connected servers, after our own. */
  connected: McpToolsOf;
  search: Env['search'];
  /** The packages of Python, once they were looked at. */
  wheels: Promise<Wheels>;
  /** Who makes pictures now. */
  imageMakers: Providers['imageMakers'];
  /** How far pages are read, where that is not the public internet. */
  reach: Reach | undefined;
  logger: Pick<Logger, 'error' | 'warn' | 'info'>;
};

/** The names of the built-in tools that are there with these settings. */
export function availableTools(
  { search, mail }: Pick<Env, 'search' | 'mail'>,
  { draws }: { draws: boolean },
): readonly ToolName[] {
  const searches = Object.values(search).some((engine) => engine !== undefined);
  const isThere: Partial<Record<ToolName, boolean>> = {
    search_web: searches,
    mail_event: mail !== undefined,
    make_image: draws,
  };
  return TOOL_NAMES.filter((name) => isThere[name] ?? true);
}

export function createTools(world: Parts): Tools {
  const { database, files, calendars, changeChat, spaces, mailing, connected, search, imageMakers } = world;
  const { wheels, reach, logger } = world;
  const { pool } = database;
  const net = createWebNet({ reach });
  const sandbox = createSandbox({ report: (problem, cause) => logger.error({ err: cause }, problem), wheels });
  const parts: BuiltInParts = {
    searchEngines: searchEngines(search),
    readPage: createPageReader({ net, robots: createRobots(net, Date.now), extract: createExtract(), now: Date.now }),
    sandbox: null,
    inputs: null,
    calendars: null,
    postEvent: null,
    postPoll: null,
    makeImage: null,
    // The engine asks them.
    consulting: null,
    space: null,
    mailEvent: null,
  };

  function inputsOf(chatId: string): NonNullable<BuiltInParts['inputs']> {
    const find = (name: string) => readNamedFile(pool, { chatId, name, mostBytes: MOST_INPUT_BYTES });
    return {
      find,
      async read(name) {
        const row = await find(name);
        return row === undefined ? undefined : { name, bytes: await files.read(row) };
      },
      async bytesOf(id) {
        return (await isFileOfChat(pool, { chatId, fileId: id })) ? await files.read({ id }) : undefined;
      },
    };
  }

  function makeImageBy(draw: Draw, { localOnly = false }: RunOrder['chat']): MakeImage | null {
    const offers = imageMakers().filter(({ local }) => local || !localOnly);
    return offers.length === 0 ? null : (request, signal, trace) => draw(offers, request, signal, trace);
  }

  return {
    async of(agent, { chatId, runId, asker, chat, connected: some = true }, draw) {
      const who = { chatId, agentId: agent.id, askedBy: asker.id };
      const posting = createPosting(changeChat, { ...who, runId });
      const own = builtInTools({
        ...parts,
        sandbox: { ...sandbox.of({ chatId, userId: asker.id }), packages: (await wheels).packages },
        inputs: inputsOf(chatId),
        calendars: createCalendarPort({ database, calendars }, { chatId, askedBy: asker.id }),
        mailEvent: mailing && createMailEvent({ database, mailing }, who),
        postEvent: posting.event,
        postPoll: posting.poll,
        makeImage: makeImageBy(draw, chat),
        space: chat.kind === 'project' ? projectSpaceOf(spaces, who) : null,
      });
      const further = some ? await connected({ agentId: agent.id, userId: asker.id }) : [];
      return [...toolsFor(agent, own), ...further];
    },
    close: () => sandbox.close(),
  };
}
