-- CreateTable
CREATE TABLE "win_rate" (
    "agentId" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "band" TEXT NOT NULL,
    "wins" DOUBLE PRECISION NOT NULL,
    "losses" DOUBLE PRECISION NOT NULL,
    "answers" INTEGER NOT NULL,

    CONSTRAINT "win_rate_pkey" PRIMARY KEY ("agentId","tier","band")
);

-- CreateTable
CREATE TABLE "win_reset" (
    "agentId" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "win_reset_pkey" PRIMARY KEY ("agentId")
);

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN "ratesAt" TIMESTAMPTZ(3);
