-- AlterTable
ALTER TABLE "chat" ADD COLUMN     "localOnly" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "step" ADD COLUMN     "choice" JSONB;
