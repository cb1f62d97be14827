import type { Edit } from '../../../src/core/draft/edits'
import type { JsonObject, JsonValue } from '../../../src/core/model/json'
import type { EmulatorState } from '../../emulator'
import { startBench, withBench, type Bench } from '../../support/services/main-services'
import { difference, entriesIn, heldEntry, type Wire } from './compare'
import { creationOf, wireFields } from './connections'
import { rowsOf, valuesOf, type CoverageRow } from './coverage'
import { beyond, problemOf, type Outcomes } from './outcomes'
import { operationsOf, patchProblem, publish, setField, type Published } from './publish'
import { projectId, startState, type World } from './worlds'

const part = 'organization'

/** One organization, to try one field. */
interface Case {
  readonly row: CoverageRow
  readonly label: string
  readonly first?: JsonValue
  readonly edited?: JsonValue
}

function casesOf(): Case[] {
  return rowsOf(part).flatMap((row): Case[] => {
    const { first, edited } = valuesOf(row.field, part)
    const label = `With ${row.field.name}`
    return first === undefined
      ? [
          { row, label, first: edited },
          { row, label: `${label}, later`, edited },
        ]
      : [{ row, label: row.field.name === 'label' ? String(first) : label, first, edited }]
  })
}

/** What is asked for, and what there is of it when it is made: a list is never absent. */
function askedOf({ row, label, first }: Case): Wire {
  return { label, domains: [], ...(first === undefined ? {} : { [row.field.name]: first }) }
}

function organizationsIn(state: EmulatorState): JsonObject[] {
  return state.projects.find(({ id }) => id === projectId)?.organizations ?? []
}

function labelled(state: EmulatorState, label: string): Wire {
  const found = organizationsIn(state).find((item) => item['label'] === label)
  if (!found) throw new Error(`There is no organization ${label}`)
  return found as Wire
}

