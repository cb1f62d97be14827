import { createHash } from 'node:crypto'
import { canonicalJson, cutMembers, splitDocument } from '../../../core/fields/kept-document'
import { connectionsOf } from '../../../core/model/connection'
import { textMember, type JsonObject } from '../../../core/model/json'
import { documentOrganizations, type Snapshot } from '../../../core/model/snapshot'

/** The part of a document to store, plus a SHA-256 of the rest. */
export function reduceDocument(
  document: JsonObject,
): Pick<Snapshot, 'project' | 'restHash' | 'cut'> {
  const { kept, rest } = splitDocument(document)
  const cut = cutOf(document)
  return {
    project: kept,
    restHash: createHash('sha256').update(canonicalJson(rest)).digest('hex'),
    ...(Object.keys(cut).length > 0 ? { cut } : {}),
  }
}

/** Incomplete members by entity. */
function cutOf(project: JsonObject): Record<string, string[]> {
  const cut: [key: string, names: string[]][] = []
  for (const { key, entry } of connectionsOf({ project })) {
    const names = cutMembers(entry)
    if (names.length > 0) cut.push([key, names])
  }
  for (const entry of documentOrganizations({ project })) {
    const names = cutMembers(entry)
    if (names.length > 0) cut.push([`organization ${textMember(entry, 'id') ?? ''}`, names])
  }
  return Object.fromEntries(cut)
}
