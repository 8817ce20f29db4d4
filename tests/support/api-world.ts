import { createBreakers } from "@/lib/adapters/breaker";
import { createModelsOf } from "@/lib/adapters/models/models";
import { createCollection } from "@/lib/collections/commands";
import { newId } from "@/lib/core/ids";
import { hashToken, newToken } from "@/lib/core/tokens";
import { type Ctx, identity, read, transaction } from "@/lib/ctx";
import { createDocument } from "@/lib/documents/commands";
import { createFolder } from "@/lib/documents/folders/commands";
import { createUpload, putPart } from "@/lib/files/uploads/commands";
import { createInvite } from "@/lib/invites/commands";
import { editMessage } from "@/lib/messages/commands";
import { addReaction } from "@/lib/messages/reactions/commands";
import { addModel } from "@/lib/models/commands";
import { createRecording } from "@/lib/recordings/commands";
import { addTerm } from "@/lib/recordings/glossary/commands";
import { createNote } from "@/lib/recordings/notes/commands";
import { getReport } from "@/lib/recordings/reports/queries";
import { beginWriting, endWriting } from "@/lib/recordings/reports/writing/commands";
import { createShareLink } from "@/lib/recordings/sharing/commands";
import { createTemplate } from "@/lib/recordings/templates/commands";
import { builtIn, typedPlan } from "@/lib/recordings/templates/rules";
import { getTranscript } from "@/lib/recordings/transcripts/queries";
import { whatIsForgotten } from "@/lib/relay";
import { pinQuestion } from "@/lib/sources/pins/commands";
import { createTask } from "@/lib/tasks/commands";
import { API_KEY_PREFIX } from "@/lib/users/queries";
import { createTokens } from "@/lib/users/tokens/commands";
import { sessionCookieName } from "@/lib/web/cookies";
import { stageOf } from "./assistants";
import { addMember, type Cast, type CastMember, cast } from "./cast";
import type { TestDatabase } from "./database";
import { anonymous, type Client, openBrowser, serve, withBearer } from "./http";
import { keepFile, processAll } from "./library";
import { workOn } from "./recordings";
import { keepRows, type Rewindable } from "./rewind";

/** In every name and text of globex, and in every private text of acme: it must never come out where it does not belong. */
export const CANARY = "Zyxwombat";
export const PRIVATE_CANARY = "Qvxheron";

/** The ids of one workspace, or of what is private in it, by what they name. */
export type Ids = {
  conversationId: string;
  privateConversationId: string;
  chatId: string;
  memberId: string;
  otherMemberId: string;
  /** Somebody who is in none of the conversations. */
  aloneId: string;
  assistantId: string;
  messageId: string;
  replyId: string;
  privateMessageId: string;
  runId: string;
  /** Of a job that failed. */
  jobId: string;
  /** A model that only this workspace knows. */
  ownModelId: string;
  inviteId: string;
  itemId: string;
  /** A file of a document, the document, its folder, and an upload whose parts are all there. */
  fileId: string;
  documentId: string;
  /** A question that is pinned to it. */
  pinId: string;
  folderId: string;
  /** What the document is in, and the recording. */
  collectionId: string;
  uploadId: string;
  /** A recording with a transcript and a report: its first segment, whose speaker, and a note. */
  recordingId: string;
  segmentId: string;
  speakerId: string;
  noteId: string;
  /** An action item of its report, and a part of it that no model could write. */
  lineId: string;
  writingId: string;
  /** A link to it, open. */
  shareLinkId: string;
  termId: string;
  /** A template of reports, which the recording is written by, and its custom section. */
  templateId: string;
  sectionId: string;
  /** Made of the message. */
  taskId: string;
  keyId: string;
  sessionId: string;
  workspaceId: string;
};

export type World = {
  cast: Cast;
  acme: Ids;
  globex: Ids;
  /** Of acme, but only for Ana: a private channel, its message, and so on. */
  secret: Partial<Ids>;
  /** Tokens of API keys by what they may do, all of Ana's. */
  keys: { read: string; write: string; admin: string };
  /** A token of an open link of acme, and one of globex. */
  invites: { acme: string; globex: string };
  /** A token of an open link to the recording of acme, without its sound, and one of globex. */
  shares: { acme: string; globex: string };
  modelId: string;
  rows: Rewindable;
  drop(): Promise<void>;
  /** A client for each kind of actor, by name. */
  clients: Record<ActorName, () => Client>;
};

