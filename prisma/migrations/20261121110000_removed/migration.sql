-- AlterTable
ALTER TABLE "member" ADD COLUMN     "removed" BOOLEAN NOT NULL DEFAULT false;
