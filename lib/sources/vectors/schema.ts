import type { VectorSpace } from "@/lib/adapters/vectors/port";

/** A question as a point among the passages of a space. */
export type Meaning = { space: VectorSpace; vector: Float32Array };
