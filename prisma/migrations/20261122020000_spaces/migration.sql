-- CreateTable
CREATE TABLE "space" (
    "chatId" TEXT NOT NULL,
    "head" TEXT NOT NULL,
    "storedBytes" BIGINT NOT NULL,

    CONSTRAINT "space_pkey" PRIMARY KEY ("chatId")
);

-- AddForeignKey
ALTER TABLE "space" ADD CONSTRAINT "space_chatId_fkey" FOREIGN KEY ("chatId") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;
