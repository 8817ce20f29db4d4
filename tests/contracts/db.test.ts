import { afterAll, beforeAll, describe } from "vitest";
import { createNeonDatabase } from "@/lib/adapters/db/neon";
import { createDatabase } from "@/lib/adapters/db/prisma";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { dbContract } from "../support/db-contract";
import { startWireNeon } from "../support/wire-neon";

describe("any PostgreSQL, over TCP", () => {
  let it: TestDatabase;
  beforeAll(async () => {
    it = await createTestDatabase();
  });
  afterAll(() => it.drop());

  dbContract({ make: createDatabase, home: () => it });
});

describe("Neon, through its SDK over a WebSocket", () => {
  let it: TestDatabase;
  let wire: Awaited<ReturnType<typeof startWireNeon>>;
  beforeAll(async () => {
    it = await createTestDatabase();
    wire = await startWireNeon();
  });
  afterAll(async () => {
    await it.drop();
    await wire.close();
  });

  dbContract({ make: createNeonDatabase, home: () => it });
});
