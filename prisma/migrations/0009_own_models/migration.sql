-- AlterTable
ALTER TABLE "UsageEntry" ADD COLUMN     "reservedMicros" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "budgetCents" INTEGER;

-- CreateTable
CREATE TABLE "WorkspaceModel" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "isOwn" BOOLEAN NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "contextWindow" INTEGER NOT NULL,
    "maxOutput" INTEGER NOT NULL,
    "pricing" JSONB,
    "isAllowed" BOOLEAN NOT NULL DEFAULT true,
    "fallback" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WorkspaceModel_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "ProviderKey" (
    "workspaceId" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "sealed" TEXT,
    "hint" TEXT,
    "baseUrl" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProviderKey_pkey" PRIMARY KEY ("workspaceId","provider")
);

-- CreateIndex
CREATE UNIQUE INDEX "WorkspaceModel_workspaceId_provider_name_key" ON "WorkspaceModel"("workspaceId", "provider", "name");

-- AddForeignKey
ALTER TABLE "WorkspaceModel" ADD CONSTRAINT "WorkspaceModel_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProviderKey" ADD CONSTRAINT "ProviderKey_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

select guard.enclose('"WorkspaceModel"');

select guard.enclose('"ProviderKey"');
