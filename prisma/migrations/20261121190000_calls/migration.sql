-- CreateTable
CREATE TABLE "step_turn" (
    "id" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "turn" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_turn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool_call" (
    "id" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "input" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "result" TEXT,
    "approval" JSONB,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "tool_call_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "step_turn_stepId_idx" ON "step_turn"("stepId");

-- CreateIndex
CREATE INDEX "tool_call_stepId_idx" ON "tool_call"("stepId");

-- CreateIndex
CREATE INDEX "tool_call_messageId_idx" ON "tool_call"("messageId");

-- AddForeignKey
ALTER TABLE "step_turn" ADD CONSTRAINT "step_turn_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "step"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tool_call" ADD CONSTRAINT "tool_call_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "step"("id") ON DELETE CASCADE ON UPDATE CASCADE;
