import type { Metadata } from "next";
import { KeysCard } from "@/components/models/keys-card";
import { ModelsCard } from "@/components/models/models-card";
import { loadModels } from "@/lib/models/loaders";
import { t } from "@/lib/text/catalogue";

export const metadata: Metadata = { title: t.model.title };

export default async function ModelsPage({ params }: PageProps<"/w/[workspace]/admin/models">) {
  const { workspace: slug } = await params;
  const { models, providers, spent, order } = await loadModels(slug);
  return (
    <>
      <ModelsCard slug={slug} models={models} spent={spent} order={order} />
      <KeysCard slug={slug} providers={providers} />
    </>
  );
}
