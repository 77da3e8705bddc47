import {
  Client,
  type JsonSchemaValidator,
  type jsonSchemaValidator,
  type Transport,
} from '@modelcontextprotocol/client';
import { type ListedTool, listedTool, RawTool } from '../../agents/tools/mcp/listedTool.ts';
import { type ListedPrompt, listedPrompt, RawPrompt, RawWords } from '../../agents/tools/mcp/prompt.ts';
import { questionOf } from '../../agents/tools/mcp/questionOf.ts';
import { linesOf, resourceTools } from '../../agents/tools/mcp/resources.ts';
import { Contents, contentOf, RawResult } from '../../agents/tools/mcp/resultOf.ts';
import type { ToolContext } from '../../agents/tools/tool.ts';
import { Kept } from './kept.ts';
import { Patience } from './patience.ts';

/** How long a server may take to say who it is and what it can, and without a sign for a call, and for all of it. */
const CONNECT_MS = 20_000;
const QUIET_MS = 60_000;
const TOTAL_MS = 5 * 60_000;
/** So old a list may be; servers that say when it changes are asked at once. */
const LIST_MS = 5 * 60_000;
const GOODBYE_MS = 2_000;
const MOST_PAGES = 10;
const MOST_TOOLS = 200;
const MOST_PROMPTS = 200;
/** Our own clock decides; the client's is only not to come before it. */
const LONGEST_MS = 2 ** 31 - 1;

type Asking = Pick<ToolContext, 'signal' | 'progress' | 'ask'>;

/** A conversation with a server, of one person alone. Everything throws what the client throws. */
export type McpConnection = {
  readonly isOver: boolean;
  /** What it can do, as it said lately. */
  tools(signal: AbortSignal): Promise<readonly ListedTool[]>;
  /** The words it has ready for people; none where it knows of no such thing. */
  prompts(signal: AbortSignal): Promise<readonly ListedPrompt[]>;
  words(prompt: string, values: Readonly<Record<string, string>>, signal: AbortSignal): Promise<RawWords>;
  ask(tool: ListedTool, input: Record<string, unknown>, asking: Asking): Promise<RawResult>;
  close(): Promise<void>;
};

/** Nothing that a server says is looked at by its own rules, which could take for ever. */
const anything: jsonSchemaValidator = {
  getValidator<T>(): JsonSchemaValidator<T> {
    return (input) => ({ valid: true, data: input as T, errorMessage: undefined });
  },
};

