import type { Logger } from 'pino';
import type { McpAnswer } from '../../agents/tools/mcp/mcpTool.ts';
import { mcpTool } from '../../agents/tools/mcp/mcpTool.ts';
import type { Tool, ToolContext } from '../../agents/tools/tool.ts';
import type { Database } from '../store/database.ts';
import { type GrantedTool, grantedMcpTools } from '../store/mcpTools.ts';
import { type Trouble, troubleOf } from './failure.ts';
import type { Servers } from './servers.ts';

type Parts = {
  database: Pick<Database, 'pool'>;
  servers: Pick<Servers, 'use' | 'drop' | 'listed' | 'troubled'>;
  stdio: boolean;
  logger: Pick<Logger, 'error' | 'info'>;
};

type Whom = { agentId: string; userId: string };

/** The tools of connected servers that an agent may use in the name of a person. Never rejects: without them it can answer too. */
export type McpToolsOf = (whom: Whom) => Promise<readonly Tool[]>;

const GONE =
  'This tool may not be used any more, or is not what it was when that was allowed. A person has to look at it again, in the settings under Connections.';

export function createMcpToolsOf({ database: { pool }, servers, stdio, logger }: Parts): McpToolsOf {
  async function ask(
    granted: GrantedTool,
    whom: Whom,
    { input, ...asking }: Pick<ToolContext, 'signal' | 'progress' | 'ask'> & { input: Record<string, unknown> },
  ): Promise<McpAnswer> {
    const now = (await grantedMcpTools(pool, { ...whom, stdio })).find(({ serverId, listed }) => {
      return serverId === granted.serverId && listed.name === granted.listed.name;
    });
    if (now?.listed.hash !== granted.listed.hash || now.trusted !== granted.trusted) return failed('not-allowed', GONE);
    const { serverId, listed } = granted;
    for (let again = false; ; again = true) {
      try {
        return await servers.use(serverId, whom.userId, async (connection): Promise<McpAnswer> => {
          const tools = await connection.tools(asking.signal);
          const same = tools.find(({ name }) => name === listed.name)?.hash === listed.hash;
          if (!same) {
            await servers.listed(serverId, tools);
            return failed('not-allowed', GONE);
          }
          return { kind: 'answered', result: await connection.ask(listed, input, asking) };
        });
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'session-over' && !again) {
          await servers.drop(serverId, whom.userId);
          continue;
        }
        logger.info({ err: error, serverId, tool: granted.offered }, 'a connected server did not do what it was asked');
        await servers.troubled(serverId, trouble);
        return answerTo(trouble);
      }
    }
  }

  return async (whom) => {
    try {
      const granted = await grantedMcpTools(pool, { ...whom, stdio });
      return granted.map((one) =>
        mcpTool(one.listed, {
          offered: one.offered,
          server: { name: one.server, trusted: one.trusted, personal: one.personal },
          ask: (input, asking) => ask(one, whom, { input, ...asking }),
        }),
      );
    } catch (error) {
      logger.error({ err: error, ...whom }, 'the tools of connected servers could not be read');
      return [];
    }
  };
}

function answerTo(trouble: Trouble): McpAnswer {
  switch (trouble.kind) {
    case 'sign-in':
      return failed(
        'not-allowed',
        'The server wants somebody to sign in there first, in the settings under Connections.',
      );
    case 'session-over':
      return failed('unreachable', 'The server does not know us any more.');
    case 'failed':
      switch (trouble.failure) {
        case 'refused':
          return failed('not-allowed', 'The address of this server may not be asked from here.');
        case 'unreachable':
          return failed('unreachable', 'The server can not be reached.');
        case 'timeout':
          return failed('timeout', 'The server took too long.');
        case 'failed':
          return { ...failed('failed', `The server says: ${trouble.said || 'no'}`), fromOutside: true };
      }
  }
}

function failed(
  failure: Extract<McpAnswer, { kind: 'failed' }>['failure'],
  text: string,
): McpAnswer & { kind: 'failed' } {
  return { kind: 'failed', failure, text };
}
