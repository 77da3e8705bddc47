import { NodeStreamableHTTPServerTransport } from '@modelcontextprotocol/node';
import {
  type CallToolResult,
  type GetPromptResult,
  McpServer,
  type Prompt,
  type Tool,
} from '@modelcontextprotocol/server';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** `ask` asks the client something, whether it can do that or not. */
type Does = (
  input: Record<string, unknown>,
  ask: (method: string, params: Record<string, unknown>) => Promise<unknown>,
) => CallToolResult | Promise<CallToolResult>;

/** A server of our own that lists and does what a test says, also what no honest one would. */
export type TestMcpServer = {
  url: string;
  tools: Tool[];
  does: Does;
  prompts: Prompt[];
  /** What a prompt becomes. */
  says: (name: string, values: Record<string, string>) => GetPromptResult['messages'];
  /** Answers in its place where it returns true. */
  before: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** The headers of what it was asked. */
  asked: IncomingMessage['headers'][];
  called: { name: string; input: Record<string, unknown>; session: string | undefined }[];
  /** Tells every client something of itself. */
  tell(method: `notifications/${'prompts' | 'tools'}/list_changed`): Promise<void>;
  /** Forgets every client. */
  forget(): void;
  close(): Promise<void>;
};

export function toolOf(name: string, more: Partial<Tool> = {}): Tool {
  return { name, description: `Does ${name}.`, inputSchema: { type: 'object', properties: {} }, ...more };
}

export async function startMcpServer(): Promise<TestMcpServer> {
  const transports = new Map<string, NodeStreamableHTTPServerTransport>();
  const servers = new Set<McpServer['server']>();
  const test: TestMcpServer = {
    url: '',
    tools: [],
    prompts: [],
    says: () => [{ role: 'user', content: { type: 'text', text: 'Say it.' } }],
    does: () => ({ content: [{ type: 'text', text: 'Done.' }] }),
    before: () => false,
    asked: [],
    called: [],
    async tell(method) {
      for (const server of servers) await server.notification({ method });
    },
    forget: () => {
      transports.clear();
      servers.clear();
    },
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };

  async function opened(): Promise<NodeStreamableHTTPServerTransport> {
    const capabilities = { tools: { listChanged: true }, prompts: { listChanged: true } };
    const server = new McpServer({ name: 'test', version: '1' }, { capabilities }).server;
    server.setRequestHandler('tools/list', () => ({ tools: test.tools }));
    server.setRequestHandler('tools/call', ({ params: { name, arguments: input = {} } }, { mcpReq }) => {
      test.called.push({ name, input, session: transport.sessionId });
      return test.does(input, (method, params) => mcpReq.send({ method, params }, z.looseObject({})));
    });
    server.setRequestHandler('prompts/list', () => ({ prompts: test.prompts }));
    server.setRequestHandler('prompts/get', ({ params: { name, arguments: values = {} } }) => ({
      messages: test.says(name, values),
    }));
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void transports.set(id, transport),
    });
    await server.connect(transport);
    servers.add(server);
    return transport;
  }

  const http = createServer((request, response) => {
    test.asked.push(request.headers);
    if (test.before(request, response)) return;
    const { 'mcp-session-id': session } = request.headers;
    const known = typeof session === 'string' ? transports.get(session) : undefined;
    if (session !== undefined && known === undefined) {
      response.writeHead(404).end();
      return;
    }
    void Promise.resolve(known ?? opened()).then((transport) => transport.handleRequest(request, response));
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  test.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/mcp`;
  return test;
}