/** Connects and says who we are: a client that lets the server neither ask a model nor see files. */
export async function openConnection(
  transport: Transport & { terminateSession?(): Promise<void> },
  {
    version,
    signal,
    toolsChanged = () => {},
    promptsChanged = () => {},
    times = { quietMs: QUIET_MS, totalMs: TOTAL_MS },
  }: {
    version: string;
    signal: AbortSignal;
    /** The server says that it has other tools now. */
    toolsChanged?: () => void;
    /** The server says that it has other words ready now. */
    promptsChanged?: () => void;
    times?: { quietMs: number; totalMs: number };
  },
): Promise<McpConnection> {
  const tools = new Kept(list, LIST_MS);
  const prompts = new Kept(listPrompts, LIST_MS);
  let isOver = false;
  const client = new Client(
    { name: 'Waggle', version },
    {
      capabilities: { elicitation: { form: {} } },
      jsonSchemaValidator: anything,
      listMaxPages: MOST_PAGES,
      listChanged: {
        tools: {
          autoRefresh: false,
          onChanged() {
            tools.changed();
            toolsChanged();
          },
        },
        prompts: {
          autoRefresh: false,
          onChanged() {
            prompts.changed();
            promptsChanged();
          },
        },
      },
    },
  );
  /** The calls under way, by who may be asked for each. */
  const under = new Set<{ patience: Patience; ask: NonNullable<Asking['ask']> | undefined }>();
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    const form = questionOf(params);
    const [call, ...others] = under;
    // It does not say for which call it asks: with several it could be anybody's.
    if (form === null || call?.ask === undefined || others.length > 0) return { action: 'cancel' };
    const answer = await call.patience.whileWaiting(call.ask(form));
    if (answer === null) return { action: 'cancel' };
    return answer.values === null ? { action: 'decline' } : { action: 'accept', content: answer.values };
  });
  client.onclose = () => void (isOver = true);
  try {
    await client.connect(transport, { signal, timeout: CONNECT_MS });
  } catch (error) {
    await client.close().catch(() => {});
    throw error;
  }

  async function list(outer: AbortSignal): Promise<readonly ListedTool[]> {
    const options = { signal: outer, timeout: CONNECT_MS };
    const { tools: has, resources } = client.getServerCapabilities() ?? {};
    const raw =
      has === undefined ? [] : (await client.listTools(undefined, { ...options, cacheMode: 'refresh' })).tools;
    const known = raw.slice(0, MOST_TOOLS).flatMap((tool) => {
      const parsed = RawTool.safeParse(tool);
      return (parsed.success ? listedTool(parsed.data) : null) ?? [];
    });
    const names = new Set(known.map(({ name }) => name));
    const ours = resources === undefined ? [] : resourceTools().filter(({ name }) => !names.has(name));
    return [...new Map([...known, ...ours].map((tool) => [tool.name, tool])).values()];
  }

  async function listPrompts(outer: AbortSignal): Promise<readonly ListedPrompt[]> {
    if (client.getServerCapabilities()?.prompts === undefined) return [];
    const options = { signal: outer, timeout: CONNECT_MS, cacheMode: 'refresh' } as const;
    const raw = (await client.listPrompts(undefined, options)).prompts.slice(0, MOST_PROMPTS);
    const known = raw.flatMap((prompt) => {
      const parsed = RawPrompt.safeParse(prompt);
      return (parsed.success ? listedPrompt(parsed.data) : null) ?? [];
    });
    return [...new Map(known.map((prompt) => [prompt.name, prompt])).values()];
  }

  /** Asked for each time, as resources themselves are: nothing of them is kept that could change. */
  async function resourceLines(patience: { signal: AbortSignal; timeout: number }): Promise<string> {
    const options = { ...patience, cacheMode: 'refresh' } as const;
    const { resources } = await client.listResources(undefined, options);
    // Not every server with resources has templates.
    const templates = await client.listResourceTemplates(undefined, options).catch(() => ({ resourceTemplates: [] }));
    return linesOf([
      ...resources,
      ...templates.resourceTemplates.map(({ uriTemplate, ...rest }) => ({ ...rest, uri: uriTemplate })),
    ]);
  }

  return {
    get isOver() {
      return isOver;
    },
    tools: (outer) => tools.now(outer),
    prompts: (outer) => prompts.now(outer),
    async words(name, values, outer) {
      const params = { name, arguments: { ...values } };
      return RawWords.parse(await client.getPrompt(params, { signal: outer, timeout: CONNECT_MS }));
    },
    async ask(tool, input, { signal: outer, progress, ask }) {
      const patience = new Patience(times, outer);
      const call = { patience, ask };
      under.add(call);
      const options = {
        signal: patience.signal,
        timeout: LONGEST_MS,
        onprogress(told: { progress: number; total?: number | undefined; message?: string | undefined }) {
          patience.heard();
          progress(told.total === undefined ? 0 : told.progress / told.total, told.message ?? '');
        },
      };
      try {
        switch (tool.does) {
          case 'call':
            return RawResult.parse(
              await client.request({ method: 'tools/call', params: { name: tool.name, arguments: input } }, options),
            );
          case 'list-resources':
            return RawResult.parse({ content: [{ type: 'text', text: await resourceLines(options) }] });
          case 'read-resource': {
            const { contents } = await client.readResource(
              { uri: String(input.uri) },
              { ...options, cacheMode: 'bypass' },
            );
            return RawResult.parse({ content: contentOf(contents.map((one) => Contents.parse(one))) });
          }
        }
      } catch (error) {
        throw patience.isUp ? new DOMException('The server took too long.', 'TimeoutError') : error;
      } finally {
        under.delete(call);
        patience.close();
      }
    },
    async close() {
      if (!isOver && transport.terminateSession !== undefined) {
        const late = new Promise<void>((resolve) => setTimeout(resolve, GOODBYE_MS).unref());
        await Promise.race([transport.terminateSession().catch(() => {}), late]);
      }
      await client.close().catch(() => {});
    },
  };
}
