import type { ActorName } from "./api-world";

/** The status that each actor is answered with. */
export type Row = Record<ActorName, number>;

/** Anybody, signed in or not. */
function anybody(status: number): Row {
  return row([status, status, status, status], [status, status, status, status], [status, status, status]);
}

/** Somebody's own account. Keys may at most ask who they are. */
function account(statuses: { [actor in ActorName]?: number } & { everybody: number }): Row {
  const { everybody: s, ...others } = statuses;
  return { ...row([401, s, s, s], [s, s, s, s], [403, 403, 403]), ...others };
}

type Scope = "read" | "write" | "admin";
type Roles = [guest: number, member: number, admin: number, owner: number];

/**
 * Inside a workspace, by role, in order. A stranger, and who is no longer a member, finds nothing (404). Keys are an owner's: what they
 * may is what their scope says, and nothing beyond.
 */
function inside(scope: Scope, ...roles: Roles): Row {
  const owner = roles[3];
  const may = (has: Scope[]) => (has.includes(scope) ? owner : 403);
  return row([401, 404, 404, 404], roles, [may(["read"]), may(["write"]), may(["read", "write", "admin"])]);
}

function row(
  [anonymous, stranger, deactivated, removed]: [number, number, number, number],
  [guest, member, admin, owner]: Roles,
  [readKey, writeKey, adminKey]: [number, number, number],
): Row {
  return {
    anonymous,
    stranger,
    deactivated,
    removed,
    guest,
    member,
    token: member,
    admin,
    owner,
    readKey,
    writeKey,
    adminKey,
  };
}

const WHO_AM_I = { readKey: 200, adminKey: 200 };
const W = "/workspaces/{workspace}";
const C = `${W}/conversations/{conversationId}`;
const L = `${W}/collections/{collectionId}`;
const M = `${W}/messages/{messageId}`;
const R = `${W}/runs/{runId}`;
const D = `${W}/documents/{documentId}`;
const U = `${W}/uploads/{uploadId}`;
const A = `${W}/audio_recordings/{recordingId}`;

/**
 * Who may do what. In the request that is sent Ana (owner) is the admin of a public channel with Ben (admin), Mia (member) and Eve (guest);
 * the message and the inbox item are hers, the session and the keys too; the member that is acted upon is Ben.
 */
