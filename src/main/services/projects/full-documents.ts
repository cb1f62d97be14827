import { secretFields } from '../../../core/fields/fields'
import { connectionsOf } from '../../../core/model/connection'
import type { JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { reduceDocument } from '../../files/store/reduce-document'

/** Full answers by reduced document: in memory, as long as that document is referenced. */
const answers = new WeakMap<JsonObject, JsonObject>()

/** Reduces a document, remembering the full answer. */
export function reducedProject(
  answer: JsonObject,
): Pick<Snapshot, 'project' | 'restHash' | 'shownSecrets' | 'cut'> {
  const reduced = reduceDocument(answer)
  // Copied: otherwise the answer would be its own key and be stored.
  const project = { ...reduced.project }
  answers.set(project, answer)
  const shownSecrets = shownSecretsOf(answer)
  return {
    ...reduced,
    project,
    ...(shownSecrets.length > 0 ? { shownSecrets } : {}),
  }
}

/** Connections with a secret; the reduced document drops the masks. */
function shownSecretsOf(project: JsonObject): string[] {
  const names = [...secretFields]
  return connectionsOf({ project }).flatMap(({ key, entry }) =>
    names.some((name) => entry[name] !== undefined && entry[name] !== '') ? [key] : [],
  )
}

/** Snapshot with the full document, never for files or windows; `undefined` if from a file. */
export function withWholeAnswer(snapshot: Snapshot): Snapshot | undefined {
  const answer = answers.get(snapshot.project)
  return answer && { ...snapshot, project: answer }
}
