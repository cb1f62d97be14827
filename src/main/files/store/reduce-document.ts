import { createHash } from 'node:crypto'
import type { JsonObject } from '../../../core/model/json'
import { canonicalJson, splitDocument } from '../../../core/fields/kept-document'
import type { Snapshot } from '../../../core/model/snapshot'

/**
 * What may be stored of a project document and sent to the window, with a SHA-256 of all else: two
 * documents with the same one differ in nothing that is not shown.
 */
export function reduceDocument(document: JsonObject): Pick<Snapshot, 'project' | 'restHash'> {
  const { kept, rest } = splitDocument(document)
  return { project: kept, restHash: createHash('sha256').update(canonicalJson(rest)).digest('hex') }
}
