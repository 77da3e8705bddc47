import { type ListedTool, listedTool } from './listedTool.ts';
import { oneLineOf } from './words.ts';

const MOST = 200;

const LIST = {
  name: 'resources/list',
  title: 'List resources',
  description: 'Lists the resources of the server (documents, records, files) with their addresses.',
  inputSchema: { type: 'object', properties: {}, additionalProperties: false },
  annotations: { readOnlyHint: true },
};
const READ = {
  name: 'resources/read',
  title: 'Read a resource',
  description: 'Reads a resource of the server by its address, as listing them or another tool of the server gave it.',
  inputSchema: {
    type: 'object',
    properties: { uri: { type: 'string', minLength: 1, maxLength: 2000 } },
    required: ['uri'],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true },
};

/** The two tools by which agents come to the resources of a server that has some. */
export function resourceTools(): ListedTool[] {
  return [listedTool(LIST, 'list-resources'), listedTool(READ, 'read-resource')].filter((tool) => tool !== null);
}

type Resource = { uri: string; name: string; description?: string | undefined };

/** Resources, and templates of their addresses, a line each. */
export function linesOf(resources: readonly Resource[]): string {
  const lines = resources
    .slice(0, MOST)
    .map(({ uri, name, description = '' }) => `${oneLineOf(uri, 300)} ${oneLineOf(`${name}: ${description}`, 200)}`);
  const more = resources.length - lines.length;
  return [...lines, ...(more > 0 ? [`[${more} more]`] : [])].join('\n') || 'There are none.';
}
