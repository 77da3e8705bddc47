-- AlterTable
ALTER TABLE "chat" ADD COLUMN     "wordsBy" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "file" ADD COLUMN     "made" BOOLEAN NOT NULL DEFAULT false;

-- What agents have made until now.
UPDATE "file" SET "made" = true FROM "file_use", "message"
WHERE "file_use"."fileId" = "file"."id" AND "message"."id" = "file_use"."messageId" AND "message"."senderKind" = 'agent';

-- CreateTable
CREATE TABLE "approval_policy" (
    "id" TEXT NOT NULL,
    "chatId" TEXT,
    "agentId" TEXT,
    "effect" TEXT NOT NULL,
    "ask" TEXT NOT NULL,
    "who" TEXT NOT NULL,
    "quorum" INTEGER NOT NULL DEFAULT 1,
    "setBy" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "approval_policy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "approval_policy_chatId_idx" ON "approval_policy"("chatId");

-- AddForeignKey
ALTER TABLE "approval_policy" ADD CONSTRAINT "approval_policy_chatId_fkey" FOREIGN KEY ("chatId") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;
