import { StartChat } from "@/components/conversations/start-chat";

export default function ChatsPage() {
  return <StartChat />;
}
