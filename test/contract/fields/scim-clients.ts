import type { Edit } from '../../../src/core/draft/edits'
import { fieldNamed } from '../../../src/core/fields/fields'
import { scimFields } from '../../../src/core/fields/scim-fields'
import type { JsonValue } from '../../../src/core/model/json'
import type { ApiClient } from '../../../src/main/api/client'
import type { EmulatorState } from '../../emulator'
import { withBench, type Bench } from '../../support/services/main-services'
import { difference, heldEntry, heldValue, type Wire } from './compare'
import { rowsOf, valuesOf, type CoverageRow } from './coverage'
import { beyond, problemOf, type Outcomes } from './outcomes'
import { drafted, operationsOf, patchProblem, publish, setField } from './publish'
import { projectId, startState, type World } from './worlds'

const part = 'scim-client'

/** One SCIM client, to try one field. */
interface Case {
  readonly row: CoverageRow
  readonly id: string
  readonly first: JsonValue | undefined
  readonly edited: JsonValue
}

function casesOf(): Case[] {
  return rowsOf(part).map((row) => {
    const { first, edited } = valuesOf(row.field, part)
    const id = row.field.name === 'client_id' ? String(first) : `with-${row.field.name}`
    return { row, id, first, edited }
  })
}

/** A client with what every one needs, and the field that is tried. */
function askedOf({ row, id, first }: Case): Wire {
  const needed = scimFields.flatMap(({ name, requiredBy, example }) =>
    requiredBy === 'every' ? [[name, example] as const] : [],
  )
  return {
    ...Object.fromEntries(needed),
    client_id: id,
    ...(first === undefined ? {} : { [row.field.name]: first }),
  }
}

function clientsIn(state: EmulatorState): Wire[] {
  const project = state.projects.find(({ id }) => id === projectId)
  if (!project) throw new Error('The project is gone')
  return (project.scim_clients ??= []) as Wire[]
}

function clientIn(state: EmulatorState, id: string): Wire {
  const found = clientsIn(state).find((item) => item['client_id'] === id)
  if (!found) throw new Error(`There is no SCIM client ${id}`)
  return found
}

/** A client's own members, whatever their order. */
const ownText = (client: Wire) =>
  JSON.stringify(Object.entries(client).toSorted(([one], [other]) => (one < other ? -1 : 1)))

const target = (id: string) => ({ kind: 'scim-client', key: id }) as const

async function fieldsOf(bench: Bench, wire: Wire): Promise<Wire> {
  const members = Object.entries(wire).map(
    async ([name, value]) =>
      [name, await drafted(bench, fieldNamed(scimFields, name), value)] as const,
  )
  return Object.fromEntries(await Promise.all(members))
}

/**
 * All steps of every field of a SCIM client, on one emulator.
 *
 * @param client makes another client of the API of the app's, which is to be found out
 */
export async function travelScimClients(
  world: World,
  outcomes: Outcomes,
  client?: (own: ApiClient) => ApiClient,
): Promise<void> {
  const options = { ...world.options, state: startState() }
  const cases = casesOf()
  await withBench(options, client ? { client } : {}, async (bench) => {
    await create(bench, cases, outcomes)
    for (const item of cases) await edit(bench, item, outcomes)
    await clear(bench, cases, outcomes)
    await keep(bench, outcomes)
  })
}

async function create(bench: Bench, cases: readonly Case[], outcomes: Outcomes): Promise<void> {
  const made = cases.filter(({ first }) => first !== undefined)
  const problem = await problemOf(async () => {
    const edits = cases.map(async (item, index): Promise<Edit> => {
      const key = `new:c0000000-0000-4000-8000-${String(index).padStart(12, '0')}`
      return { kind: 'create-scim-client', key, fields: await fieldsOf(bench, askedOf(item)) }
    })
    const { before, after } = await publish(bench, await Promise.all(edits))
    for (const item of made) {
      const held = ownText(clientIn(after, item.id))
      const asked = ownText(heldEntry(askedOf(item)))
      outcomes.note(item.row, 'create', part, difference(held, asked))
    }
    const count = clientsIn(before).length
    return beyond(before, after, (state) => {
      clientsIn(state).push(...clientsIn(after).slice(count))
    })
  })
  for (const { row } of made) outcomes.note(row, 'create', part, problem)
}

async function edit(bench: Bench, { row, id, edited }: Case, outcomes: Outcomes): Promise<void> {
  const { field } = row
  const problem = await problemOf(async () => {
    const to = await drafted(bench, field, edited)
    const published = await publish(bench, [setField(target(id), field, to)])
    return (
      patchProblem(published, field.name, edited) ??
      beyond(published.before, published.after, (state) => {
        clientIn(state, id)[field.name] = heldValue(field.name, edited)
      })
    )
  })
  outcomes.note(row, 'edit', part, problem)
}

async function clear(bench: Bench, cases: readonly Case[], outcomes: Outcomes): Promise<void> {
  for (const { row, id, first } of cases) {
    if (first === undefined || row.tests.clear === undefined) continue
    const { field } = row
    const problem = await problemOf(async () => {
      const published = await publish(bench, [setField(target(id), field, undefined)])
      if (operationsOf(published).length !== 1) return 'it is not one operation'
      return beyond(published.before, published.after, (state) => {
        Reflect.deleteProperty(clientIn(state, id), field.name)
      })
    })
    outcomes.note(row, 'clear', part, problem)
  }
}

/** Clients of someone else with every field and one that no table knows, of which another one is edited. */
async function keep(bench: Bench, outcomes: Outcomes): Promise<void> {
  for (const row of rowsOf(part)) {
    const { name } = row.field
    const id = name === 'client_id' ? 'kept-client' : `keeps-${name}`
    const other = name === 'label' ? 'proxy_scim_server_url' : 'label'
    const to = name === 'label' ? 'https://other.northwind.example/scim' : 'Renamed'
    const problem = await problemOf(async () => {
      bench.emulator.edit((state) => {
        const every = scimFields.map(({ name: own, example }) => [own, example])
        const client = { ...Object.fromEntries(every), client_id: id }
        clientsIn(state).push({
          ...heldEntry(client),
          x_future_flag: { kept: [1, 'two', null] },
        })
      })
      const published = await publish(bench, [setField(target(id), { name: other }, to)])
      return (
        patchProblem(published, other, to) ??
        beyond(published.before, published.after, (state) => {
          Object.assign(clientIn(state, id), { [other]: to })
        })
      )
    })
    outcomes.note(row, 'keep', part, problem)
  }
}
