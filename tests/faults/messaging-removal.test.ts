import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, openWriter } from "../support/page";
import { openChannel, type Person, signIn } from "../support/person";
import { type Product, startProduct, until } from "../support/product";
import { seededHome } from "../support/seeded-home";

let product: Product;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  product = await startProduct({ home: await seededHome() });
  ana = await signIn(product.url, "ana");
  ben = await signIn(product.url, "ben");
}, 240_000);

afterAll(() => product?.discard());

test("somebody removed from a private channel is cut off within five seconds, and hears nothing later", async () => {
  const channel = await openChannel(ana, { name: "removal", people: ["ben"] });
  const heard: string[] = [];
  const states: string[] = [];
  const page = await openPage(ben, channel, {
    socketPort: Number(new URL(product.url).port),
    onEvent: (name) => heard.push(name),
  });
  page.realtime.onStateChange(() => states.push(page.realtime.state()));
  await page.subscribed();
  const writer = openWriter(ana.fetch, channel);
  writer.write("All of you hear this");
  await until("it is heard", () => heard.includes("message.created"));

  states.length = 0;
  const me = await ben.call<{ items: { member_id: string; name: string }[] }>(
    "GET",
    `/workspaces/acme/conversations/${channel}/participants`,
  );
  const memberId = me.items.find((one) => one.name === "Ben")?.member_id;
  const removedAt = performance.now();
  await ana.call("DELETE", `/workspaces/acme/conversations/${channel}/participants/${memberId}`);
  await until("the socket was cut", () => states.includes("connecting"));
  expect(performance.now() - removedAt).toBeLessThan(5_000);

  await until("the page is back, for what may still be heard", () => page.realtime.state() === "live");
  heard.length = 0;
  const known = page.store.timeline.messages.length;
  writer.write("This is not for everybody any more");
  await until("it is stored", () => writer.acknowledged.length === 2);
  await until(
    "its event has left",
    async () => (await product.sql(`select 1 from "Outbox" where name = 'message.created'`)).length === 0,
  );
  await expect(ben.call("GET", `/workspaces/acme/conversations/${channel}/messages`)).rejects.toThrow("404");
  expect(heard).toEqual([]);
  expect(page.store.timeline.messages).toHaveLength(known);
  page.close();
}, 60_000);
