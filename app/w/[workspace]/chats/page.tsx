import type { ChosenScope } from "@/components/conversations/scopes";
import { StartChat } from "@/components/conversations/start-chat";
import { findCollectionName } from "@/lib/collections/loaders";
import { findDocumentTitle } from "@/lib/documents/loaders";
import { findRecordingTitle } from "@/lib/recordings/loaders";

/** What the question is about, or looks in, by id: `?about=` a document, `?recording=`, `?collection=`. */
export default async function ChatsPage({ params, searchParams }: PageProps<"/w/[workspace]/chats">) {
  const { workspace } = await params;
  const about = await findScope(workspace, await searchParams);
  return <StartChat key={JSON.stringify(about?.scope ?? "all")} about={about} />;
}

type Asked = Record<string, string | string[] | undefined>;

async function findScope(workspace: string, asked: Asked): Promise<ChosenScope | null> {
  const document = await findDocumentTitle(workspace, asked.about);
  if (document) return { title: document.title, scope: { documentId: document.documentId } };
  const recording = await findRecordingTitle(workspace, asked.recording);
  if (recording) return { title: recording.title, scope: { recordingId: recording.recordingId } };
  const collection = await findCollectionName(workspace, asked.collection);
  return collection && { title: collection.name, scope: { collectionId: collection.collectionId } };
}
