-- CreateTable
CREATE TABLE "own_agent_person" (
    "agentId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "own_agent_person_pkey" PRIMARY KEY ("agentId","userId")
);

-- CreateIndex
CREATE INDEX "own_agent_person_userId_idx" ON "own_agent_person"("userId");

-- AddForeignKey
ALTER TABLE "own_agent_person" ADD CONSTRAINT "own_agent_person_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "own_agent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_agent_person" ADD CONSTRAINT "own_agent_person_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