/** Everybody who may ask: people with a cookie, Mia again with an access token, and Ana's keys. */
export const ACTORS = [
  "anonymous",
  "stranger",
  "deactivated",
  "removed",
  "guest",
  "member",
  "token",
  "admin",
  "owner",
  "readKey",
  "writeKey",
  "adminKey",
] as const;
export type ActorName = (typeof ACTORS)[number];

/**
 * Two workspaces with something of every kind in them, made by the real commands. Globex and what is private in acme carry canaries.
 */
export async function buildWorld(): Promise<World> {
  const bare = await cast();
  const models = await createModelsOf({}, { breakers: createBreakers() });
  const all = { ...bare, ports: { ...bare.ports, models } };
  await liftLimits(all.db);
  await all.db.superuser(`update "Workspace" set "isDemo" = true where slug = 'acme'`);
  await all.db.superuser(`update "Workspace" set name = 'Globex ${CANARY}' where slug = 'globex'`);
  await all.db.superuser(
    `update "Member" set name = name || ' ${CANARY}', email = 'gus.${CANARY}@example.org' where "workspaceId" = $1 and kind = 'person'`,
    [all.globex.id],
  );
  const hank = await addMember(all.db, all.globex, { name: `Hank ${CANARY}`, role: "member", sales: "none" });
  const deactivated = await addMember(all.db, all.acme, { name: "Dora", role: "member", sales: "none" });
  const removed = await addMember(all.db, all.acme, { name: "Rex", role: "admin", sales: "none" });
  await all.db.superuser(
    `update "Member" set status = 'deactivated', "deactivatedAt" = now() where id = $1`,
    [deactivated.memberId],
  );
  await all.db.superuser(`update "Member" set status = 'removed', "deactivatedAt" = now() where id = $1`, [
    removed.memberId,
  ]);

  const { ana, ben, mia, eve, gus } = all;
  const iris = await addMember(all.db, all.globex, { name: `Iris ${CANARY}`, role: "member", sales: "none" });
  const here = { aloneId: all.cleo.memberId, assistantId: all.assistant.memberId };
  const there = { aloneId: iris.memberId, assistantId: all.globexAssistant.memberId };
  const acme = { ...(await fill(all, ana, [ben, mia, eve], "")), ...here };
  const globex = { ...(await fill(all, { ...gus, name: `Gus ${CANARY}` }, [hank], CANARY)), ...there };
  const secret = await fillSecret(all, ana);
  const keys = {
    read: await addKey(all, ana, ["read"]),
    write: await addKey(all, ana, ["write"]),
    admin: await addKey(all, ana, ["read", "write", "admin"]),
  };
  const invites = {
    acme: await addLink(all.ctxOf(ana)),
    globex: await addLink(all.ctxOf({ ...gus, name: `Gus ${CANARY}` })),
  };
  const shares = {
    acme: (await share(all.ctxOf(ana), acme.recordingId)).token,
    globex: (await share(all.ctxOf(gus), globex.recordingId)).token,
  };
  const [model] = await all.db.superuser<{ id: string }>(
    `select id from "Model" where provider = 'quotes' limit 1`,
  );
  const clients = await clientsOf(all, { deactivated, removed }, keys);
  await all.recorded.settled();
  await whatIsForgotten(); // rows that leave by themselves must not look like something that a request changed
  all.recorded.clear();
  const kept = await keepRows(all.db);
  const rewindBlobs = all.recorded.blob.keep();
  const rows: Rewindable = {
    ...kept,
    rewind: async () => {
      rewindBlobs();
      await kept.rewind();
    },
  };
  serve(all.ports);
  const drop = async () => {
    await rows.close();
    await all.db.drop();
  };
  return {
    cast: all,
    acme,
    globex,
    secret,
    keys,
    invites,
    shares,
    modelId: model?.id ?? "",
    clients,
    rows,
    drop,
  };
}

