import { secretFields } from '../../../core/fields/fields'
import { connectionsOf } from '../../../core/model/connection'
import type { JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { reduceDocument } from '../../files/store/reduce-document'

/**
 * The server's whole answer for the reduced document of a snapshot: in memory only, and as long as
 * something in this process, such as a publish, holds that document.
 */
const answers = new WeakMap<JsonObject, JsonObject>()

/** The part of a project document for a snapshot, from which the whole answer can be looked up. */
export function reducedProject(
  answer: JsonObject,
): Pick<Snapshot, 'project' | 'restHash' | 'shownSecrets' | 'cut'> {
  const reduced = reduceDocument(answer)
  // A copy: the answer itself would be its own key, and would be stored.
  const project = { ...reduced.project }
  answers.set(project, answer)
  const shownSecrets = shownSecretsOf(answer)
  return {
    ...reduced,
    project,
    ...(shownSecrets.length > 0 ? { shownSecrets } : {}),
  }
}

/** Masks are not part of the reduced document, so the keys of connections with a secret are listed. */
function shownSecretsOf(project: JsonObject): string[] {
  const names = [...secretFields]
  return connectionsOf({ project }).flatMap(({ key, entry }) =>
    names.some((name) => entry[name] !== undefined && entry[name] !== '') ? [key] : [],
  )
}

/**
 * The snapshot with the whole answer in place of the reduced document, to check everything that a patch
 * would change; never for a file or the window. `undefined` for a snapshot from a file.
 */
export function withWholeAnswer(snapshot: Snapshot): Snapshot | undefined {
  const answer = answers.get(snapshot.project)
  return answer && { ...snapshot, project: answer }
}
