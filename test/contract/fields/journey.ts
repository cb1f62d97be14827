import type { Protocol } from '../../../src/core/model/connection'
import type { JsonValue } from '../../../src/core/model/json'
import type { ApiClient } from '../../../src/main/api/client'
import { withBench } from '../../support/services/main-services'
import { difference, entriesIn, entryIn, heldValue, newContent } from './compare'
import { askedOf, casesOf, changedKind, creationOf, heldOf, type Case } from './connections'
import { canClear, rowsOf } from './coverage'
import { keep } from './keeping'
import { beyond, problemOf } from './outcomes'
import { drafted, operationsOf, patchProblem, publish, setField } from './publish'
import { target, type Trip } from './trip'
import { startState } from './worlds'

/**
 * All steps of every field of one kind, on one emulator.
 *
 * @param client puts another client around the app's own, for tests of the tests.
 */
export async function travel(
  trip: Omit<Trip, 'bench'>,
  client?: (own: ApiClient) => ApiClient,
): Promise<void> {
  const options = { ...trip.world.options, state: startState() }
  const cases = casesOf(trip.protocol, trip.kind)
  await withBench(options, client ? { client } : {}, async (bench) => {
    const all = { ...trip, bench }
    await create(all, cases)
    for (const item of cases) if (item.edited !== undefined) await edit(all, item, item.edited)
    await clear(all, cases)
    await keep(all)
  })
}

const rowNamed = (protocol: Protocol, name: string) =>
  rowsOf(protocol).find(({ field }) => field.name === name)

/** Notes the same problem for all: what they share went wrong. */
function noteAll({ outcomes, kind }: Trip, cases: readonly Case[], step: 'create' | 'clear') {
  return (problem: string | undefined) => {
    for (const { row } of cases) outcomes.note(row, step, kind, problem)
  }
}

async function create(trip: Trip, cases: readonly Case[]): Promise<void> {
  const { bench, protocol, kind, outcomes } = trip
  const made = cases.filter(({ first }) => first !== undefined)
  const problem = await problemOf(async () => {
    const edits = []
    for (const item of cases) edits.push(await creationOf(bench, protocol, askedOf(item)))
    const changed = protocol === 'oidc' ? await changedKind(bench, kind, 'changed-kind') : undefined
    const published = await publish(bench, [...edits, ...(changed?.edits ?? [])])
    operationsOf(published)
    const { before, after } = published
    for (const item of made) {
      const held = JSON.stringify(entryIn(after, protocol, item.id))
      outcomes.note(item.row, 'create', kind, difference(held, JSON.stringify(heldOf(item))))
    }
    const row = rowNamed(protocol, 'provider')
    if (changed && row) {
      const held = JSON.stringify(entryIn(after, protocol, 'changed-kind'))
      outcomes.note(row, 'edit', kind, difference(held, JSON.stringify(changed.held)))
    }
    return beyond(before, after, (state) => {
      entriesIn(state, protocol).push(...cases.map(heldOf), ...(changed ? [changed.held] : []))
    })
  })
  noteAll(trip, made, 'create')(problem)
}

async function edit(trip: Trip, { row, kind, id }: Case, to: JsonValue): Promise<void> {
  const { bench, protocol, outcomes } = trip
  const { field } = row
  const problem = await problemOf(async () => {
    const edits = [setField(target(protocol, id), field, await drafted(bench, field, to))]
    const published = await publish(bench, edits)
    const { before, after } = published
    const held = heldValue(field.name, to)
    const isNew = newContent(before, after).filter((hash) => !String(held).includes(hash))
    if (isNew.length > 0) return `it stored another text: ${isNew.join(', ')}`
    return (
      patchProblem(published, field.name, to) ??
      beyond(before, after, (state) => {
        entryIn(state, protocol, id)[field.name] = held
      })
    )
  })
  outcomes.note(row, 'edit', kind, problem)
}

async function clear(trip: Trip, cases: readonly Case[]): Promise<void> {
  const { bench, protocol, kind } = trip
  const cleared = cases.filter(({ row, first }) => first !== undefined && canClear(row.field, kind))
  const problem = await problemOf(async () => {
    const edits = cleared.map(({ row, id }) => setField(target(protocol, id), row.field, undefined))
    const published = await publish(bench, edits)
    const operations = operationsOf(published)
    const names = operations.map(({ op, path }) => `${op} ${path.split('/').at(-1)}`)
    const wanted = cleared.map(({ row }) => `remove ${row.field.name}`)
    if (names.join() !== wanted.join()) return `the patch is ${names.join()}`
    return beyond(published.before, published.after, (state) => {
      for (const { row, id } of cleared) {
        Reflect.deleteProperty(entryIn(state, protocol, id), row.field.name)
      }
    })
  })
  noteAll(trip, cleared, 'clear')(problem)
}
