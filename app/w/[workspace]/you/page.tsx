import { You } from "@/components/conversations/you";

export default function YouRoute() {
  return <You />;
}
