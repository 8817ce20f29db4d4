import { z } from "zod";
import { snake } from "@/lib/core/case";
import type { Example } from "./api-requests";

export type Shape = z.ZodObject;

/** One place of a request that a value can be put into. */
export type Slot = {
  where: "params" | "query" | "body";
  /** The names on the way, as they go over the wire. */
  path: (string | number)[];
  /** The field's own name in our code. */
  name: string;
  schema: z.ZodType;
  kind: "id" | "text" | "number" | "boolean" | "enum" | "array" | "object";
};

/** A body's objects: one, or one for each option of a union. */
export function shapesOf(body: z.ZodType): Shape[] {
  const schema = innermost(body);
  if (schema instanceof z.ZodObject) return [schema];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => shapesOf(option as z.ZodType));
  throw new Error(`A body is an object: ${schema.type}.`);
}

/** Every place of an example's request: what it has, and what it could have. */
export function slotsOf(example: Example): Slot[] {
  const { spec, shape } = example;
  const params = Object.keys(example.params).map((name) => paramSlot(name, spec.params.shape[name]));
  const body = ["POST", "PUT", "PATCH"].includes(spec.method) ? fieldsOf(shape, "body", []) : [];
  return [...params, ...fieldsOf(spec.query, "query", []), ...body];
}

function paramSlot(name: string, schema: z.core.$ZodType | undefined): Slot {
  const known = (schema ?? z.string()) as z.ZodType; // zod types the parts of a schema by its core
  return { where: "params", path: [name], name, schema: known, kind: kindOf(innermost(known)) };
}

function fieldsOf(shape: Shape, where: Slot["where"], path: (string | number)[]): Slot[] {
  return Object.entries(shape.shape).flatMap(([name, field]) =>
    slotsUnder(field as z.ZodType, where, [...path, snake(name)], name),
  );
}

function slotsUnder(field: z.ZodType, where: Slot["where"], path: (string | number)[], name: string): Slot[] {
  const schema = innermost(field);
  const own: Slot = { where, path, name, schema: field, kind: kindOf(schema) };
  if (schema instanceof z.ZodArray)
    return [own, ...slotsUnder(schema.element as z.ZodType, where, [...path, 0], name)];
  if (schema instanceof z.ZodObject) return [own, ...fieldsOf(schema, where, path)];
  return [own];
}

function kindOf(schema: z.ZodType): Slot["kind"] {
  if (schema instanceof z.ZodUUID) return "id";
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return "enum";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (schema instanceof z.ZodNumber) return "number";
  if (schema instanceof z.ZodArray) return "array";
  if (schema instanceof z.ZodObject) return "object";
  return "text";
}

/** What is inside of optional, nullable, default and transformed. */
export function innermost(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  )
    return innermost(schema.def.innerType as z.ZodType);
  if (schema instanceof z.ZodPipe) return innermost(schema.def.in as z.ZodType);
  return schema;
}

/** The example with a value put into one place. An array that is not there yet is made; of one of objects the first keeps its other fields. */
export function put(example: Example, slot: Pick<Slot, "where" | "path">, value: unknown): Example {
  return { ...example, [slot.where]: set(example[slot.where], slot.path, value) };
}

function set(target: unknown, [key, ...rest]: (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof key === "number") return [set(Array.isArray(target) ? target[0] : undefined, rest, value)];
  const object = typeof target === "object" && target !== null ? target : {};
  return { ...object, [key]: set(Reflect.get(object, key), rest, value) };
}
