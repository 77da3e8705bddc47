-- AlterTable
ALTER TABLE "workspace" ADD COLUMN "tracePrompts" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "span" (
    "id" TEXT NOT NULL,
    "traceId" TEXT NOT NULL,
    "parentId" TEXT,
    "runId" TEXT NOT NULL,
    "stepId" TEXT,
    "chatId" TEXT NOT NULL,
    "agentId" TEXT,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "errorCode" TEXT,
    "provider" TEXT,
    "model" TEXT,
    "inputTokens" INTEGER,
    "outputTokens" INTEGER,
    "cachedTokens" INTEGER,
    "costMicros" BIGINT,
    "attributes" JSONB NOT NULL,
    "texts" TEXT,

    CONSTRAINT "span_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "span_runId_idx" ON "span"("runId");

-- CreateIndex
CREATE INDEX "span_chatId_idx" ON "span"("chatId");

-- CreateIndex
CREATE INDEX "span_startedAt_idx" ON "span"("startedAt");

-- AddForeignKey
ALTER TABLE "span" ADD CONSTRAINT "span_chatId_fkey" FOREIGN KEY ("chatId") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;
