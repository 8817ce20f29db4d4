-- CreateTable
CREATE TABLE "ShareLink" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recordingId" UUID NOT NULL,
    "hasSound" BOOLEAN NOT NULL,
    "hasTranscript" BOOLEAN NOT NULL,
    "opened" INTEGER NOT NULL DEFAULT 0,
    "lastOpenedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ShareLink_pkey" PRIMARY KEY ("workspaceId","id")
);

-- CreateTable
CREATE TABLE "ShareToken" (
    "tokenHash" TEXT NOT NULL,
    "workspaceId" UUID NOT NULL,
    "shareLinkId" UUID NOT NULL,

    CONSTRAINT "ShareToken_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateIndex
CREATE INDEX "ShareLink_workspaceId_recordingId_createdAt_idx" ON "ShareLink"("workspaceId", "recordingId", "createdAt");

-- CreateIndex
CREATE INDEX "ShareToken_workspaceId_shareLinkId_idx" ON "ShareToken"("workspaceId", "shareLinkId");

-- AddForeignKey
ALTER TABLE "ShareLink" ADD CONSTRAINT "ShareLink_workspaceId_recordingId_fkey" FOREIGN KEY ("workspaceId", "recordingId") REFERENCES "Recording"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareLink" ADD CONSTRAINT "ShareLink_workspaceId_createdById_fkey" FOREIGN KEY ("workspaceId", "createdById") REFERENCES "Member"("workspaceId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ShareToken" ADD CONSTRAINT "ShareToken_workspaceId_shareLinkId_fkey" FOREIGN KEY ("workspaceId", "shareLinkId") REFERENCES "ShareLink"("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT guard.enclose('"ShareLink"');

SELECT guard.enclose('"ShareToken"');

-- A token is made and gone: it never becomes another one. Before a workspace is known it is looked up, and nothing else.
REVOKE UPDATE ON "ShareToken" FROM app_user;
GRANT SELECT ON "ShareToken" TO app_identity;
CREATE POLICY identity_select ON "ShareToken" FOR SELECT TO app_identity USING (true);

-- Per network: how often pages of links are opened.
INSERT INTO "RateLimit" (name, most, "windowSeconds") VALUES ('shared', 120, 60);
