import { z } from 'zod'
import type { JsonObject } from '../../../../core/model/json'
import { keptEntry } from '../../../../core/fields/kept-document'
import { reduceDocument } from '../reduce-document'

// A snapshot is as large as its project, and was JSON when it was read: its inside is not walked.
const anyObject = z.looseObject({}) as unknown as z.ZodType<JsonObject>
const snapshotSchema = z.looseObject({ project: anyObject, organizations: z.array(anyObject) })

/**
 * Version 2: of the project document only what the app uses, and a hash of the rest. Version 1 held all
 * that the server had shown, an SMTP password among it.
 */
export function snapshotWithoutRest(data: unknown): unknown {
  const { project, organizations, ...others } = snapshotSchema.parse(data)
  return { ...others, ...reduceDocument(project), organizations: organizations.map(keptEntry) }
}
