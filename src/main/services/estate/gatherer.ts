import { noIntents, type Intents } from '../../../core/intents/intents'
import { t } from '../../../core/language/translate'
import type { MapperEntry, MapperUse, TextProblem } from '../../../core/mapper/texts/entry'
import { presetSchemas } from '../../../core/mapper/kratos/preset-schemas'
import { lintMapperUrl } from '../../../core/mapper/lint/url'
import { nearTexts } from '../../../core/mapper/texts/near-texts'
import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import type { JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { CachedProjects } from '../../files/snapshots/cached-projects'
import { parsedSchema, schemasOf } from '../projects/identity-schemas'
import { createByStamp } from '../by-stamp'
import type { Gathered, GatherQuestion, MapperPlace, ProjectFacts } from './channel'
import { projectMappers, type ProjectMapper } from './project-mappers'
import type { ProjectId } from '../../../core/model/project-id'

export interface Gatherer {
  /** `undefined` if canceled; calls `onProject` after each project. */
  gather(
    question: GatherQuestion,
    isCancelled: () => boolean,
    onProject: (done: number) => void,
  ): Promise<Gathered | undefined>
}

/** Lets queued messages arrive, such as a cancel. */
const listen = () => new Promise<void>((resolve) => setImmediate(resolve))

interface Found {
  readonly mappers: readonly ProjectMapper[]
  readonly schemaAddress?: string
}

/** A mapper of several projects before its text is known. */
interface Gathering {
  readonly id: string
  readonly address: string
  readonly uses: MapperUse[]
}

type Text = { readonly text: string } | { readonly problem: TextProblem }

/** Gathers mappers of last known states; caches each project until its state or draft changes. */
export function createGatherer(
  cached: CachedProjects,
  factsOf: (projectId: ProjectId) => ProjectFacts | undefined,
): Gatherer {
  const kept = createByStamp<Found>()
  const withNear = createNear()

  async function findIn(
    id: ProjectId,
    intents: Intents,
    fetched: GatherQuestion['fetched'],
  ): Promise<Found | undefined> {
    const written = await cached.stampOf(id)
    if (written === undefined) return undefined
    const stamp = `${written} ${JSON.stringify(intents.connection)} ${[...fetched.keys()].join(' ')}`
    return kept(id, stamp, async () => {
      const snapshot = await cached.read(id)
      if (!snapshot) return undefined
      const schemaAddress = defaultSchemaOf(snapshot)
      return {
        mappers: await projectMappers(snapshot, intents, fetched),
        ...(schemaAddress === undefined ? {} : { schemaAddress }),
      }
    })
  }

  async function textOf({ address }: Gathering, fetched: GatherQuestion['fetched']): Promise<Text> {
    const inline = inlineMapperBytes(address)
    if (inline) return decoded(inline)
    const hash = mapperHash(address)
    const text = hash === undefined ? fetched.get(address) : await cached.readText(hash)
    if (text !== undefined) return { text }
    const form = lintMapperUrl(address)
    if (form) return unusable(form.message, form.fixed)
    return hash === undefined
      ? { problem: { kind: 'elsewhere', message: elsewhere } }
      : { problem: { kind: 'not-here', message: notHere } }
  }

  async function schemaAt(address: string): Promise<JsonObject | undefined> {
    const preset = presetSchemas[address]
    if (preset) return preset
    const inline = inlineMapperBytes(address)
    const hash = mapperHash(address) ?? ''
    const text = inline ? new TextDecoder().decode(inline) : await cached.readText(hash)
    return text === undefined ? undefined : parsedSchema(text)
  }

  return {
    async gather({ projects, fetched }, isCancelled, onProject) {
      const gathering = new Map<string, Gathering>()
      const places: MapperPlace[] = []
      const schemas: JsonObject[] = []
      /** Index of a schema by address; -1 if unknown. */
      const schemaPlaces = new Map<string, number>()
      const read: ProjectId[] = []
      const schemaless: ProjectId[] = []

      async function placeOfSchema(address: string): Promise<number> {
        const known = schemaPlaces.get(address)
        if (known !== undefined) return known
        const schema = await schemaAt(address)
        const place = schema ? schemas.push(schema) - 1 : -1
        schemaPlaces.set(address, place)
        return place
      }

      for (const [done, { summary }] of projects.entries()) {
        const { id: projectId } = summary
        const intents = factsOf(projectId)?.draft?.intents ?? noIntents
        const found = await findIn(projectId, intents, fetched)
        await listen()
        if (isCancelled()) return undefined
        onProject(done + 1)
        if (!found) continue
        read.push(projectId)
        const { schemaAddress, mappers } = found
        const schema = schemaAddress === undefined ? -1 : await placeOfSchema(schemaAddress)
        const isStored = schemaAddress !== undefined && /^https?:/.test(schemaAddress)
        if (isStored && schema < 0) schemaless.push(projectId)
        for (const { id, address, uses, situations } of mappers) {
          const known = gathering.get(id)
          if (known) known.uses.push(...uses)
          else gathering.set(id, { id, address, uses: [...uses] })
          const more = schema < 0 ? {} : { schema }
          places.push({ entryId: id, projectId, situations, ...more })
        }
      }
      const entries: MapperEntry[] = []
      for (const each of gathering.values()) {
        const text = await textOf(each, fetched)
        const hash = /^[0-9a-f]{128}$/.test(each.id) ? { hash: each.id } : {}
        entries.push({ ...each, ...hash, ...text, near: [] })
      }
      await listen()
      if (isCancelled()) return undefined
      return { entries: withNear(entries), places, schemas, read, schemaless }
    },
  }
}

/** Near duplicates, cached while the texts stay the same. */
function createNear(): (entries: readonly MapperEntry[]) => MapperEntry[] {
  let last: { readonly ids: string; readonly near: Near } | undefined

  return (entries) => {
    const readable = entries.filter(({ text }) => text !== undefined)
    const ids = readable.map(({ id }) => id).join(' ')
    if (last?.ids !== ids) last = { ids, near: nearOf(readable) }
    const { near } = last
    return entries.map((entry) => ({ ...entry, near: near.get(entry.id) ?? [] }))
  }
}

type Near = ReadonlyMap<string, MapperEntry['near']>

/** `readable`: mappers by the hash of their known text. */
function nearOf(readable: readonly MapperEntry[]): Near {
  const near = nearTexts(readable.map(({ text = '' }) => text))
  return new Map(
    readable.map(({ id }, at) => [
      id,
      (near[at] ?? []).flatMap(({ index, same }) => {
        const other = readable[index]
        return other ? [{ id: other.id, same }] : []
      }),
    ]),
  )
}

/** Address of the default identity schema, unless only Ory may read it. */
function defaultSchemaOf({ project }: Snapshot): string | undefined {
  const entry = schemasOf(project).find(({ isDefault }) => isDefault)
  return entry === undefined || entry.from === 'elsewhere' ? undefined : entry.url
}

const notHere = t('Ory stores this text, and it was not read on this computer yet.')
const elsewhere = t(
  'The text is at an address that does not name its content, so it is read only when you ask for it.',
)
const unusable = (message: string, fixed?: string): Text => ({
  problem: { kind: 'unusable', message, ...(fixed === undefined ? {} : { fixed }) },
})

function decoded(bytes: Uint8Array): Text {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    // The fatal decoder throws for invalid UTF-8.
    return unusable(t('The mapper is not UTF-8 text.'))
  }
}
