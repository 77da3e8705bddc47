-- AlterTable
ALTER TABLE "step" ADD COLUMN "first" JSONB;