async function clientsOf(
  all: Cast,
  { deactivated, removed }: { deactivated: CastMember; removed: CastMember },
  keys: World["keys"],
): Promise<World["clients"]> {
  const signedIn = async (person: CastMember) => {
    const token = await addSession(all, person);
    return () => {
      const browser = openBrowser();
      browser.cookies.set(sessionCookieName(), token);
      return browser;
    };
  };
  const client = { ip: null, network: "10.9.9", userAgent: null };
  const ctx = { ...all.ports, userId: all.mia.userId, requestId: newId(), client, later: () => undefined };
  const { accessToken } = await identity(ctx, (tx) => createTokens(tx, all.mia.userId));
  return {
    anonymous,
    stranger: await signedIn(all.gus),
    deactivated: await signedIn(deactivated),
    removed: await signedIn(removed),
    guest: await signedIn(all.eve),
    member: await signedIn(all.mia),
    token: () => withBearer(accessToken),
    admin: await signedIn(all.ben),
    owner: await signedIn(all.ana),
    readKey: () => withBearer(keys.read),
    writeKey: () => withBearer(keys.write),
    adminKey: () => withBearer(keys.admin),
  };
}

/** A limit is a row that the operator can change: what asks thousands of times a minute changes it. */
async function liftLimits(db: TestDatabase): Promise<void> {
  await db.superuser(`update "RateLimit" set most = 1000000000`);
}

type Filled = Omit<Ids, "aloneId" | "assistantId">;

async function fill(all: Cast, owner: CastMember, others: CastMember[], word: string): Promise<Filled> {
  const stage = await stageOf(all);
  const [first] = others;
  if (!first) throw new Error("A workspace has at least two people here.");
  const ctx = all.ctxOf(owner);
  const [conversationId, privateConversationId] = [
    await stage.channel(owner, `general${word}`, "public", others),
    await stage.channel(owner, `board${word}`, "private", others),
  ];
  const messageId = await stage.say(
    owner,
    conversationId,
    `The bridge opens on Monday, ${word} says @${first.name}.`,
  );
  await editMessage(
    ctx,
    messageId,
    `The bridge opens on Tuesday, ${word} says @${first.name} and @${owner.name}.`,
  );
  const replyId = await stage.say(first, conversationId, `So be it ${word}, @${owner.name}`, messageId);
  const privateMessageId = await stage.say(owner, privateConversationId, `Only for us ${word}.`);
  await addReaction(ctx, { messageId, emoji: "👍" });
  await addQuote(all, owner, { messageId, conversationId, quotedId: replyId, word });
  const chatId = await stage.chat(owner, ...others);
  const runId = await stage.ask(owner, chatId, `When does the bridge open, ${word}?`);
  const own = await addTemplate(ctx, word);
  const { invite } = await createInvite(ctx, {
    kind: "mail",
    email: `new${word.toLowerCase()}@example.net`,
    role: "member",
    salesAccess: "none",
    expiresInDays: 7,
  });
  return {
    conversationId,
    privateConversationId,
    chatId,
    memberId: first.memberId,
    otherMemberId: owner.memberId,
    messageId,
    replyId,
    privateMessageId,
    runId,
    ownModelId: await addOwnModel(ctx, word),
    jobId: await addDeadLetter(all, owner, word),
    inviteId: invite.id,
    itemId: await mentionOf(all, owner),
    ...(await collect(ctx, word, {
      ...(await fillLibrary(ctx, word)),
      ...(await fillRecording(ctx, word, own.templateId)),
    })),
    ...own,
    termId: (await addTerm(ctx, { heard: `harber ${word}`, written: `Harbor ${word}` })).id,
    taskId: await addTask(ctx, messageId, word),
    keyId: await idOf(all, "ApiKey", await addKey(all, owner, ["read"], `key ${word}`)),
    sessionId: await idOf(all, "Session", await addSession(all, owner)),
    workspaceId: owner.workspaceId,
  };
}

/** The first quote of a message: of another one in the same conversation, as an answer would have it. */
async function addQuote(
  all: Cast,
  { workspaceId }: CastMember,
  of: { messageId: string; conversationId: string; quotedId: string; word: string },
): Promise<void> {
  const { messageId, conversationId, quotedId, word } = of;
  const anchor = { kind: "message", conversationId, messageId: quotedId, seq: 1 };
  await all.db.superuser(
    `insert into "Citation" ("workspaceId", id, "messageId", n, "sourceType", "sourceId", version, anchor, title, quote)
     values ($1, $2, $3, 1, 'conversation', $4, 1, $5, $6, $7)`,
    [workspaceId, newId(), messageId, conversationId, anchor, `#general${word}`, `So be it ${word}`],
  );
}

