import { expect, test } from "vitest";
import { CollectionDto } from "@/lib/collections/schema";
import { toSnake } from "@/lib/core/case";
import { newId } from "@/lib/core/ids";
import { inPage } from "@/tests/support/page";
import { CollectionsStore } from "./collections-store";

function collection(name: string): CollectionDto {
  const at = new Date(0).toISOString();
  return {
    ...{ id: newId(), name, description: "", visibility: "workspace", documents: 0, recordings: 0 },
    ...{ createdBy: null, createdAt: at, updatedAt: at },
  };
}

test("what is made while the others are asked for neither goes with the answer nor keeps it out", async () => {
  const store = new CollectionsStore("acme");
  const [theirs, ours] = [collection("Theirs"), collection("Ours")];
  const answers = [[theirs], [theirs, ours]];
  let asked = 0;
  let answer = () => {};
  const transport = () =>
    new Promise<Response>((settle) => {
      asked++;
      answer = () => {
        const items = (answers.shift() ?? []).map((one) => toSnake(CollectionDto, one));
        settle(Response.json({ items, next_cursor: null }));
      };
    });
  const refreshed = inPage(transport, () => store.refresh());
  store.put(ours);
  answer();
  await expect.poll(() => asked).toBe(2);
  answer();
  await refreshed;
  expect(Object.values(store.state.getState().collections).map(({ name }) => name)).toEqual([
    "Theirs",
    "Ours",
  ]);
});
