import { createHash } from 'node:crypto'
import type { JsonObject } from '../../../core/model/json'
import { canonicalJson, splitDocument } from '../../../core/fields/kept-document'
import type { Snapshot } from '../../../core/model/snapshot'

/**
 * The part of a project document that may be stored and sent to the window, with a SHA-256 of the rest:
 * documents with equal hashes differ only in the first part.
 */
export function reduceDocument(document: JsonObject): Pick<Snapshot, 'project' | 'restHash'> {
  const { kept, rest } = splitDocument(document)
  return { project: kept, restHash: createHash('sha256').update(canonicalJson(rest)).digest('hex') }
}
