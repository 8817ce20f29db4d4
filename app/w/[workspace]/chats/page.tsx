import { StartChat } from "@/components/conversations/start-chat";
import { findDocumentTitle } from "@/lib/documents/loaders";

/** `?about=`: the one document that the question is about. */
export default async function ChatsPage({ params, searchParams }: PageProps<"/w/[workspace]/chats">) {
  const { about } = await searchParams;
  const document = await findDocumentTitle((await params).workspace, about);
  return <StartChat key={document?.documentId ?? "all"} about={document} />;
}
