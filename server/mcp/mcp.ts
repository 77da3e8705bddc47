import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import type { Resolve } from '../net/publicAddress.ts';
import type { Seal } from '../providers/seal.ts';
import type { Tell } from '../chat/tell.ts';
import type { Database } from '../store/database.ts';
import { createMcpToolsOf, type McpToolsOf } from './agentTools.ts';
import { type ConnectionSettings, createConnectionSettings } from './connectionSettings.ts';
import { createPrompts, type Prompts } from './prompts.ts';
import { createServers } from './servers.ts';
import { createSignIn, type SignIn } from './signIn.ts';
import { createTellChanges } from './tellChanges.ts';

/** The servers that agents are connected to: their tools, the words they have ready, and what people change of them. */
export type Mcp = {
  toolsOf: McpToolsOf;
  settings: ConnectionSettings;
  prompts: Prompts;
  signIn: SignIn;
  close(): Promise<void>;
};

type Parts = {
  database: Pick<Database, 'pool' | 'prisma' | 'transaction'>;
  seal: Seal;
  bus: Bus;
  allowed: { stdio: boolean; private: boolean };
  version: string;
  resolve?: Resolve | undefined;
  tell: Pick<Tell, 'promptsChanged' | 'userChanged'>;
  /** Tells everybody how the workspace is now. */
  tellWorkspace: () => Promise<void>;
  isAgent(id: string): boolean;
  logger: Pick<Logger, 'error' | 'info' | 'warn'>;
};

export function createMcp({ database, seal, allowed, tell, tellWorkspace, isAgent, logger, ...rest }: Parts): Mcp {
  const tellChanges = createTellChanges({ database, tell, tellWorkspace, logger });
  const promptsChanged = (userId: string) => tell.promptsChanged(userId);
  const servers = createServers({ ...{ database, seal, allowed, tellChanges, promptsChanged, logger }, ...rest });
  const { stdio } = allowed;
  const signIn = createSignIn({ database, seal, servers, tellChanges, logger });
  return {
    toolsOf: createMcpToolsOf({ database, servers, stdio, logger }),
    settings: createConnectionSettings({ database, servers, signIn, tellChanges, seal, stdio, isAgent }),
    prompts: createPrompts({ prisma: database.prisma, servers, stdio, logger }),
    signIn,
    close: () => servers.close(),
  };
}
