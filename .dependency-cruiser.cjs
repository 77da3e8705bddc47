// Who may import whom. The order is app → components → client → shared ← server → agents; see docs/architecture.md.
const tests = '\\.test\\.tsx?$|/testing/';

/** A layer and what it must not reach. Tests may reach further down to set up real parts. */
function layer(name, from, forbidden, comment) {
  return { name, severity: 'error', comment, from: { path: from, pathNot: tests }, to: { path: forbidden } };
}

/** A package (or several) that only one place may import. */
function ownedBy(name, packages, owners, comment) {
  return {
    name,
    severity: 'error',
    comment,
    from: { path: '^(app|components|client|shared|server|agents)/', pathNot: owners },
    to: { path: packages },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or hide a third one.',
      from: {},
      to: { circular: true },
    },
    layer('app-draws', '^app/', '^(server|agents|prisma|scripts)/', 'The page reaches the server over the wire only.'),
    layer(
      'components-below-app',
      '^components/',
      '^(app|server|agents|prisma|scripts)/',
      'Components know the client.',
    ),
    layer(
      'client-below-components',
      '^client/',
      '^(app|components|server|agents|prisma|scripts)/|^node_modules/(react|react-dom|next)/',
      'The engine of the browser runs without React.',
    ),
    layer(
      'shared-stands-alone',
      '^shared/',
      '^(app|components|client|server|agents|prisma|scripts)/',
      'The contract depends on nobody.',
    ),
    {
      name: 'shared-imports-only-zod',
      severity: 'error',
      comment: 'The contract runs in every browser and on every server.',
      from: { path: '^shared/', pathNot: tests },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: '^node_modules/zod/|^shared/' },
    },
    layer(
      'server-draws-nothing',
      '^server/',
      '^(app|components|client|scripts)/',
      'The server does not know the page.',
    ),
    layer(
      'agents-know-only-shared',
      '^agents/',
      '^(app|components|client|server|prisma|scripts)/|^node_modules/(hono|better-auth)/',
      'Agents declare what they need as ports and are handed it by server/main.ts.',
    ),
    {
      name: 'nobody-imports-main',
      severity: 'error',
      comment: 'server/main.ts wires everything and is imported by nobody.',
      from: {},
      to: { path: '^server/main\\.ts$' },
    },
    {
      name: 'specialists-are-strangers',
      severity: 'error',
      comment: 'A specialist is one file that knows no other; what lists them is roster.ts or a test.',
      from: {
        path: '^agents/roster/',
        pathNot: [tests, '^agents/roster/(roster|teams)\\.ts$'],
      },
      to: { path: '^agents/roster/', pathNot: '^agents/roster/agent\\.ts$' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'Tests are read by nobody.',
      from: {},
      to: { path: '\\.test\\.tsx?$' },
    },
    ownedBy(
      'store-owns-the-database',
      '^node_modules/(@prisma|prisma|pg|@electric-sql)/|^server/store/generated/',
      '^server/store/',
      'Only server/store speaks to the database.',
    ),
    ownedBy(
      'providers-own-the-vendors',
      '^node_modules/(@anthropic-ai|openai)/',
      '^agents/providers/',
      "Only agents/providers use the vendors' SDKs.",
    ),
    ownedBy(
      'socket-owns-socket-io',
      '^node_modules/(socket\\.io|socket\\.io-client|engine\\.io|@socket\\.io)/',
      '^(server/socket/|server/main\\.ts$|client/socket)|^(server|client)/testing/|\\.integration\\.test\\.ts$',
      'Socket.IO stays behind the edge.',
    ),
    ownedBy(
      'mcp-owns-its-client',
      '^node_modules/@modelcontextprotocol/',
      '^server/mcp/',
      'Connected servers are spoken to in one place.',
    ),
    ownedBy('queue-owns-bullmq', '^node_modules/bullmq/', '^server/queue/', 'Jobs go through the Queue port.'),
    ownedBy(
      'queue-and-bus-own-redis',
      '^node_modules/ioredis/',
      '^server/(queue|bus)/|^server/main\\.ts$',
      'Redis stays behind the Queue and Bus ports.',
    ),
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere hides from every other rule.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\./)?server/store/generated/' },
    },
    {
      name: 'declared',
      severity: 'error',
      comment: 'What is imported stands in package.json.',
      from: { path: '^(app|components|client|shared|server|agents)/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', '^server/store/generated/'] },
    exclude: { path: '^(\\.next|out|node_modules/\\.cache)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
