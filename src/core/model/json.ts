import { z } from 'zod'
import type { JsonObject, JsonValue } from './json-value'

export * from './json-value'

/** Any JSON value, kept as it came. */
export const jsonValueSchema: z.ZodType<JsonValue> = z.json()
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonValueSchema)
