import { z } from 'zod'
import type { JsonObject, JsonValue } from './json-value'

export * from './json-value'

/** Any JSON value, kept as it came. */
export const jsonValueSchema: z.ZodType<JsonValue> = z.json()
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonValueSchema)

/**
 * An object whose members are not looked at, for what was parsed from JSON and is too large to walk, such
 * as a whole project. The cast says so: that they are JSON values is known and not checked.
 */
export const unwalkedObjectSchema = z.looseObject({}) as unknown as z.ZodType<JsonObject>
