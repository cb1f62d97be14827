import { workingCopy } from '../../../src/core/draft/working-copy'
import { noIntents } from '../../../src/core/intents/intents'
import { samlFields } from '../../../src/core/fields/saml-fields'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import type { Protocol } from '../../../src/core/model/connection'
import { sameJson } from '../../../src/core/model/json'
import { serverEntity } from '../../../src/core/intents/server-entities'
import type { Snapshot } from '../../../src/core/model/snapshot'
import { value } from '../../support/services/main-services'
import { fixture as metadataFixture } from '../../unit/core/saml/fixtures'
import { difference, entriesIn, entryIn, heldEntry, type Wire } from './compare'
import { wireFields } from './connections'
import { rowsOf, type CoverageRow } from './coverage'
import { beyond, problemOf } from './outcomes'
import { operationsOf, publish, setField } from './publish'
import { target, type Trip } from './trip'
import { projectId } from './worlds'

/** What no table of this version holds, beside what is known by name only. */
function unknownMembers(protocol: Protocol): Wire {
  const named = protocol === 'saml' ? samlFields.filter(({ control }) => control === 'shown') : []
  return {
    x_future_flag: { deep: [1, 'two', null, { three: false }] },
    x_rollout: 0.25,
    ...Object.fromEntries(
      named.filter(({ name }) => name !== 'valid_to').map(({ name, example }) => [name, example]),
    ),
  }
}

/** What stands in a connection beside what this version knows the meaning of. */
interface Kept {
  readonly row: CoverageRow
  readonly id: string
  readonly entry: Wire
  /** What is edited beside the field; absent where the server does not show the connection. */
  readonly other?: { readonly name: string; readonly to: string }
}

function keptOf({ protocol, kind, world }: Trip, row: CoverageRow): Kept {
  const { name } = row.field
  const id = name === 'id' ? 'kept' : `keeps-${name.replaceAll('_', '-')}`
  const isGiven = ['id', 'provider', 'valid_to'].includes(name)
  const isComputed = name === 'valid_to'
  const entry = wireFields(protocol, kind, id, {
    ...unknownMembers(protocol),
    ...(isGiven ? {} : { [name]: row.field.example }),
    ...(isComputed ? { raw_idp_metadata_xml: toMapperUrl(metadataFixture('okta')) } : {}),
  })
  if (name === 'state' && world.options.disabledInDocument === 'absent') return { row, id, entry }
  const other =
    name === 'label'
      ? { name: 'update_identity_on_login', to: 'never' }
      : { name: 'label', to: `Renamed ${name}` }
  return { row, id, entry, other }
}

/** What a connection does not show before anything is edited, though it is there. */
function shownProblem(
  { protocol, world }: Trip,
  { row, entry }: Kept,
  shown: Wire | undefined,
): string | undefined {
  if (!shown) return 'it is not shown'
  const { name, writeOnly, content } = row.field
  const isHidden = name === 'state' && world.options.disabledInDocument !== 'shown'
  const own = writeOnly || content || isHidden ? [] : [name]
  const lost = [...Object.keys(unknownMembers(protocol)), ...own].filter((member) =>
    member === 'valid_to'
      ? !Array.isArray(shown[member]) || shown[member].length === 0
      : !sameJson(shown[member], entry[member]),
  )
  return lost.length > 0 ? `it does not show ${lost.join(', ')}` : undefined
}

/** Whether the app says that the connection is disabled, where the normalized form is to be had. */
function stateProblem({ protocol, world }: Trip, snapshot: Snapshot, id: string) {
  const says = serverEntity(snapshot, target(protocol, id))?.['state']
  const { normalizedRequests, disabledInDocument } = world.options
  const isKnown = normalizedRequests !== 'absent' && disabledInDocument !== 'absent'
  const expected = isKnown ? 'disabled' : undefined
  return says === expected ? undefined : `its state is said to be ${String(says)}`
}

/**
 * Connections that hold one field each, unknown members and those of which only the name is known,
 * put there by someone else; then another field of each is edited.
 */
export async function keep(trip: Trip): Promise<void> {
  const { bench, protocol, kind, outcomes } = trip
  const all = rowsOf(protocol)
    .filter(({ kinds }) => kinds.includes(kind))
    .map((row) => keptOf(trip, row))
  const edited = all.flatMap((item) => (item.other ? [{ ...item, other: item.other }] : []))
  const problem = await problemOf(async () => {
    bench.emulator.edit((state) => {
      entriesIn(state, protocol).push(...all.map(({ entry }) => structuredClone(entry)))
    })
    const snapshot = value(await bench.projects.read(projectId, {}))
    const { connections } = workingCopy(snapshot, noIntents)
    for (const item of edited) {
      const { key } = target(protocol, item.id)
      const shown = connections.find((connection) => connection.target.key === key)?.fields
      outcomes.note(item.row, 'keep', kind, shownProblem(trip, item, shown as Wire | undefined))
    }
    const state = all.find(({ row }) => row.field.name === 'state')
    if (state) outcomes.note(state.row, 'keep', kind, stateProblem(trip, snapshot, state.id))
    const edits = edited.map(({ id, other }) => setField(target(protocol, id), other, other.to))
    const published = await publish(bench, edits)
    if (operationsOf(published).length !== edits.length) return 'the patch holds something else'
    const { before, after } = published
    for (const { row, id, entry, other } of all) {
      const expected = { ...heldEntry(entry), ...(other ? { [other.name]: other.to } : {}) }
      const held = JSON.stringify(entryIn(after, protocol, id))
      outcomes.note(row, 'keep', kind, difference(held, JSON.stringify(expected)))
    }
    return beyond(before, after, (expected) => {
      for (const { id, other } of edited) entryIn(expected, protocol, id)[other.name] = other.to
    })
  })
  for (const { row } of all) outcomes.note(row, 'keep', kind, problem)
}
