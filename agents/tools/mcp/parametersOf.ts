import type { ToolParameter } from '../../../shared/connection.ts';
import type { ToolWarning } from '../../../shared/toolCard.ts';
import { instructionsIn } from '../../guard/instructionsIn.ts';
import type { ListedTool } from './listedTool.ts';
import { oneLineOf, plainOf } from './words.ts';

const MOST = 60;
const DEEPEST = 3;
const MOST_CHOICES = 12;
const LONGEST_KIND = 200;

type Schema = Record<string, unknown>;

/** What a tool of a server is told when it is called, those of an object after it, by its path. */
export function parametersOf({ schema }: Pick<ListedTool, 'schema'>): ToolParameter[] {
  return below(schema, '', 1).slice(0, MOST);
}

/** What in a server's words about a tool speaks to whoever reads them by machine: every agent that gets it does. */
export function warningOf(tool: Pick<ListedTool, 'title' | 'about' | 'schema'>): ToolWarning | null {
  const about = parametersOf(tool).map((parameter) => `${parameter.name}: ${parameter.about}`);
  return instructionsIn({ text: [tool.title, tool.about, ...about].join('\n') });
}

function below(schema: Schema, path: string, depth: number): ToolParameter[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(isObject(schema.properties) ? schema.properties : {}).flatMap(([name, given]) => {
    const field = isObject(given) ? given : {};
    const at = `${path}${name}`;
    const items = isObject(field.items) ? field.items : {};
    const deeper =
      depth < DEEPEST ? [...below(field, `${at}.`, depth + 1), ...below(items, `${at}[].`, depth + 1)] : [];
    const about = typeof field.description === 'string' ? plainOf(field.description, LONGEST_KIND * 2) : '';
    return [{ name: at, kind: kindOf(field), about, required: required.includes(name) }, ...deeper];
  });
}

/** What it takes, in the words of schemas: its type, or what can be chosen from. */
function kindOf(field: Schema): string {
  if (Array.isArray(field.enum)) {
    const choices = field.enum.slice(0, MOST_CHOICES).map(String);
    return oneLineOf([...choices, ...(field.enum.length > MOST_CHOICES ? ['…'] : [])].join(' | '), LONGEST_KIND);
  }
  const types = [field.type].flat().filter((type) => typeof type === 'string');
  return oneLineOf(types.join(' | '), LONGEST_KIND);
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
