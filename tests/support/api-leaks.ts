import { newId } from "@/lib/core/ids";
import { faultsOf } from "./api-answers";
import { addressOf, type Example, examplesOf, idFor, sendExample } from "./api-requests";
import { put, type Slot, slotsOf } from "./api-slots";
import { type ActorName, CANARY, type Ids, PRIVATE_CANARY, type World } from "./api-world";
import { type Fingerprint, fingerprintOf } from "./fingerprint";
import type { Answer } from "./http";

export type Hunt = {
  actor: ActorName;
  /** Whose ids are put where acme's own belong: another workspace's, or what is private in acme. */
  of: "globex" | "secret";
  /** Every id in every place, or only those of the kind that belongs there. */
  thorough?: boolean;
  /** Only routes that match. */
  routes?: RegExp;
};

export type Found = { leaks: string[]; requests: number };

/**
 * Puts the ids of others into every place of every request that takes an id. Each must be answered as an id that nobody has, say nothing
 * of theirs, and change no row.
 */
export async function huntLeaks(world: World, hunt: Hunt): Promise<Found> {
  const found: Found = { leaks: [], requests: 0 };
  await world.rows.rewind();
  const before = await fingerprints(world);
  for (const example of examplesOf(world, world.acme, "acme")) {
    if (hunt.routes && !hunt.routes.test(example.route)) continue;
    for (const slot of slotsOf(example).filter(({ kind, name }) => kind === "id" || isIdInText(name)))
      await probe(world, hunt, { example, slot, before }, found);
  }
  return found;
}

/** Fields of text that may carry an id: pages go on after one, and a model may be named by its own. */
function isIdInText(name: string): boolean {
  return name === "cursor" || name === "model";
}

type Prints = { acme: Fingerprint; globex: Fingerprint };
type Place = { example: Example; slot: Slot; before: Prints };

async function probe(
  world: World,
  hunt: Hunt,
  { example, slot, before }: Place,
  found: Found,
): Promise<void> {
  const client = world.clients[hunt.actor]();
  const where = `${hunt.actor} ${example.route} ${slot.where}.${slot.path.join(".")}`;
  const send = async (id: string) => {
    found.requests++;
    const answer = await sendExample(client, put(example, slot, id));
    for (const fault of faultsOf(answer)) found.leaks.push(`${where}: ${fault}`);
    if (answer.status < 400 && example.spec.method !== "GET") {
      if (example.spec.answers === "stream") await world.cast.recorded.settled(); // the work goes on after its answer
      await world.rows.rewind();
    }
    return answer;
  };

  const nobodys = newId();
  const expected = blank(await send(nobodys), nobodys);
  for (const [kind, id] of idsToTry(world, hunt, slot)) {
    const answer = await send(id);
    const said = `${kind} of ${hunt.of}`;
    found.leaks.push(...tellsOf(world, hunt, answer, id).map((tell) => `${where}: ${said}: ${tell}`));
    // A page after somebody else's id begins elsewhere than after a random one. What it may hold is looked at above.
    if (slot.name !== "cursor" && blank(answer, id) !== expected)
      found.leaks.push(
        `${where}: ${said} is told apart: ${blank(answer, id).slice(0, 300)} / ${expected.slice(0, 300)}`,
      );
  }
  const after = await fingerprints(world);
  for (const workspace of ["acme", "globex"] as const)
    for (const [table, hash] of Object.entries(after[workspace]))
      if (hash !== before[workspace][table])
        found.leaks.push(`${where}: ${table} of ${workspace} was changed`);
}

async function fingerprints(world: World): Promise<Prints> {
  return {
    acme: await fingerprintOf(world.rows, world.acme.workspaceId),
    globex: await fingerprintOf(world.rows, world.globex.workspaceId),
  };
}

function idsToTry(world: World, hunt: Hunt, slot: Slot): [string, string][] {
  const all = Object.entries(idsOf(world, hunt));
  if (hunt.thorough || hunt.of === "secret" || isIdInText(slot.name)) return all;
  const own = idFor(world, world.acme, slot.name);
  const kinds = Object.entries(world.acme).flatMap(([kind, id]) => (id === own ? [kind] : []));
  const related = [...kinds, "privateConversationId", "privateMessageId", "chatId"];
  return all.filter(([kind]) => related.includes(kind));
}

function idsOf(world: World, { of }: Hunt): Partial<Ids> {
  return of === "globex" ? world.globex : world.secret;
}

/** What an answer says that it may not: a canary, or an id of theirs that was not even asked for. */
export function tellsOf(
  world: World,
  hunt: Pick<Hunt, "of">,
  answer: Answer,
  asked: string | null,
): string[] {
  const text = `${answer.text}\n${[...answer.headers].map((header) => header.join(": ")).join("\n")}`;
  const canary = hunt.of === "globex" ? CANARY : PRIVATE_CANARY;
  const theirs = Object.entries(idsOf(world, { actor: "owner", ...hunt })).filter(
    ([, id]) => id !== asked && text.includes(id),
  );
  return [
    ...(text.toLowerCase().includes(canary.toLowerCase()) ? [`the canary is in ${text.slice(0, 300)}`] : []),
    ...theirs.map(([kind]) => `${kind} is in the answer`),
  ];
}

/** An answer without what is another one each time: ids, times, and the id that was sent. */
function blank({ status, text, headers }: Answer, sent: string): string {
  const body = text
    .replaceAll(sent, "…")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "…")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "…")
    .replace(/"request_id":"[^"]*"/g, "");
  return `${status} ${headers.get("content-type")} ${body}`;
}

/** Every request of acme's routes in the other workspace's address, with its own ids: as if there were no such workspace. */
export async function knockOnDoors(world: World, actor: ActorName): Promise<Found> {
  const found: Found = { leaks: [], requests: 0 };
  const client = world.clients[actor]();
  const inWorkspaces = (slug: string) =>
    examplesOf(world, world.globex, slug).filter(({ params }) => params.workspace !== undefined);
  const nowhere = inWorkspaces("nowhere");
  for (const [index, example] of inWorkspaces("globex").entries()) {
    const twin = nowhere[index];
    if (!twin) throw new Error("The lists are the same but for the slug.");
    const [theirs, nobodys] = [await sendExample(client, example), await sendExample(client, twin)];
    found.requests += 2;
    if (blank(theirs, "globex") !== blank(nobodys, "nowhere"))
      found.leaks.push(
        `${actor} ${example.spec.method} ${addressOf(example)}: ${theirs.status} ${theirs.text.slice(0, 200)}`,
      );
    found.leaks.push(...tellsOf(world, { of: "globex" }, theirs, null));
  }
  return found;
}