export const ACCESS: Record<string, Row> = {
  // Without a valid credential or token these find nothing to do: what counts is that all are answered alike.
  "POST /auth/register": anybody(201),
  "POST /auth/session": anybody(401),
  "DELETE /auth/session": anybody(204),
  "POST /auth/token": anybody(401),
  "POST /auth/refresh": anybody(401),
  "POST /auth/revoke": anybody(204),
  "POST /auth/password/forgot": anybody(202),
  "POST /auth/password/reset": anybody(410),
  "POST /auth/magic_link": anybody(202),
  "POST /auth/magic_link/confirm": anybody(410),
  "POST /auth/email/confirm": anybody(410),
  "GET /invites/{token}": anybody(200),
  "GET /openapi.json": anybody(200),
  // Who holds the link reads what it gives, and its recording has no sound.
  "GET /shared_reports/{shareToken}": anybody(200),
  "GET /shared_reports/{shareToken}/sound": anybody(404),
  "POST /shared_reports/{shareToken}/openings": anybody(204),

  "POST /me/email_confirmation": account({ everybody: 202 }),
  "GET /me": account({ everybody: 200, ...WHO_AM_I }),
  "PATCH /me": account({ everybody: 200 }),
  // The last owner of a workspace cannot leave it without an owner.
  "DELETE /me": account({ everybody: 204, stranger: 409, owner: 409 }),
  "GET /me/sessions": account({ everybody: 200 }),
  "DELETE /me/sessions/{sessionId}": account({ everybody: 404, owner: 204 }),
  "DELETE /me/sessions": account({ everybody: 204 }),
  "GET /me/api_keys": account({ everybody: 200 }),
  // A key for a workspace that one is not in: the field is named, as for a slug that nobody has.
  "POST /me/api_keys": account({ everybody: 201, stranger: 422, deactivated: 422, removed: 422 }),
  "DELETE /me/api_keys/{keyId}": account({ everybody: 404, owner: 204 }),
  "GET /me/events": account({ everybody: 200 }),
  "GET /me/deleted_workspaces": account({ everybody: 200 }),
  "POST /me/deleted_workspaces/{workspaceId}/restore": account({ everybody: 404 }),
  "GET /workspaces": account({ everybody: 200, ...WHO_AM_I }),
  "POST /workspaces": account({ everybody: 201 }),
  // Whoever was deactivated waits for an admin; whoever was removed was invited anew since.
  "POST /invites/{token}/accept": account({ everybody: 200, deactivated: 403 }),

  // Nobody here runs the installation.
  "GET /ops/jobs": account({ everybody: 404 }),
  "POST /ops/workspaces/{workspaceId}/jobs/{jobId}/retry": account({ everybody: 404 }),
  "POST /ops/workspaces/{workspaceId}/jobs/{jobId}/cancel": account({ everybody: 404 }),

  [`GET ${W}`]: inside("read", 200, 200, 200, 200),
  [`PATCH ${W}`]: inside("admin", 403, 403, 200, 200),
  [`DELETE ${W}`]: inside("admin", 403, 403, 403, 204),
  [`PUT ${W}/owner`]: inside("admin", 403, 403, 403, 204),
  [`GET ${W}/members`]: inside("read", 200, 200, 200, 200),
  [`GET ${W}/members/{memberId}`]: inside("read", 200, 200, 200, 200),
  [`PATCH ${W}/members/{memberId}`]: inside("admin", 403, 403, 200, 200),
  [`DELETE ${W}/members/{memberId}`]: inside("admin", 403, 403, 204, 204),
  [`GET ${W}/invites`]: inside("admin", 403, 403, 200, 200),
  [`POST ${W}/invites mail`]: inside("admin", 403, 403, 201, 201),
  [`POST ${W}/invites link`]: inside("admin", 403, 403, 201, 201),
  [`DELETE ${W}/invites/{inviteId}`]: inside("admin", 403, 403, 204, 204),
  [`GET ${W}/audit`]: inside("admin", 403, 403, 200, 200),
  [`GET ${W}/audit/verification`]: inside("admin", 403, 403, 200, 200),
  [`POST ${W}/audit/exports`]: inside("admin", 403, 403, 200, 200),
  [`GET ${W}/jobs`]: inside("admin", 403, 403, 200, 200),
  [`POST ${W}/jobs/{jobId}/retry`]: inside("admin", 403, 403, 202, 202),
  // It has failed: there is nothing to cancel.
  [`POST ${W}/jobs/{jobId}/cancel`]: inside("admin", 403, 403, 409, 409),
  [`GET ${W}/usage`]: inside("read", 200, 200, 200, 200),
  [`GET ${W}/assistants`]: inside("read", 200, 200, 200, 200),
  [`GET ${W}/models`]: inside("read", 200, 200, 200, 200),
  [`POST ${W}/models`]: inside("admin", 403, 403, 201, 201),
  [`PATCH ${W}/models/{modelId}`]: inside("admin", 403, 403, 200, 200),
  [`DELETE ${W}/models/{modelId}`]: inside("admin", 403, 403, 204, 204),
  [`POST ${W}/models/{modelId}/test`]: inside("admin", 403, 403, 200, 200),
  [`PUT ${W}/model_keys/{provider}`]: inside("admin", 403, 403, 200, 200),
  [`DELETE ${W}/model_keys/{provider}`]: inside("admin", 403, 403, 204, 204),
  [`GET ${W}/retrieval`]: inside("admin", 403, 403, 200, 200),
  [`GET ${W}/retrieval/questions`]: inside("admin", 403, 403, 200, 200),
  [`POST ${W}/retrieval/questions`]: inside("admin", 403, 403, 201, 201),
  [`DELETE ${W}/retrieval/questions/{pinId}`]: inside("admin", 403, 403, 204, 204),
  [`POST ${W}/retrieval/scores`]: inside("admin", 403, 403, 200, 200),
  [`GET ${W}/retrieval/feedback`]: inside("admin", 403, 403, 200, 200),
  [`POST ${W}/ask`]: inside("write", 200, 200, 200, 200),
  [`GET ${W}/search`]: inside("read", 200, 200, 200, 200),
  [`GET ${W}/inbox`]: inside("read", 200, 200, 200, 200),
  [`GET ${W}/inbox/count`]: inside("read", 200, 200, 200, 200),
  // An item of somebody else's inbox is not there.
  [`PUT ${W}/inbox/{itemId}`]: inside("write", 404, 404, 404, 204),

  [`GET ${W}/conversations`]: inside("read", 200, 200, 200, 200),
  [`POST ${W}/conversations channel`]: inside("write", 403, 201, 201, 201),
  // To Cleo, whom a guest has never met.
  [`POST ${W}/conversations direct`]: inside("write", 422, 201, 201, 201),
  [`POST ${W}/conversations chat`]: inside("write", 201, 201, 201, 201),
  [`GET ${C}`]: inside("read", 200, 200, 200, 200),
  [`PATCH ${C}`]: inside("write", 403, 403, 200, 200),
  [`DELETE ${C}`]: inside("write", 403, 403, 204, 204),
  [`POST ${C}/restore`]: inside("write", 404, 404, 404, 404),
  [`POST ${C}/join`]: inside("write", 200, 200, 200, 200),
  // A channel never has zero admins.
  [`POST ${C}/leave`]: inside("write", 204, 204, 204, 409),
  [`POST ${C}/archive`]: inside("write", 403, 403, 200, 200),
  [`GET ${C}/participants`]: inside("read", 200, 200, 200, 200),
  [`POST ${C}/participants`]: inside("write", 403, 201, 201, 201),
  [`PATCH ${C}/participants/{memberId}`]: inside("write", 403, 403, 200, 200),
  [`DELETE ${C}/participants/{memberId}`]: inside("write", 403, 403, 204, 204),
  [`GET ${C}/events`]: inside("read", 200, 200, 200, 200),
  [`PUT ${C}/read`]: inside("write", 200, 200, 200, 200),
  [`PUT ${C}/receipts`]: inside("write", 200, 200, 200, 200),
  [`PUT ${C}/typing`]: inside("write", 204, 204, 204, 204),
  [`GET ${C}/messages`]: inside("read", 200, 200, 200, 200),
  [`POST ${C}/messages`]: inside("write", 201, 201, 201, 201),
  [`GET ${W}/messages`]: inside("read", 200, 200, 200, 200),
  [`GET ${M}`]: inside("read", 200, 200, 200, 200),
  [`PATCH ${M}`]: inside("write", 403, 403, 403, 200),
  [`DELETE ${M}`]: inside("write", 403, 403, 204, 204),
  [`POST ${M}/restore`]: inside("write", 404, 404, 404, 404),
  [`GET ${M}/history`]: inside("read", 200, 200, 200, 200),
  [`GET ${M}/replies`]: inside("read", 200, 200, 200, 200),
  [`PUT ${M}/reactions/{emoji}`]: inside("write", 200, 200, 200, 200),
  [`DELETE ${M}/reactions/{emoji}`]: inside("write", 200, 200, 200, 200),
  [`PUT ${M}/citations/{number}/feedback`]: inside("write", 204, 204, 204, 204),
  [`DELETE ${M}/citations/{number}/feedback`]: inside("write", 204, 204, 204, 204),
  [`POST ${C}/runs`]: inside("write", 200, 200, 200, 200),
  [`GET ${R}`]: inside("read", 200, 200, 200, 200),
  [`GET ${R}/stream`]: inside("read", 200, 200, 200, 200),
  [`POST ${R}/stop`]: inside("write", 200, 200, 200, 200),
  // It is whole: there is nothing to go on with.
  [`POST ${R}/continue`]: inside("write", 409, 409, 409, 409),

  // The first workspace is marked as the demo; in the second one these do not exist.
  [`POST ${W}/demo/companions`]: inside("admin", 403, 403, 201, 201),
  [`POST ${W}/demo/plays`]: inside("admin", 403, 403, 202, 202),
  [`POST ${W}/demo/resets`]: inside("admin", 403, 403, 202, 202),
  // The upload is Ana's, and nobody else's business.
  [`POST ${W}/uploads`]: inside("write", 201, 201, 201, 201),
  [`GET ${U}`]: inside("read", 404, 404, 404, 200),
  [`PUT ${U}/parts/{number}`]: inside("write", 404, 404, 404, 204),
  [`POST ${U}/complete`]: inside("write", 404, 404, 404, 200),
  [`DELETE ${U}`]: inside("write", 404, 404, 404, 204),
  // Guests see nothing of what is meant for the workspace.
  [`GET ${W}/files/{fileId}`]: inside("read", 404, 200, 200, 200),
  [`GET ${W}/documents`]: inside("read", 200, 200, 200, 200),
  // The same bytes for the same readers are there already.
  [`POST ${W}/documents`]: inside("write", 403, 200, 200, 200),
  [`GET ${D}`]: inside("read", 404, 200, 200, 200),
  [`PATCH ${D}`]: inside("write", 404, 403, 200, 200),
  [`DELETE ${D}`]: inside("write", 404, 403, 204, 204),
  [`GET ${D}/passages`]: inside("read", 404, 200, 200, 200),
  [`GET ${D}/text`]: inside("read", 404, 200, 200, 200),
  [`GET ${D}/versions`]: inside("read", 404, 200, 200, 200),
  [`POST ${D}/versions`]: inside("write", 404, 403, 202, 202),
  // It was read, and it was not deleted.
  [`POST ${D}/retry`]: inside("write", 404, 403, 409, 409),
  [`POST ${D}/cancel`]: inside("write", 404, 403, 409, 409),
  [`POST ${D}/restore`]: inside("write", 404, 404, 404, 404),
  [`GET ${W}/index`]: inside("admin", 403, 403, 200, 200),
  // Ana's recording has its transcript and its report; nothing of it failed, and it is no capture.
  [`GET ${W}/audio_recordings`]: inside("read", 200, 200, 200, 200),
  [`POST ${W}/audio_recordings`]: inside("write", 403, 202, 202, 202),
  [`GET ${A}`]: inside("read", 404, 200, 200, 200),
  [`PATCH ${A}`]: inside("write", 404, 403, 200, 200),
  [`DELETE ${A}`]: inside("write", 404, 403, 204, 204),
  [`POST ${A}/restore`]: inside("write", 404, 404, 404, 404),
  // The world's recording is no capture.
  [`PUT ${A}/captions/{captionId}`]: inside("write", 404, 403, 403, 409),
  [`PUT ${A}/slices/{n}`]: inside("write", 404, 403, 403, 409),
  [`POST ${A}/complete`]: inside("write", 404, 403, 403, 202),
  [`POST ${A}/retry`]: inside("write", 404, 403, 409, 409),
  [`GET ${A}/events`]: inside("read", 404, 200, 200, 200),
  [`GET ${A}/notes`]: inside("read", 404, 200, 200, 200),
  [`POST ${A}/notes`]: inside("write", 404, 201, 201, 201),
  [`DELETE ${A}/notes/{noteId}`]: inside("write", 404, 403, 403, 204),
  [`GET ${A}/transcript`]: inside("read", 404, 200, 200, 200),
  [`PUT ${A}/transcript`]: inside("write", 404, 403, 200, 200),
  [`PATCH ${A}/transcript/segments/{segmentId}`]: inside("write", 404, 200, 200, 200),
  [`POST ${A}/transcript/segments/{segmentId}/split`]: inside("write", 404, 200, 200, 200),
  [`POST ${A}/transcript/segments/{segmentId}/join`]: inside("write", 404, 200, 200, 200),
  [`POST ${A}/speakers`]: inside("write", 404, 200, 200, 200),
  [`PATCH ${A}/speakers/{speakerId}`]: inside("write", 404, 200, 200, 200),
  [`GET ${A}/report`]: inside("read", 404, 200, 200, 200),
  [`POST ${A}/report`]: inside("write", 404, 201, 201, 201),
  [`POST ${A}/report/writings/{writingId}/stop`]: inside("write", 404, 200, 200, 200),
  [`GET ${A}/report/versions`]: inside("read", 404, 200, 200, 200),
  [`PATCH ${A}/report/lines/{lineId}`]: inside("write", 404, 200, 200, 200),
  [`DELETE ${A}/report/lines/{lineId}`]: inside("write", 404, 204, 204, 204),
  // A link goes out of the workspace: only who manages the recording makes one.
  [`GET ${A}/share_links`]: inside("read", 404, 403, 200, 200),
  [`POST ${A}/share_links`]: inside("write", 404, 403, 201, 201),
  [`DELETE ${A}/share_links/{shareLinkId}`]: inside("write", 404, 403, 204, 204),
  // The general channel has a guest, who may not hear it.
  [`GET ${A}/hearing`]: inside("read", 404, 200, 200, 200),
  [`POST ${A}/posts`]: inside("write", 404, 409, 409, 409),
  [`GET ${A}/export`]: inside("read", 404, 200, 200, 200),
  [`GET ${A}/statistics`]: inside("read", 404, 200, 200, 200),
  [`GET ${W}/glossary`]: inside("read", 200, 200, 200, 200),
  [`POST ${W}/glossary`]: inside("write", 403, 201, 201, 201),
  [`DELETE ${W}/glossary/{termId}`]: inside("write", 403, 204, 204, 204),
  [`GET ${W}/report_templates`]: inside("read", 200, 200, 200, 200),
  [`POST ${W}/report_templates`]: inside("admin", 403, 403, 201, 201),
  // Guests bring no recordings: there is none for them.
  [`GET ${W}/report_templates/{templateId}`]: inside("read", 404, 200, 200, 200),
  [`PATCH ${W}/report_templates/{templateId}`]: inside("admin", 403, 403, 200, 200),
  [`DELETE ${W}/report_templates/{templateId}`]: inside("admin", 403, 403, 204, 204),
  // It was not deleted.
  [`POST ${W}/report_templates/{templateId}/restore`]: inside("admin", 403, 403, 404, 404),
  // Ana's task has a message of the channel for its source.
  [`GET ${W}/tasks`]: inside("read", 200, 200, 200, 200),
  [`GET ${W}/tasks/count`]: inside("read", 200, 200, 200, 200),
  [`POST ${W}/tasks`]: inside("write", 403, 201, 201, 201),
  [`GET ${W}/tasks/{taskId}`]: inside("read", 200, 200, 200, 200),
  [`PATCH ${W}/tasks/{taskId}`]: inside("write", 403, 200, 200, 200),
  [`DELETE ${W}/tasks/{taskId}`]: inside("write", 403, 403, 204, 204),
  [`POST ${W}/tasks/{taskId}/restore`]: inside("write", 404, 404, 404, 404),
  [`GET ${A}/suggestions`]: inside("read", 404, 200, 200, 200),
  [`PUT ${A}/suggestions/{lineId}/dismissal`]: inside("write", 404, 204, 204, 204),
  [`DELETE ${A}/suggestions/{lineId}/dismissal`]: inside("write", 404, 204, 204, 204),
  // The collection is Ana's and for everybody; for a guest nothing is in it.
  [`GET ${W}/collections`]: inside("read", 200, 200, 200, 200),
  [`POST ${W}/collections`]: inside("write", 403, 201, 201, 201),
  [`GET ${L}`]: inside("read", 404, 200, 200, 200),
  [`PATCH ${L}`]: inside("write", 404, 403, 200, 200),
  [`DELETE ${L}`]: inside("write", 404, 403, 204, 204),
  [`POST ${L}/restore`]: inside("write", 404, 404, 404, 404),
  [`GET ${L}/sources`]: inside("read", 404, 200, 200, 200),
  [`POST ${L}/sources`]: inside("write", 404, 200, 200, 200),
  [`DELETE ${L}/sources/{sourceId}`]: inside("write", 404, 204, 204, 204),
  [`GET ${W}/folders`]: inside("read", 200, 200, 200, 200),
  [`POST ${W}/folders`]: inside("write", 403, 201, 201, 201),
  [`PATCH ${W}/folders/{folderId}`]: inside("write", 403, 403, 200, 200),
  [`DELETE ${W}/folders/{folderId}`]: inside("write", 403, 403, 204, 204),
};
