import type { ToolEffect } from '../effect.ts';
import type { Tool, ToolContext, ToolResult } from '../tool.ts';
import type { ToolFailure } from '../../../shared/toolCard.ts';
import { inputOf } from './fits.ts';
import type { ListedTool } from './listedTool.ts';
import { type RawResult, resultOf } from './resultOf.ts';

/** What a call of a server came to; the text of a failure is ours. */
export type McpAnswer =
  | { kind: 'answered'; result: RawResult }
  | { kind: 'failed'; failure: ToolFailure; text: string; fromOutside?: boolean };

/** Asks a server for something in the name of a person; never throws for what the server or the line does wrong. */
export type AskServer = (
  input: Record<string, unknown>,
  context: Pick<ToolContext, 'signal' | 'progress' | 'ask'>,
) => Promise<McpAnswer>;

export type OfServer = {
  /** What the model calls the tool. */
  offered: string;
  /** `personal`: it is of the person alone in whose name it is asked. */
  server: { name: string; trusted: boolean; personal: boolean };
  ask: AskServer;
};

const CHARACTERS = 20_000;
/** Longer than a server may take. */
const TIME_MS = 6 * 60_000;

/**
 * What a tool of a server does to the world. That it only reads counts where somebody has said that the server is to be
 * believed; everything else reaches further than we can see.
 */
export function effectOf(
  { readOnly, destructive }: Pick<ListedTool, 'readOnly' | 'destructive'>,
  trusted: boolean,
): ToolEffect {
  if (!trusted) return 'dangerous';
  return readOnly ? 'read' : destructive ? 'dangerous' : 'write';
}

/** A server's tool as one of ours. */
export function mcpTool(listed: ListedTool, { offered, server, ask }: OfServer): Tool<Record<string, unknown>> {
  const effect = effectOf(listed, server.trusted);
  return {
    name: offered,
    label: { title: listed.title, from: server.name },
    about: `${listed.title}, of the connected server “${server.name}”, whose words these are: ${listed.about}`,
    ...(!server.trusted && { strange: true }),
    effect,
    // Nobody else answers for what is done with their account.
    ...(server.personal && effect !== 'read' && { personal: true }),
    schema: listed.schema,
    input: inputOf(listed.schema),
    limits: { timeMs: TIME_MS, characters: CHARACTERS },
    async run(input, context): Promise<ToolResult> {
      const answer = await ask(input, { ...context, ...askingBack(context) });
      return answer.kind === 'answered' ? resultOf(answer.result, offered) : answer;
    },
  };
}

/** While a person thinks, the tool's time stands still. */
function askingBack({ ask, waiting }: ToolContext): Pick<ToolContext, 'ask'> {
  if (ask === undefined) return {};
  return {
    async ask(form) {
      const goOn = waiting?.();
      try {
        return await ask(form);
      } finally {
        goOn?.();
      }
    },
  };
}
