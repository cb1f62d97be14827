import { documentFields } from './coverage'
import { describe, expect, test } from 'vitest'
import { noIntents } from '../../../src/core/intents/intents'
import { workingCopy } from '../../../src/core/draft/working-copy'
import { optionsFor, takesField } from '../../../src/core/fields/fields'
import type { Protocol } from '../../../src/core/model/connection'
import { providerName, providerKinds } from '../../../src/core/model/providers'
import { startBench, value, type Bench } from '../../support/services/main-services'
import { entriesIn, entryIn, type Wire } from './compare'
import { wireFields } from './connections'
import { beyond } from './outcomes'
import { operationsOf, publish, setField } from './publish'
import { connectionWorlds, projectId, startState, type World } from './worlds'
import type { Field } from '../../../src/core/fields/field'
import { isJsonObject, type JsonValue } from '../../../src/core/model/json'
import type { ApiClient } from '../../../src/main/api/client'

/** A value that this version knows, as the emulator holds it, and what stands for it on the wire. */
interface Unseen {
  readonly field: Field
  readonly known: string
  readonly value: string
}

/** The kind of provider that a newer server has. */
const unseenKind: Unseen = {
  field: documentFields('oidc').find(({ name }) => name === 'provider')!,
  known: providerKinds.at(-1)?.value ?? '',
  value: 'never-seen-provider',
}

/** One value of each choice that a kind has, for a newer server to have another name for. */
function unseenChoices(protocol: 'oidc' | 'saml', kind: string): Unseen[] {
  return documentFields(protocol)
    .filter((field) => field.control === 'choice' && takesField(field, kind))
    .map((field) => ({
      field,
      known: (field.options ?? []).find(({ value }) => value !== '')?.value ?? '',
      value: `never-seen-${field.name}`,
    }))
}

type Rename = (member: string, value: string) => string

function renamed(value: JsonValue, rename: Rename, member = ''): JsonValue {
  if (typeof value === 'string') return rename(member, value)
  if (Array.isArray(value)) return value.map((item: JsonValue) => renamed(item, rename))
  if (!isJsonObject(value)) return value
  // In an operation of a patch the path names the member.
  const named = typeof value['path'] === 'string' ? value['path'].split('/').at(-1) : undefined
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      renamed(item, rename, name === 'value' && named !== undefined ? named : name),
    ]),
  )
}

/**
 * The emulator as a server that knows more than this version: what it holds under known values goes
 * over the wire under ones that nobody here has heard of, both ways.
 */
function newerServer(unseen: readonly Unseen[]): (own: ApiClient) => ApiClient {
  const toWire: Rename = (member, value) =>
    unseen.find((item) => item.field.name === member && item.known === value)?.value ?? value
  const toServer: Rename = (member, value) =>
    unseen.find((item) => item.field.name === member && item.value === value)?.known ?? value
  return (own) => ({
    async send<Body>(call: Parameters<typeof own.send<Body>>[0]) {
      const body = call.body === undefined ? {} : { body: renamed(call.body, toServer) }
      const result = await own.send({ ...call, ...body })
      if (!result.ok) return result
      return { ...result, value: renamed(result.value as JsonValue, toWire) as Body }
    },
  })
}

const id = 'of-a-newer-server'

/** A connection that holds values which this version has never heard of, beside unknown members. */
async function start(world: World, protocol: Protocol, kind: string, unseen: readonly Unseen[]) {
  const own = Object.fromEntries(unseen.map(({ field, known }) => [field.name, known]))
  // Of a kind that nobody here knows, no field can be said not to belong.
  const every = unseen.includes(unseenKind)
    ? documentFields(protocol).filter((field) => takesField(field, kind))
    : []
  const entry = wireFields(protocol, kind, id, {
    ...Object.fromEntries(every.map(({ name, example }) => [name, example])),
    ...own,
    id,
    x_future_flag: { deep: [1, null] },
  })
  const client = newerServer(unseen)
  const bench = await startBench({ ...world.options, state: startState() }, { client })
  bench.emulator.edit((state) => entriesIn(state, protocol).push(entry))
  return bench
}

async function shown(bench: Bench, protocol: Protocol): Promise<Wire> {
  const snapshot = value(await bench.projects.read(projectId, {}))
  const { connections } = workingCopy(snapshot, noIntents)
  return connections.find(({ target }) => target.key === `${protocol}:${id}`)?.fields as Wire
}

const cases = [
  ...(['generic', 'microsoft'] as const).map((kind) => ({
    name: `choices of ${kind}`,
    protocol: 'oidc' as const,
    kind: kind as string,
    unseen: unseenChoices('oidc', kind),
  })),
  {
    name: 'choices of SAML',
    protocol: 'saml' as const,
    kind: 'saml',
    unseen: unseenChoices('saml', 'saml'),
  },
  {
    name: 'a kind of provider',
    protocol: 'oidc' as const,
    kind: unseenKind.known,
    unseen: [unseenKind],
  },
]

for (const world of connectionWorlds) {
  describe.each(cases)(`$name, ${world.name}`, ({ protocol, kind, unseen }) => {
    const target = { kind: 'connection', key: `${protocol}:${id}` } as const
    const values = Object.fromEntries(unseen.map((item) => [item.field.name, item.value]))

    test('never seen before, they are shown and can be chosen again', async () => {
      const bench = await start(world, protocol, kind, unseen)
      expect(await shown(bench, protocol)).toMatchObject(values)
      for (const { field, value: present } of unseen) {
        if (field.control !== 'choice') expect(providerName(present)).toBe(present)
        else expect(optionsFor(field, kind, present).map((item) => item.value)).toContain(present)
      }
    })

    test('they stay when something else is edited', async () => {
      const bench = await start(world, protocol, kind, unseen)
      for (const { name, edited } of documentFields(protocol)) {
        if (!['label', 'client_id', 'organization_id'].includes(name)) continue
        const published = await publish(bench, [setField(target, { name }, edited)])
        expect(operationsOf(published)).toHaveLength(1)
        const { before, after } = published
        const change = (state: typeof before) => {
          entryIn(state, protocol, id)[name] = edited
        }
        expect(beyond(before, after, change)).toBeUndefined()
      }
      expect(await shown(bench, protocol)).toMatchObject(values)
    })

    test('one that is changed by mistake can be put back', async () => {
      const bench = await start(world, protocol, kind, unseen)
      const first = bench.emulator.state()
      for (const { field, known, value: present } of unseen) {
        const others = field.options?.filter((item) => !['', known].includes(item.value)) ?? []
        const other = field.name === 'provider' ? 'github' : others.at(-1)?.value
        if (other === undefined) throw new Error(`${field.name} has no other value`)
        await publish(bench, [setField(target, field, other)])
        const back = await publish(bench, [setField(target, field, present)])
        expect(operationsOf(back)).toEqual([
          expect.objectContaining({ op: 'replace', value: known }),
        ])
      }
      expect(beyond(first, bench.emulator.state(), () => undefined)).toBeUndefined()
    })
  })
}
