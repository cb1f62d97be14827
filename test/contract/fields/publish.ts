import type { Edit } from '../../../src/core/draft/edits'
import type { Target } from '../../../src/core/intents/intents'
import type { Field } from '../../../src/core/fields/field'
import type { JsonValue } from '../../../src/core/model/json'
import type { EmulatorState } from '../../emulator'
import { draftAccount } from '../../../src/main/secrets/secret-store'
import {
  draftOf,
  outcomeOf,
  shownOf,
  value,
  type Bench,
} from '../../support/services/main-services'
import { writtenBodies } from './compare'
import { projectId } from './worlds'
import { agreeingTo } from '../../support/publishing/agreeing'

let references = 0

/** What the draft holds of a value: of a secret a reference, while the value is in the keychain. */
export async function drafted(
  bench: Bench,
  field: Pick<Field, 'secret'> | undefined,
  wire: JsonValue,
): Promise<JsonValue> {
  if (!field?.secret) return wire
  references += 1
  const reference = `reference-${references}`
  value(await bench.store.set(draftAccount(bench.id(projectId), reference), String(wire)))
  return { $secret: reference }
}

export function setField(
  target: Target,
  { name }: Pick<Field, 'name'>,
  to: JsonValue | undefined,
): Edit {
  return { kind: 'set-field', target, field: name, ...(to === undefined ? {} : { value: to }) }
}

export interface Published {
  readonly before: EmulatorState
  readonly after: EmulatorState
  readonly writes: readonly { readonly method: string; readonly body: unknown }[]
}

/**
 * Makes a draft of edits and publishes it, as a person would.
 *
 * @param reviews how often the server's answer makes another body, which is to be agreed to first.
 * @throws unless all of it is published, nothing was dropped and the draft is empty.
 */
export async function publish(
  bench: Bench,
  edits: readonly Edit[],
  reviews = 0,
): Promise<Published> {
  const before = bench.emulator.state()
  const first = await draftOf(bench, projectId, edits)
  let { shown } = first
  let agreed = agreeingTo(first.snapshot, first.draft)
  bench.emulator.clearRequests()
  for (let count = 0; count < reviews; count += 1) {
    const again = await bench.publishing.publish({ projectId, excluded: [], shown, ...agreed })
    const { snapshot, draft } = outcomeOf(again, 'review-again')
    shown = shownOf(snapshot, draft)
    agreed = agreeingTo(snapshot, draft)
  }
  const answer = await bench.publishing.publish({ projectId, excluded: [], shown, ...agreed })
  const { dropped, draft } = outcomeOf(answer, 'published')
  if (dropped.length > 0) throw new Error(`The answer lacks ${JSON.stringify(dropped)}`)
  const left = Object.values(draft.intents).flatMap((intents) => Object.keys(intents))
  if (left.length > 0) throw new Error(`The draft still holds ${left.join(', ')}`)
  return { before, after: bench.emulator.state(), writes: writtenBodies(bench) }
}

interface Operation {
  readonly op: string
  readonly path: string
  readonly value?: unknown
}

/** The operations of the one patch that was written; a problem in words where it is not one patch. */
export function operationsOf({ writes }: Published): readonly Operation[] {
  const [write, ...others] = writes
  if (write?.method !== 'PATCH' || others.length > 0) {
    throw new Error(`Written were ${writes.map(({ method }) => method).join(', ')}, not one PATCH`)
  }
  return write.body as readonly Operation[]
}

/** What is wrong with the patch of one field's edit: it holds one operation on that member alone. */
export function patchProblem(published: Published, member: string, to: JsonValue) {
  const [operation, ...others] = operationsOf(published)
  const fits =
    others.length === 0 &&
    operation !== undefined &&
    ['add', 'replace'].includes(operation.op) &&
    operation.path.endsWith(`/${member}`) &&
    JSON.stringify(operation.value) === JSON.stringify(to)
  return fits ? undefined : `the patch is ${JSON.stringify([operation, ...others]).slice(0, 300)}`
}