/** What no other member of acme may see: Ana's own channel with Cleo outside it. */
async function fillSecret(all: Cast, ana: CastMember): Promise<Partial<Ids>> {
  const stage = await stageOf(all);
  const conversationId = await stage.channel(ana, `plans-${PRIVATE_CANARY}`, "private");
  const messageId = await stage.say(ana, conversationId, `The plan is ${PRIVATE_CANARY}.`);
  await editMessage(all.ctxOf(ana), messageId, `The plan was ${PRIVATE_CANARY}.`);
  const replyId = await stage.say(ana, conversationId, `And so on, ${PRIVATE_CANARY}.`, messageId);
  const chatId = await stage.chat(ana);
  const runId = await stage.ask(ana, chatId, `What is the plan with ${PRIVATE_CANARY}?`);
  return {
    conversationId,
    privateConversationId: conversationId,
    messageId,
    privateMessageId: messageId,
    replyId,
    chatId,
    runId,
    ...(await collect(all.ctxOf(ana), PRIVATE_CANARY, {
      ...(await fillOwnLibrary(all.ctxOf(ana))),
      ...(await fillRecording(all.ctxOf(ana), PRIVATE_CANARY, null)),
    })),
    taskId: await addTask(all.ctxOf(ana), messageId, PRIVATE_CANARY),
  };
}

async function addTask(ctx: Ctx, messageId: string, word: string): Promise<string> {
  return (await createTask(ctx, { title: `Open the bridge, ${word}`, source: { messageId } })).id;
}

async function addOwnModel(ctx: Ctx, word: string): Promise<string> {
  const model = { name: `harbor-${word}`, contextWindow: 8_000, maxOutput: 800, pricing: [] };
  return (await addModel(ctx, { provider: "compatible", ...model })).id;
}

async function addDeadLetter(all: Cast, person: CastMember, word: string): Promise<string> {
  const id = newId();
  const actor = { kind: "system", reason: `test ${word}` };
  const payload = { workspace_id: person.workspaceId, request_id: newId(), actor };
  await all.db.superuser(
    `insert into "JobRun" ("workspaceId", id, "runId", function, "eventId", "eventName", payload, status, error, "isOurs", "endedAt")
     values ($1, $2, $3, 'mail-invite', $4, 'mail.requested', $5, 'failed', $6, true, now())`,
    [person.workspaceId, id, newId(), newId(), payload, `No mail server answers ${word}.`],
  );
  return id;
}

/** The folder is left out: where things lie is for all members to see, and only what lies there has readers. */
async function fillOwnLibrary(ctx: Ctx) {
  const { folderId: _, ...own } = await fillLibrary(ctx, PRIVATE_CANARY, "private");
  return own;
}

/** A document that was read, in a folder of its own, and an upload of two bytes, as long as an empty JSON body. */
async function fillLibrary(ctx: Ctx, word: string, visibility: "workspace" | "private" = "workspace") {
  const file = await keepFile(ctx, `harbor ${word}.txt`, `The harbor opens on Sunday, ${word}.`);
  // Of something private not even the folder's name says what it is about.
  const folder = await createFolder(ctx, { name: `Plans ${visibility === "private" ? "" : word}` });
  const { document } = await createDocument(ctx, { fileId: file.id, folderId: folder.id, visibility });
  const work = { documentId: document.id, version: 1 };
  await processAll(ctx, work);
  const upload = await createUpload(ctx, { filename: `two ${word}.txt`, size: 2 });
  await putPart(ctx, upload.id, 1, new TextEncoder().encode("{}"));
  const pin = await pinQuestion(ctx, { question: `When does it open, ${word}?`, sourceId: document.id });
  const ids = { fileId: file.id, documentId: document.id, folderId: folder.id, uploadId: upload.id };
  return { ...ids, pinId: pin.id };
}

/** A template of reports: what somebody takes on, and a section in the workspace's own words. */
async function addTemplate(ctx: Ctx, word: string): Promise<Pick<Ids, "templateId" | "sectionId">> {
  const own = { kind: "custom" as const, title: `Days ${word}`, about: `When it opens, ${word}` };
  const { id, sections } = await createTemplate(ctx, {
    name: `Harbor ${word}`,
    sections: [{ kind: "action_items" }, own],
  });
  return { templateId: id, sectionId: sections[1]?.id ?? "" };
}

