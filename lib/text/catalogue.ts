import { en } from "./en";

/** Every language says the same things: a second one is an object of this type in `catalogues`. */
type Catalogue = typeof en;

export const catalogues = { en } satisfies Record<string, Catalogue>;

/** All text of the interface. Nothing that a person reads is written in a component. */
export const t: Catalogue = catalogues.en;
