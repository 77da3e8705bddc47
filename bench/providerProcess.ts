// A vendor's server in a process of its own; started by provider.ts.
import { constants, setPriority } from 'node:os';
import { startAnthropicServer } from '../agents/testing/anthropicServer.ts';
import { answerParent } from './child.ts';

const server = await startAnthropicServer();

answerParent({
  url: () => server.url,
  answer: ({ pieces, delayMs }: { pieces: string[]; delayMs?: number }) => {
    server.otherwise(() => ({ do: 'answer', pieces, ...(delayMs === undefined ? {} : { delayMs }) }));
  },
  callFirst: ({ tool, input, pieces }: { tool: string; input: unknown; pieces: string[] }) => {
    server.otherwise(({ body }) =>
      !isTurn(body) || JSON.stringify(body).includes('"tool_result"')
        ? { do: 'answer', pieces }
        : { do: 'play', parts: [{ call: tool, json: JSON.stringify(input) }] },
    );
  },
  yield: () => {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  },
  turns: () => server.requests.filter(({ body }) => isTurn(body)).length,
});

/** Of an agent, which has tools; what is summed up in the background has none. */
function isTurn(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'tools' in body;
}
