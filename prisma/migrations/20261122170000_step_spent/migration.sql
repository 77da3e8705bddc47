-- AlterTable
ALTER TABLE "step" ADD COLUMN     "spent" JSONB;
