import { failure, success, type Result } from '../../../core/errors/result'
import { appError } from '../../../core/errors/app-error'
import { t } from '../../../core/language/translate'
import type { RequestProgress, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { allMappersRequests, EditedProject, EditedUse } from '../../../core/ipc/all-mappers'
import {
  findingsIn,
  isPlainUse,
  titleOf,
  worstFirst,
  type MapperEntry,
  type MapperUse,
} from '../../../core/mapper/texts/entry'
import {
  mapperRows,
  rowOf,
  type MapperRow,
  type MapperSource,
} from '../../../core/mapper/texts/rows'
import { mapperHash, toMapperUrl } from '../../../core/model/mapper-text'
import type { CaseFiles } from '../../files/cases/case-files'
import { casesOfMapper } from '../../files/cases/case-folders'
import type { MapperEngine } from '../../mapper/engine'
import { readable } from '../cases/run-cases'
import type { PutStep } from '../drafts/put-step'
import { inspectInAll, type InspectText } from '../mappers/look-at-text'
import type { ReadText } from '../projects/projects'
import { schemasIn } from './check-entries'
import { editInProject, mostSkipped, unknownMapper } from './edit-uses'
import { fetchTexts, isFetchable } from './fetch-texts'
import type { LookAtMappers, LookedMappers } from './look-at-mappers'
import type { MapperNotesService } from './mapper-notes'
import { tryCases } from './try-cases'
import type { ProjectId } from '../../../core/model/project-id'

type Name = keyof typeof allMappersRequests
type Verb<Each extends Name> = Each extends `all-mappers.${infer Rest}` ? Rest : never

/** Mappers of all projects on this computer. An aborted look keeps what it found. */
export type AllMappersService = {
  readonly [Each in Name as Verb<Each>]: (
    input: RequestInput<Each>,
    signal?: AbortSignal,
  ) => Promise<Result<RequestOutput<Each>>>
}

export interface AllMappersDeps {
  readonly lookAtMappers: LookAtMappers
  readonly notes: MapperNotesService
  readonly openTexts: (projectId: ProjectId) => ReadText
  readonly readSchema: (projectId: ProjectId, signal?: AbortSignal) => Promise<unknown>
  readonly inspect: InspectText
  readonly caseFiles: Pick<CaseFiles, 'list'>
  readonly engine: MapperEngine
  readonly putStep: PutStep
  readonly emit: (progress: RequestProgress<'all-mappers.fetch'>) => void
  readonly tellNoted: () => void
}

const mostFindings = 200
/** Maximum number of cases run before and after an edit. */
const mostTried = 100

export function createAllMappers(deps: AllMappersDeps): AllMappersService {
  const { lookAtMappers, notes, openTexts, readSchema, inspect, caseFiles, engine, putStep } = deps
  let latest: LookedMappers | undefined
  /** Texts by addresses without a hash, as last read. */
  const fetched = new Map<string, string>()
  /** Reasons by address of the last failed reads. */
  const unread = new Map<string, string>()
  const unreadSchemas = new Set<ProjectId>()

  async function source(): Promise<MapperSource> {
    const { mappers } = await notes.read()
    return {
      entries: [...(latest?.entries.values() ?? [])],
      projects: latest?.projects ?? new Map(),
      checked: latest?.checked ?? new Map(),
      notes: mappers,
    }
  }

  const entryOf = (id: string): MapperEntry | undefined => latest?.entries.get(id)
  const withReason = (row: MapperRow, address: string): MapperRow => {
    const reason = unread.get(address)
    return row.problem && reason !== undefined
      ? { ...row, problem: { ...row.problem, message: reason } }
      : row
  }
  const placesOf = (id: string) => latest?.places.get(id) ?? []

  async function nameOf(entry: MapperEntry): Promise<string> {
    const { mappers } = await notes.read()
    const { hash } = entry
    return (hash === undefined ? undefined : mappers[hash]?.name) || titleOf(entry)
  }

  return {
    async look(_input, signal) {
      const looked = await lookAtMappers.look(
        fetched,
        latest?.checked ?? new Map(),
        (found) => {
          latest = found
        },
        signal,
      )
      if (!looked.ok) return looked
      const { entries, looked: read, unread } = looked.value
      return success({ mappers: entries.size, looked: read, unread })
    },

    async list({ offset, limit, ...filter }) {
      const from = await source()
      const { rows, counts } = mapperRows(from, filter)
      return success({
        ...(latest ? { lookedAt: latest.at } : {}),
        rows: rows.slice(offset, offset + limit),
        total: rows.length,
        counts: { ...counts },
        looked: latest?.looked ?? 0,
        unread: latest?.unread ?? 0,
        missing: from.entries.filter(isFetchable).length,
      })
    },

    async read({ id, projectId }) {
      const entry = entryOf(id)
      if (!entry) return unknownMapper()
      const from = await source()
      const checked = latest?.checked.get(id)
      const findings = checked ? worstFirst(findingsIn(checked, projectId)) : []
      const near = entry.near.flatMap(({ id: nearId, same }) => {
        const other = entryOf(nearId)
        return other?.text === undefined
          ? []
          : [{ row: rowOf(from, other), text: other.text, same }]
      })
      return success({
        row: withReason(rowOf(from, entry, projectId), entry.address),
        ...(entry.text === undefined ? {} : { text: entry.text }),
        notes: (entry.hash === undefined ? undefined : from.notes[entry.hash]?.notes) ?? '',
        findings: findings.slice(0, mostFindings),
        findingCount: findings.length,
        plainUses: plainUsesOf(entry, projectId).length,
        near,
      })
    },

    uses({ id, projectId, offset, limit }) {
      const entry = entryOf(id)
      if (!entry) return Promise.resolve(unknownMapper())
      const isOwn = (use: MapperUse) => use.projectId === projectId
      const inOrder = [...entry.uses.filter(isOwn), ...entry.uses.filter((use) => !isOwn(use))]
      const uses = inOrder.slice(offset, offset + limit)
      const ids = new Set(uses.map((use) => use.projectId))
      const projects = [...ids].flatMap((each) => latest?.projects.get(each) ?? [])
      return Promise.resolve(success({ uses, total: entry.uses.length, projects }))
    },

    async used({ projectId, connectionKey }, signal) {
      const found = await lookAtMappers.gather(fetched, signal)
      if (!found.ok) return found
      latest = { ...found.value, checked: latest?.checked ?? found.value.checked }
      const isOwn = (use: MapperUse) =>
        use.projectId === projectId && use.connectionKey === connectionKey
      const own = [...latest.entries.values()].flatMap((entry) => {
        const use = entry.uses.find(isOwn)
        return use ? [{ entry, use }] : []
      })
      // Prefer the server's text to the draft's: other projects still use it.
      const { entry } = own.find(({ use }) => use.state !== 'draft') ?? own[0] ?? {}
      const projects = new Set(entry?.uses.map((use) => use.projectId))
      return success({
        ...(entry ? { id: entry.id } : {}),
        uses: entry?.uses.length ?? 0,
        projects: projects.size,
      })
    },

    async note({ hash, name, notes: text }) {
      const written = await notes.set(hash, { name, notes: text })
      if (!written.ok) return written
      deps.tellNoted()
      return success({})
    },

    async fetch({ which }, signal) {
      const isUnasked = which === 'unasked'
      const missing = isUnasked ? await lookAtMappers.missing(fetched, signal) : latest
      const { entries = [], schemaless = [] } = missing ?? {}
      let schemas = 0
      for (const projectId of schemaless) {
        if (isUnasked && unreadSchemas.has(projectId)) continue
        if (await readSchema(projectId, signal)) schemas += 1
        else unreadSchemas.add(projectId)
      }
      // Try failed ones again when a person asks.
      const wanted = [...entries.values()].filter(
        (entry) => isFetchable(entry) && !(isUnasked && unread.has(entry.address)),
      )
      const texts = { openTexts, texts: fetched, unread, emit: deps.emit, signal }
      const read = await fetchTexts(wanted, texts)
      return read.ok ? success({ ...read.value, read: read.value.read + schemas }) : read
    },

    async inspect({ id, text }, signal) {
      const situations = placesOf(id).flatMap((place) => place.situations)
      const found = await inspectInAll(inspect, text, different(situations), signal)
      return found.ok ? success({ findings: found.value.findings }) : found
    },

    async try({ id, text }, signal) {
      const before = entryOf(id)?.text
      const hash = latest?.caseHashes.get(id)
      if (before === undefined || hash === undefined) return success({ cases: [], more: 0 })
      const listed = await caseFiles.list(casesOfMapper(hash))
      if (!listed.ok) return listed
      const cases = readable(listed.value)
      const tried = await tryCases(
        engine,
        cases.slice(0, mostTried),
        { before, after: text },
        schemasIn(placesOf(id)),
        signal,
      )
      if (signal?.aborted) return failure(appError('request.cancelled', t('It was cancelled')))
      if (!tried.ok) return tried
      return success({ cases: tried.value, more: Math.max(0, cases.length - mostTried) })
    },

    async edit({ id, change, uses }) {
      const entry = entryOf(id)
      const value = change.kind === 'text' ? toMapperUrl(change.text) : entry?.problem?.fixed
      if (!entry || value === undefined) return unknownMapper()
      const hash = mapperHash(value)
      const name = await nameOf(entry)
      const label = (count: number) => labelOf(change, name, count)
      const projects: EditedProject[] = []
      const chosen = Array.isArray(uses) ? uses : everyUse(entry, uses.projectId)
      for (const [projectId, own] of byProject(chosen)) {
        const project = latest?.projects.get(projectId)
        if (!project) return unknownMapper()
        const named = mostSkipped - projects.reduce((sum, { skipped }) => sum + skipped.length, 0)
        projects.push(await editInProject(putStep, entry, { value, label }, project, own, named))
      }
      const isWritten = projects.some(({ written }) => written > 0)
      if (isWritten && entry.hash !== undefined && hash !== undefined) {
        const carried = await notes.carry(entry.hash, hash)
        if (carried.ok) deps.tellNoted()
      }
      return success({ ...(hash === undefined ? {} : { hash }), projects })
    },
  }
}

const plainUsesOf = ({ uses }: MapperEntry, projectId: ProjectId | undefined) =>
  uses.filter((use) => isPlainUse(use) && (projectId === undefined || use.projectId === projectId))

const everyUse = (entry: MapperEntry, projectId: ProjectId | undefined): EditedUse[] =>
  plainUsesOf(entry, projectId).map((use) => ({
    projectId: use.projectId,
    connectionKey: use.connectionKey,
    overwrite: false,
  }))

function labelOf(
  change: RequestInput<'all-mappers.edit'>['change'],
  name: string,
  count: number,
): string {
  if (change.kind === 'address') return t('Fixed the address of mapper “{name}”', { name })
  return change.rule === undefined
    ? t('Edited mapper “{name}” of {count, plural, one {# connection} other {# connections}}', {
        name,
        count,
      })
    : t(
        'Fixed {rule} in mapper “{name}” of {count, plural, one {# connection} other {# connections}}',
        { rule: change.rule, name, count },
      )
}

function byProject<Use extends { readonly projectId: ProjectId }>(
  uses: readonly Use[],
): ReadonlyMap<string, readonly Use[]> {
  const found = new Map<string, Use[]>()
  for (const use of uses) {
    const list = found.get(use.projectId)
    if (list) list.push(use)
    else found.set(use.projectId, [use])
  }
  return found
}

/** Drops equal situations, so that each text is inspected once. */
function different<Situation extends object>(situations: readonly Situation[]): Situation[] {
  const known = new Map(situations.map((situation) => [JSON.stringify(situation), situation]))
  return [...known.values()].slice(0, mostSituations)
}

const mostSituations = 12
