import { z } from 'zod'
import { unwalkedObjectSchema } from '../../../../core/model/json-schema'
import { keptEntry } from '../../../../core/fields/kept-document'
import { reduceDocument } from '../reduce-document'

const snapshotSchema = z.looseObject({
  project: unwalkedObjectSchema,
  organizations: z.array(unwalkedObjectSchema),
})

/**
 * Version 2: only the part of the project document that the app uses, and a hash of the rest. Version 1
 * contained everything the server had shown, including an SMTP password.
 */
export function snapshotWithoutRest(data: unknown): unknown {
  const { project, organizations, ...others } = snapshotSchema.parse(data)
  return { ...others, ...reduceDocument(project), organizations: organizations.map(keptEntry) }
}
