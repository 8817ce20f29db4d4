import { StartChat } from "@/components/conversations/start-chat";
import { findCollectionName } from "@/lib/collections/loaders";
import { findDocumentTitle } from "@/lib/documents/loaders";

/** `?about=`: the one document that the question is about. `?collection=`: the collection that it looks in. */
export default async function ChatsPage({ params, searchParams }: PageProps<"/w/[workspace]/chats">) {
  const { about, collection } = await searchParams;
  const { workspace } = await params;
  const document = await findDocumentTitle(workspace, about);
  if (document) {
    const { documentId, title } = document;
    return <StartChat key={documentId} about={{ title, scope: { documentId } }} />;
  }
  const found = await findCollectionName(workspace, collection);
  if (!found) return <StartChat key="all" about={null} />;
  const { collectionId, name } = found;
  return <StartChat key={collectionId} about={{ title: name, scope: { collectionId } }} />;
}
