import { z } from 'zod'
import { isJsonObject, type JsonObject, type JsonValue } from './json'

/** Any JSON value, unchanged. */
export const jsonValueSchema: z.ZodType<JsonValue> = z.json()
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonValueSchema)

/**
 * An object whose members are not validated, for parsed JSON that is too large to walk, such as a whole
 * project. The cast states what parsing guarantees: the members are JSON values.
 */
export const unwalkedObjectSchema = z.custom<JsonObject>((value) => isJsonObject(value))
