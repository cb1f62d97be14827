import { z } from 'zod'
import { isJsonObject, type JsonObject, type JsonValue } from './json'

export const jsonValueSchema: z.ZodType<JsonValue> = z.json()
export const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), jsonValueSchema)

/** Skips validation of members, for parsed JSON too large to walk, such as a whole project. */
export const unwalkedObjectSchema = z.custom<JsonObject>((value) => isJsonObject(value))
