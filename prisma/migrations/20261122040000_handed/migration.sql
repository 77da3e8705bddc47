-- AlterTable
ALTER TABLE "step" ADD COLUMN     "handedBy" TEXT,
ADD COLUMN     "task" TEXT;

-- CreateTable
CREATE TABLE "steer" (
    "id" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "turn" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "steer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "steer_messageId_idx" ON "steer"("messageId");

-- CreateIndex
CREATE INDEX "run_chatId_createdAt_idx" ON "run"("chatId", "createdAt");

-- AddForeignKey
ALTER TABLE "steer" ADD CONSTRAINT "steer_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;
