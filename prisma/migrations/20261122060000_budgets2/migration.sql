-- AlterTable
ALTER TABLE "workspace" ADD COLUMN "timeZone" TEXT NOT NULL DEFAULT 'UTC',
ADD COLUMN "runLimitMicros" BIGINT;

-- AlterTable
ALTER TABLE "budget" ADD COLUMN "refusedMicros" BIGINT;
