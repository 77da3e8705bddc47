-- CreateTable
CREATE TABLE "own_agent" (
    "id" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "met" BOOLEAN NOT NULL DEFAULT false,
    "trial" BOOLEAN NOT NULL DEFAULT false,
    "archivedAt" TIMESTAMPTZ(3),
    "number" INTEGER NOT NULL DEFAULT 1,
    "handleKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "own_agent_version" (
    "agentId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "savedBy" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_agent_version_pkey" PRIMARY KEY ("agentId","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "own_agent_handleKey_key" ON "own_agent"("handleKey");

-- CreateIndex
CREATE INDEX "own_agent_createdBy_idx" ON "own_agent"("createdBy");

-- AddForeignKey
ALTER TABLE "own_agent_version" ADD CONSTRAINT "own_agent_version_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "own_agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;
