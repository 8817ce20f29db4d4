import { newId } from "@/lib/core/ids";
import { compatibleModels, EMBEDDER_REGISTRY, MODEL_REGISTRY } from "./rules";

type Statement = (sql: string, values: unknown[]) => Promise<unknown>;

/**
 * Writes the known models into the registry, and those of the operator's own server, as the database's owner: what is there already stays
 * as the operator left it. Emits: none.
 * Exempt from audit: it belongs to the installation, and runs with the migrations.
 */
export async function syncRegistry(run: Statement, compatibleNames: string[]): Promise<void> {
  const models = [...MODEL_REGISTRY, ...EMBEDDER_REGISTRY, ...compatibleModels(compatibleNames)];
  const rows = models.map((model) => ({ id: newId(), ...model }));
  await run(
    `insert into "Model" (id, provider, kind, name, "displayName", "contextWindow", "maxOutput", pricing, capabilities, position)
     select id, provider, kind, name, "displayName", "contextWindow", "maxOutput", pricing, capabilities, position
     from jsonb_to_recordset($1::jsonb) as m (id uuid, provider text, kind text, name text, "displayName" text, "contextWindow" int,
       "maxOutput" int, pricing jsonb, capabilities jsonb, position int)
     on conflict (provider, name) do nothing`,
    [JSON.stringify(rows)],
  );
}
