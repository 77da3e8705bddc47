import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Page } from './page/page.ts';

type Answering = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

type Parts = {
  api: Answering;
  /** Undefined where this process has no screens. */
  page: Page | undefined;
  headers: OutgoingHttpHeaders;
  logger: Pick<Logger, 'error'>;
};

/** Hands each request to the API or the page, and sets what every answer carries. */
export function createSite({ api, page, headers, logger }: Parts): (q: IncomingMessage, s: ServerResponse) => void {
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
    const isApi = page === undefined || /^\/api(\/|\?|$)/.test(request.url ?? '');
    Promise.resolve(isApi ? api(request, response) : page.answer(request, response)).catch((error: unknown) => {
      logger.error({ err: error }, 'a request could not be answered');
      if (!response.headersSent) response.writeHead(500).end();
      else response.destroy();
    });
  };
}
