-- CreateTable
CREATE TABLE "budget" (
    "id" TEXT NOT NULL,
    "scopeKind" TEXT NOT NULL,
    "scopeId" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "limitMicros" BIGINT NOT NULL,
    "spentMicros" BIGINT NOT NULL DEFAULT 0,
    "reservedMicros" BIGINT NOT NULL DEFAULT 0,
    "warnedOf" BIGINT,
    "endsAt" TIMESTAMPTZ(3),

    CONSTRAINT "budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_reservation" (
    "callId" TEXT NOT NULL,
    "budgetId" TEXT NOT NULL,
    "micros" BIGINT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "expired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "budget_reservation_pkey" PRIMARY KEY ("callId","budgetId")
);

-- CreateIndex
CREATE INDEX "budget_scopeKind_scopeId_idx" ON "budget"("scopeKind", "scopeId");

-- CreateIndex
CREATE INDEX "budget_reservation_budgetId_idx" ON "budget_reservation"("budgetId");

-- CreateIndex
CREATE INDEX "budget_reservation_expiresAt_idx" ON "budget_reservation"("expiresAt");

-- AddForeignKey
ALTER TABLE "budget_reservation" ADD CONSTRAINT "budget_reservation_budgetId_fkey" FOREIGN KEY ("budgetId") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;
