import { askAgentTool, type Consulting } from './askAgent/askAgent.ts';
import { calculator } from './calculator/calculator.ts';
import { calendarTool } from './calendar/calendar.ts';
import type { CalendarPort } from './calendar/people.ts';
import { chartTool } from './chart/chart.ts';
import { confirmTool } from './confirm/confirm.ts';
import { eventTool, type PostEvent } from './event/event.ts';
import { type MailEvent, mailEventTool } from './event/mailEvent.ts';
import { imageTool, type MakeImage } from './image/image.ts';
import { pollTool, type PostPoll } from './poll/poll.ts';
import { createReadPage } from './readPage.ts';
import { type InputFiles, runJavaScript, runPython, type Sandbox } from './runCode.ts';
import { createSearchWeb } from './searchWeb.ts';
import type { ChatFiles } from './space/chatFiles.ts';
import type { ProjectSpace } from './space/projectSpace.ts';
import { spaceTools } from './space/spaceTools.ts';
import { documentTool } from './table/document.ts';
import { tableTool } from './table/table.ts';
import { timeTool } from './time/time.ts';
import type { Tool } from './tool.ts';
import type { ToolName } from './toolNames.ts';
import type { ReadPage } from './web/pageReader.ts';
import type { SearchEngine } from './web/searchEngine.ts';

/** What the built-in tools need of the world; null for what is not there, whose tools are left out. */
export type BuiltInParts = {
  /** Tried in this order; none is as null. */
  searchEngines: readonly SearchEngine[] | null;
  readPage: ReadPage | null;
  sandbox: Sandbox | null;
  /** Those of the chat, for programs and to be copied; without them programs run on nothing but their code. */
  inputs: (InputFiles & ChatFiles) | null;
  /** Those of the people of the chat. */
  calendars: CalendarPort | null;
  /** Into the chat, as the agent that asks for it. */
  postEvent: PostEvent | null;
  /** To members of the chat, as the person who asks. */
  mailEvent: MailEvent | null;
  postPoll: PostPoll | null;
  /** By a provider that is configured for it. */
  makeImage: MakeImage | null;
  /** The other agents of the chat, where there are any. */
  consulting: Consulting | null;
  /** The files of the project that the chat is. */
  space: ProjectSpace | null;
};

/** Every built-in tool whose parts are there. Making them costs nothing, so a run can have its own. */
export function builtInTools(parts: BuiltInParts): readonly Tool[] {
  const {
    searchEngines,
    readPage,
    sandbox,
    inputs,
    calendars,
    postEvent,
    mailEvent,
    postPoll,
    makeImage,
    consulting,
    space,
  } = parts;
  const search = searchEngines === null || searchEngines.length === 0 ? [] : [createSearchWeb(searchEngines)];
  const programs = sandbox === null ? [] : [runPython, runJavaScript].map((tool) => tool(sandbox, inputs ?? undefined));
  return [
    ...search,
    ...(readPage === null ? [] : [createReadPage(readPage)]),
    calculator(),
    timeTool(),
    ...(calendars === null ? [] : [calendarTool(calendars)]),
    ...programs,
    tableTool(),
    chartTool(),
    documentTool(),
    ...(makeImage === null ? [] : [imageTool(makeImage)]),
    ...(postEvent === null ? [] : [eventTool(postEvent)]),
    ...(mailEvent === null ? [] : [mailEventTool(mailEvent)]),
    ...(postPoll === null ? [] : [pollTool(postPoll)]),
    ...(space === null ? [] : spaceTools(space, inputs ?? undefined)),
    confirmTool(),
    ...(consulting === null ? [] : [askAgentTool(consulting)]),
  ];
}

/** Those of the tools that an agent may use, in the order of `all`, which keeps what models read at the beginning the same. */
export function toolsFor({ tools }: { tools: readonly ToolName[] }, all: readonly Tool[]): readonly Tool[] {
  const names = new Set<string>(tools);
  return all.filter(({ name }) => names.has(name));
}
