-- CreateTable
CREATE TABLE "model_figure" (
    "model" TEXT NOT NULL,
    "price" JSONB,
    "imagePrice" JSONB,
    "contextTokens" INTEGER,
    "setBy" TEXT NOT NULL,
    "setAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_figure_pkey" PRIMARY KEY ("model")
);
