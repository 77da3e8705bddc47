// A vendor's server in a process of its own; started by provider.ts.
import { startAnthropicServer } from '../agents/testing/anthropicServer.ts';
import { answerParent } from './child.ts';

const server = await startAnthropicServer();

answerParent({
  url: () => server.url,
  answer: ({ pieces, delayMs }: { pieces: string[]; delayMs?: number }) => {
    server.otherwise(() => ({ do: 'answer', pieces, ...(delayMs === undefined ? {} : { delayMs }) }));
  },
  requests: () => server.requests.length,
});