/** A recording that was transcribed elsewhere, worked on as the job does; private unless it is written by a template. */
async function fillRecording(ctx: Ctx, word: string, templateId: string | null) {
  const visibility = templateId === null ? "private" : "workspace";
  const names = ["Ana", "Ben"].map((name) => `${name} ${word}`.trim());
  const transcript = `${names[0]}: The harbor opens on Sunday, ${word}.\n${names[1]}: We have decided to go there on Monday.\n${names[1]}: I will bring the key by Friday.`;
  const { recordingId } = await createRecording(ctx, {
    transcript,
    title: `Harbor ${word}`,
    visibility,
    ...(templateId ? { templateId } : {}),
  });
  const note = await createNote(ctx, recordingId, { atMs: 1_000, text: `Ask for the key, ${word}.` });
  await workOn(ctx, recordingId);
  const { segments } = await read(ctx, (tx) => getTranscript(tx, recordingId));
  const [first] = segments;
  const { sections } = await read(ctx, (tx) => getReport(tx, recordingId));
  const [line] = sections.flatMap(({ kind, lines }) => (kind === "action_items" ? lines : []));
  if (!line) throw new Error("The premise: the report has an action item.");
  return {
    recordingId,
    lineId: line.id,
    writingId: await failToWrite(ctx, recordingId),
    shareLinkId: (await share(ctx, recordingId)).id,
    noteId: note.id,
    segmentId: first?.id ?? "",
    speakerId: first?.speakerId ?? "",
  };
}

/** As it stands after no model answered. */
function failToWrite(ctx: Ctx, recordingId: string): Promise<string> {
  return transaction(ctx, async (tx) => {
    const part = { section: "risks" as const, sectionId: null, lineId: null };
    const plan = [typedPlan("risks")];
    const begun = await beginWriting(tx, { recordingId, ...builtIn("meeting"), ...part, plan });
    const writingId = begun?.writingId ?? "";
    await endWriting(tx, writingId, "failed", "The model is not answering right now.");
    return writingId;
  });
}

async function share(ctx: Ctx, recordingId: string): Promise<{ id: string; token: string }> {
  const chosen = { sound: false, transcript: true, expiresInDays: 7 };
  const { link, url } = await createShareLink(ctx, recordingId, chosen);
  return { id: link.id, token: url.split("/").at(-1) ?? "" };
}

/** Puts both into a collection: of what is private, one for oneself. */
async function collect<T extends { documentId: string; recordingId: string }>(
  ctx: Ctx,
  word: string,
  ids: T,
): Promise<T & { collectionId: string }> {
  const { id: collectionId } = await createCollection(ctx, {
    name: `Harbor ${word}`,
    description: `About the harbor, ${word}`,
    visibility: word === PRIVATE_CANARY ? "private" : "workspace",
    documentIds: [ids.documentId],
    recordingIds: [ids.recordingId],
  });
  return { ...ids, collectionId };
}

async function mentionOf(all: Cast, person: CastMember): Promise<string> {
  const [row] = await all.db.superuser<{ id: string }>(
    `select id from "Mention" where "memberId" = $1 limit 1`,
    [person.memberId],
  );
  if (!row) throw new Error(`${person.name} was not mentioned.`);
  return row.id;
}

async function addKey(all: Cast, person: CastMember, scopes: string[], name = "key"): Promise<string> {
  const token = API_KEY_PREFIX + newToken();
  await all.db.superuser(
    `insert into "ApiKey" (id, "tokenHash", "userId", "workspaceId", name, hint, scopes) values ($1, $2, $3, $4, $5, 'hint', $6)`,
    [newId(), await hashToken(token), person.userId, person.workspaceId, name, scopes],
  );
  return token;
}

/** The row of a token. */
async function idOf(all: Cast, table: "ApiKey" | "Session", token: string): Promise<string> {
  const column = table === "ApiKey" ? "tokenHash" : "sessionToken";
  const [row] = await all.db.superuser<{ id: string }>(`select id from "${table}" where "${column}" = $1`, [
    await hashToken(token),
  ]);
  if (!row) throw new Error("This token was not stored.");
  return row.id;
}

async function addSession(all: Cast, person: CastMember): Promise<string> {
  const token = newToken();
  await all.db.superuser(
    `insert into "Session" (id, "sessionToken", "userId", expires) values ($1, $2, $3, now() + interval '1 day')`,
    [newId(), await hashToken(token), person.userId],
  );
  return token;
}

async function addLink(ctx: Ctx): Promise<string> {
  const { url } = await createInvite(ctx, {
    kind: "link",
    role: "member",
    salesAccess: "none",
    expiresInDays: 7,
    maxUses: null,
  });
  return url?.split("/").at(-1) ?? "";
}