/** An organization's own members, whatever their order: what the server adds is not compared. */
function ownText({ id: _id, created_at: _created, updated_at: _updated, ...own }: Wire): string {
  return JSON.stringify(Object.entries(own).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

const isPatched = ({ options }: World) => options.organizationsInDocument !== 'absent'
/** An id chosen here is refused once; the next body, without ids, is reviewed again. */
const reviewsIn = ({ options }: World) => (options.organizationIds === 'refused' ? 1 : 0)
const target = (organization: Wire) =>
  ({ kind: 'organization', key: String(organization['id']) }) as const

/** What is wrong with the request that carries one edit: that member, and what a PUT has to repeat. */
function requestProblem(world: World, published: Published, name: string, to: JsonValue) {
  if (isPatched(world)) return patchProblem(published, name, to)
  const [write, ...others] = published.writes
  const body = (write?.body ?? {}) as Wire
  const members = Object.keys(body).toSorted().join()
  const expected = [...new Set([name, 'domains', 'label'])].toSorted().join()
  const fits =
    write?.method === 'PUT' &&
    others.length === 0 &&
    members === expected &&
    JSON.stringify(body[name]) === JSON.stringify(to)
  return fits ? undefined : `written was ${JSON.stringify(published.writes).slice(0, 300)}`
}

/** All steps of every field of an organization, on one emulator. */
export async function travelOrganizations(world: World, outcomes: Outcomes): Promise<void> {
  const cases = casesOf()
  await withBench({ ...world.options, state: startState() }, {}, async (bench) => {
    await create(bench, world, cases, outcomes)
    for (const item of cases)
      if (item.edited !== undefined) await edit(bench, world, item, outcomes)
    await clear(bench, world, cases, outcomes)
    await keep(bench, world, outcomes)
  })
}

async function create(
  bench: Bench,
  world: World,
  cases: readonly Case[],
  outcomes: Outcomes,
): Promise<void> {
  const made = cases.filter(({ first }) => first !== undefined)
  const problem = await problemOf(async () => {
    const edits = cases.map((item, index): Edit => {
      const key = `new:a0000000-0000-4000-8000-${String(index).padStart(12, '0')}`
      return { kind: 'create-organization', key, fields: askedOf(item) }
    })
    const { before, after } = await publish(bench, edits, reviewsIn(world))
    for (const item of made) {
      const { label } = askedOf(item)
      const held = ownText(labelled(after, String(label)))
      outcomes.note(item.row, 'create', part, difference(held, ownText(askedOf(item))))
    }
    const count = organizationsIn(before).length
    return beyond(before, after, (state) => {
      organizationsIn(state).push(...organizationsIn(after).slice(count))
    })
  })
  for (const { row } of made) outcomes.note(row, 'create', part, problem)
}

async function edit(
  bench: Bench,
  world: World,
  { row, label, edited = null }: Case,
  outcomes: Outcomes,
): Promise<void> {
  const { field } = row
  const problem = await problemOf(async () => {
    const organization = labelled(bench.emulator.state(), label)
    const published = await publish(bench, [setField(target(organization), field, edited)])
    return (
      requestProblem(world, published, field.name, edited) ??
      beyond(published.before, published.after, (state) => {
        labelled(state, label)[field.name] = edited
      })
    )
  })
  outcomes.note(row, 'edit', part, problem)
}

async function clear(
  bench: Bench,
  world: World,
  cases: readonly Case[],
  outcomes: Outcomes,
): Promise<void> {
  for (const { row, label, first } of cases) {
    const { field } = row
    if (first === undefined || row.tests.clear === undefined) continue
    const emptied = Array.isArray(first) ? [] : undefined
    const problem = await problemOf(async () => {
      const organization = labelled(bench.emulator.state(), label)
      const published = await publish(bench, [setField(target(organization), field, emptied)])
      const { before, after } = published
      if (isPatched(world) && operationsOf(published).length !== 1) return 'it is not one operation'
      return beyond(before, after, (state) => {
        const expected = labelled(state, label)
        if (emptied) expected[field.name] = emptied
        else Reflect.deleteProperty(expected, field.name)
      })
    })
    outcomes.note(row, 'clear', part, problem)
  }
}

/** Organizations of someone else with every field, of which another one is edited. */
async function keep(bench: Bench, world: World, outcomes: Outcomes): Promise<void> {
  for (const [index, row] of rowsOf(part).entries()) {
    const { name } = row.field
    const id = `b0000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const other = name === 'label' ? 'session_lifespan' : 'label'
    const to = name === 'label' ? '72h' : 'Renamed'
    const problem = await problemOf(async () => {
      bench.emulator.edit((state) => {
        const every = rowsOf(part).map(({ field }) => [field.name, field.example])
        // The project document has no room for members that the server does not know itself.
        const unknown = isPatched(world) ? {} : { x_future_flag: { kept: [1, 'two', null] } }
        organizationsIn(state).push({ id, ...Object.fromEntries(every), ...unknown })
      })
      const edits = [setField({ kind: 'organization', key: id }, { name: other }, to)]
      const published = await publish(bench, edits)
      return (
        requestProblem(world, published, other, to) ??
        beyond(published.before, published.after, (state) => {
          const expected = organizationsIn(state).find((item) => item['id'] === id)
          Object.assign(expected ?? {}, { [other]: to })
        })
      )
    })
    outcomes.note(row, 'keep', part, problem)
  }
}

/**
 * Makes an organization and a connection of it in one publish: its id is known only half way.
 *
 * @returns what is not as asked, in words.
 */
export async function createWithConnection(world: World): Promise<string | undefined> {
  const bench = await startBench({ ...world.options, state: startState() })
  const key = 'new:a0000000-0000-4000-8000-00000000000a'
  const label = 'Made with its connection'
  const wire = wireFields('oidc', 'generic', 'made-with-it', { organization_id: key })
  const edits: Edit[] = [
    { kind: 'create-organization', key, fields: { label, domains: [] } },
    await creationOf(bench, 'oidc', wire),
  ]
  const { before, after } = await publish(bench, edits, reviewsIn(world))
  const made = labelled(after, label)
  return beyond(before, after, (state) => {
    organizationsIn(state).push(made)
    const organization = String(made['id'])
    entriesIn(state, 'oidc').push(heldEntry({ ...wire, organization_id: organization }))
  })
}

/**
 * Deletes the organization of a connection, which is detached in the same publish.
 *
 * @returns what else is not as before, in words.
 */
export async function deleteAndDetach(world: World): Promise<string | undefined> {
  const bench = await startBench({ ...world.options, state: startState() })
  const member = entriesIn(bench.emulator.state(), 'oidc').find((item) =>
    organizationsIn(bench.emulator.state()).some(({ id }) => id === item['organization_id']),
  )
  const key = String(member?.['organization_id'])
  const { before, after } = await publish(bench, [
    { kind: 'delete-organization', key, connections: 'detach' },
  ])
  return beyond(before, after, (state) => {
    const organizations = organizationsIn(state)
    organizations.splice(
      organizations.findIndex(({ id }) => id === key),
      1,
    )
    for (const entry of [...entriesIn(state, 'oidc'), ...entriesIn(state, 'saml')]) {
      if (entry['organization_id'] === key) Reflect.deleteProperty(entry, 'organization_id')
    }
    for (const project of state.projects) {
      for (const list of [project.portal_links, project.scim_clients]) {
        const left = (list ?? []).filter((item) => item['organization_id'] !== key)
        list?.splice(0, list.length, ...left)
      }
    }
  })
}
