-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "fileLimit" INTEGER NOT NULL DEFAULT 104857600,
ADD COLUMN     "fileQuota" BIGINT NOT NULL DEFAULT 10737418240,
ADD COLUMN     "linkPreviews" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "preferences" JSONB;

-- AlterTable
ALTER TABLE "chat" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "linkPreviews" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "permissions" JSONB,
ADD COLUMN     "pins" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "chat_setting" ADD COLUMN     "archived" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "clearedSeq" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "markedUnread" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "mutedUntil" BIGINT,
ADD COLUMN     "notify" TEXT NOT NULL DEFAULT 'all',
ADD COLUMN     "pinnedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "extras" JSONB;

-- CreateTable
CREATE TABLE "message_mark" (
    "userId" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "starredAt" TIMESTAMPTZ(3),
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL,

    CONSTRAINT "message_mark_pkey" PRIMARY KEY ("userId","messageId")
);

-- CreateTable
CREATE TABLE "message_edit" (
    "messageId" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "message_edit_pkey" PRIMARY KEY ("messageId","until")
);

-- CreateTable
CREATE TABLE "receipt_time" (
    "chatId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipt_time_pkey" PRIMARY KEY ("chatId","contactId","kind","seq")
);

-- CreateTable
CREATE TABLE "file" (
    "id" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "received" BIGINT NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'uploading',
    "mime" TEXT NOT NULL DEFAULT 'application/octet-stream',
    "kind" TEXT NOT NULL DEFAULT 'other',
    "width" INTEGER,
    "height" INTEGER,
    "durationMs" INTEGER,
    "waveform" INTEGER[],
    "transcript" TEXT,
    "variants" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_use" (
    "fileId" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "file_use_pkey" PRIMARY KEY ("fileId","messageId")
);

-- CreateTable
CREATE TABLE "push_subscription" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "sessionId" TEXT,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_preview" (
    "url" TEXT NOT NULL,
    "title" TEXT,
    "description" TEXT NOT NULL DEFAULT '',
    "site" TEXT NOT NULL DEFAULT '',
    "imageId" TEXT,
    "fetchedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_preview_pkey" PRIMARY KEY ("url")
);

-- CreateIndex
CREATE INDEX "message_mark_userId_version_idx" ON "message_mark"("userId", "version");

-- CreateIndex
CREATE INDEX "message_mark_chatId_idx" ON "message_mark"("chatId");

-- CreateIndex
CREATE INDEX "receipt_time_at_idx" ON "receipt_time"("at");

-- CreateIndex
CREATE INDEX "file_ownerId_idx" ON "file"("ownerId");

-- CreateIndex
CREATE INDEX "file_status_createdAt_idx" ON "file"("status", "createdAt");

-- CreateIndex
CREATE INDEX "file_use_chatId_kind_seq_idx" ON "file_use"("chatId", "kind", "seq");

-- CreateIndex
CREATE INDEX "file_use_messageId_idx" ON "file_use"("messageId");

-- CreateIndex
CREATE INDEX "push_subscription_userId_idx" ON "push_subscription"("userId");

-- CreateIndex
CREATE INDEX "push_subscription_sessionId_idx" ON "push_subscription"("sessionId");

-- CreateIndex
CREATE INDEX "link_preview_fetchedAt_idx" ON "link_preview"("fetchedAt");

-- AddForeignKey
ALTER TABLE "message_mark" ADD CONSTRAINT "message_mark_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_mark" ADD CONSTRAINT "message_mark_chatId_fkey" FOREIGN KEY ("chatId") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message_edit" ADD CONSTRAINT "message_edit_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_use" ADD CONSTRAINT "file_use_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "file"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_use" ADD CONSTRAINT "file_use_chatId_fkey" FOREIGN KEY ("chatId") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
