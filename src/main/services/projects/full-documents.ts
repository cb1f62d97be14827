import { secretFields } from '../../../core/fields/fields'
import { connectionsOf } from '../../../core/model/connection'
import type { JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { reduceDocument } from '../../files/store/reduce-document'

/**
 * The server's whole answer behind the reduced document of a snapshot: in memory, and as long as
 * somebody in this process still has that document, such as a publish.
 */
const answers = new WeakMap<JsonObject, JsonObject>()

/** What a snapshot has of a project document; what it was made of can be asked for by it. */
export function reducedProject(
  answer: JsonObject,
): Pick<Snapshot, 'project' | 'restHash' | 'shownSecrets'> {
  const reduced = reduceDocument(answer)
  // Never the answer itself: it would be its own key, and would be stored.
  const project = { ...reduced.project }
  answers.set(project, answer)
  const shownSecrets = shownSecretsOf(answer)
  return { ...reduced, project, ...(shownSecrets.length > 0 ? { shownSecrets } : {}) }
}

/** What stands for a secret is left out of the reduced document: that there is one is kept. */
function shownSecretsOf(project: JsonObject): string[] {
  const names = [...secretFields]
  return connectionsOf({ project }).flatMap(({ key, entry }) =>
    names.some((name) => entry[name] !== undefined && entry[name] !== '') ? [key] : [],
  )
}

/**
 * The snapshot with the whole answer in place of the reduced document: for a look at all that a patch
 * would change, and never for a file or the window. `undefined` for one that came from a file.
 */
export function withWholeAnswer(snapshot: Snapshot): Snapshot | undefined {
  const answer = answers.get(snapshot.project)
  return answer && { ...snapshot, project: answer }
}
