-- CreateTable
CREATE TABLE "mcp_server" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "ownerId" TEXT,
    "addedBy" TEXT NOT NULL,
    "trusted" BOOLEAN NOT NULL DEFAULT false,
    "state" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "mcp_server_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mcp_tool" (
    "serverId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "offered" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "listed" JSONB NOT NULL,

    CONSTRAINT "mcp_tool_pkey" PRIMARY KEY ("serverId","name")
);

-- CreateTable
CREATE TABLE "mcp_grant" (
    "serverId" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "grantedBy" TEXT NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mcp_grant_pkey" PRIMARY KEY ("serverId","tool","agentId")
);

-- CreateIndex
CREATE UNIQUE INDEX "mcp_server_slug_key" ON "mcp_server"("slug");

-- CreateIndex
CREATE INDEX "mcp_server_ownerId_idx" ON "mcp_server"("ownerId");

-- CreateIndex
CREATE INDEX "mcp_grant_agentId_idx" ON "mcp_grant"("agentId");

-- AddForeignKey
ALTER TABLE "mcp_server" ADD CONSTRAINT "mcp_server_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mcp_tool" ADD CONSTRAINT "mcp_tool_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "mcp_server"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mcp_grant" ADD CONSTRAINT "mcp_grant_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "mcp_server"("id") ON DELETE CASCADE ON UPDATE CASCADE;
