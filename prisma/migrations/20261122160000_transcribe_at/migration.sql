-- AlterTable
ALTER TABLE "file" ADD COLUMN     "transcribeAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "file_transcribeAt_idx" ON "file"("transcribeAt");
