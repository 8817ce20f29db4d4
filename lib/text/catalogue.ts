import { en } from "./en";

/** All text of the interface inside of a workspace. Nothing that a person reads is written in a component. */
export const t: typeof en = en;
