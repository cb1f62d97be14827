import { comparing } from '../compare/compare'
import { withoutSame } from '../compare/drop-same'
import { firstMemory } from '../compare/memory'
import { setUpOf } from '../draft/set-up-of'
import { workingCopy } from '../draft/working-copy'
import { comparedLabel } from '../compare/rows'
import { isNewKey, type Intents } from '../intents/intents'
import type { Snapshot } from '../model/snapshot'
import type { SetUpFile } from '../set-up-file/form'
import { setUpOfFile } from '../set-up-file/set-up-of-file'
import { planningTake, type NewKey, type TakeItem } from './take'
import { withoutPauses } from '../model/pauses'
import { t } from '../language/translate'

export interface FilePlan {
  /** In creation order: organizations first. */
  readonly items: readonly TakeItem[]
  readonly remarks: readonly string[]
  /** Labels of entities missing in the file; SCIM clients only if the file has any. */
  readonly onlyOnServer: readonly string[]
}

function methodRemarks({ methods, connections }: SetUpFile): string[] {
  return (['oidc', 'saml'] as const).flatMap((protocol) => {
    const has = connections.some((item) => item.protocol === protocol)
    if (methods[protocol].enabled !== false || !has) return []
    return [
      t(
        'In the file {protocol} is switched off. An import does not switch it off; a new ' +
          'connection switches it on',
        { protocol: protocol.toUpperCase() },
      ),
    ]
  })
}

/**
 * Plans an import on top of a project's draft; items may turn out empty. Connections match by ID only, since a similar
 * one added to a file is a new one.
 */
export function takeFromFile(
  file: SetUpFile,
  snapshot: Snapshot,
  intents: Intents,
  newKey: NewKey,
): FilePlan {
  return withoutPauses(takingFromFile(file, snapshot, intents, newKey))
}

/** `takeFromFile` with pauses: a large file takes half a second. */
export function* takingFromFile(
  file: SetUpFile,
  snapshot: Snapshot,
  intents: Intents,
  newKey: NewKey,
): Generator<void, FilePlan> {
  const own = setUpOf(snapshot, intents)
  yield
  const [source, target] = withoutSame(setUpOfFile(file), own)
  yield
  const comparison = yield* comparing(source, target, firstMemory(true), 'id')
  yield
  const copy = workingCopy(snapshot, intents)
  yield
  const items = yield* planningTake({
    comparison,
    chosen: 'all',
    substitutions: [],
    texts: 'addresses',
    copy,
    newKey,
    sameProject: !file.project || file.project.slug === snapshot.summary.slug,
  })
  const onlyOnServer = comparison.entities
    .filter(({ left, right }) => !left && right && !isNewKey(right.key))
    .map(comparedLabel)
  return { items, remarks: methodRemarks(file), onlyOnServer }
}
