import type { JsonValue } from '../../../src/core/model/json'
import { methodPointer } from '../../../src/core/model/connection'
import { methodSettingPlaces } from '../../../src/core/model/method'
import type { EmulatorState } from '../../emulator'
import { withBench, type Bench } from '../../support/services/main-services'
import { rowsOf, type CoverageRow, type Step } from './coverage'
import { beyond, problemOf, type Outcomes } from './outcomes'
import { operationsOf, publish, setField } from './publish'
import { entriesIn, type Wire } from './compare'
import { projectId, startState, type World } from './worlds'

const part = 'method'
const target = { kind: 'method', key: 'oidc' } as const

/** The live node of the method in a state. */
function nodeIn(state: EmulatorState): Wire {
  let node = state.projects.find(({ id }) => id === projectId) as unknown as Wire
  for (const name of methodPointer('oidc').split('/').slice(1)) node = node[name] as unknown as Wire
  return node
}

/** Gives the setting a value in a state, or takes it away. */
function set(state: EmulatorState, name: string, value: JsonValue | undefined): void {
  const place = methodSettingPlaces[name] ?? []
  let node = nodeIn(state)
  for (const part of place.slice(0, -1)) node = node[part] as unknown as Wire
  const member = place.at(-1) ?? ''
  if (value === undefined) Reflect.deleteProperty(node, member)
  else node[member] = value
}

/** Publishes one setting alone: one operation, and nothing else of what the server holds moves. */
async function change(
  bench: Bench,
  { field }: CoverageRow,
  to: JsonValue | undefined,
): Promise<string | undefined> {
  const published = await publish(bench, [setField(target, field, to)])
  const operations = operationsOf(published).map(({ op, path }) => `${op} ${path}`)
  const path = `${methodPointer('oidc')}/${(methodSettingPlaces[field.name] ?? []).join('/')}`
  const wanted = (to === undefined ? ['remove'] : ['add', 'replace']).map((op) => `${op} ${path}`)
  if (operations.length !== 1 || !wanted.includes(operations[0] ?? '')) {
    return `the patch is ${operations.join(', ')}`
  }
  return beyond(published.before, published.after, (state) => set(state, field.name, to))
}

/** All steps of the settings that all OIDC connections share, on one emulator. */
export async function travelMethods(world: World, outcomes: Outcomes): Promise<void> {
  const state = startState()
  for (const { field } of rowsOf(part)) set(state, field.name, undefined)
  await withBench({ ...world.options, state }, {}, async (bench) => {
    const note = async (row: CoverageRow, step: Step, work: () => Promise<string | undefined>) =>
      outcomes.note(row, step, part, await problemOf(work))
    for (const row of rowsOf(part)) {
      const { field } = row
      await note(row, 'create', () => change(bench, row, field.example))
      await note(row, 'edit', () => change(bench, row, field.edited))
      await note(row, 'keep', async () => {
        const id = String(entriesIn(bench.emulator.state(), 'oidc').at(-1)?.['id'])
        const connection = { kind: 'connection', key: `oidc:${id}` } as const
        const to = `Renamed beside ${field.name}`
        const { before, after } = await publish(bench, [
          setField(connection, { name: 'label' }, to),
        ])
        return beyond(before, after, (expected) => {
          Object.assign(entriesIn(expected, 'oidc').at(-1) ?? {}, { label: to })
        })
      })
      await note(row, 'clear', () => change(bench, row, undefined))
    }
  })
}
