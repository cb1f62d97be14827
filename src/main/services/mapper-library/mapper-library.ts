import { failure, success, type Result } from '../../../core/errors/result'
import { appError } from '../../../core/errors/app-error'
import { t } from '../../../core/language/translate'
import type { EventPayload, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { EditedProject, mapperLibraryRequests } from '../../../core/ipc/mapper-library'
import { titleOf, type LibraryEntry } from '../../../core/mapper/library/entry'
import { libraryRows, rowOf, type LibrarySource } from '../../../core/mapper/library/rows'
import { contentHash } from '../../../core/model/mapper-text'
import type { CaseFiles } from '../../files/cases/case-files'
import { casesOfMapper } from '../../files/cases/case-folders'
import type { MapperEngine } from '../../mapper/engine'
import { readable } from '../cases/run-cases'
import type { PutStep } from '../drafts/put-step'
import { inspectInAll, type InspectText } from '../mappers/look-at-text'
import type { ReadText } from '../projects/projects'
import { schemasIn } from './check-entries'
import { editInProject, mostSkipped, unknownMapper } from './edit-uses'
import { fetchable, fetchTexts } from './fetch-texts'
import type { LookAtMappers, LookedLibrary } from './look-at-mappers'
import type { MapperNotesService } from './mapper-notes'
import { tryCases } from './try-cases'
import type { ProjectId } from '../../../core/model/project-id'

type Name = keyof typeof mapperLibraryRequests
type Verb<Each extends Name> = Each extends `mapper-library.${infer Rest}` ? Rest : never

/**
 * The mappers of all projects on this computer, a method for each of its requests. A look that is aborted
 * keeps what was found before.
 */
export type MapperLibraryService = {
  readonly [Each in Name as Verb<Each>]: (
    input: RequestInput<Each>,
    signal?: AbortSignal,
  ) => Promise<Result<RequestOutput<Each>>>
}

export interface MapperLibraryDeps {
  readonly lookAtMappers: LookAtMappers
  readonly notes: MapperNotesService
  readonly openTexts: (projectId: ProjectId) => ReadText
  readonly inspect: InspectText
  readonly caseFiles: Pick<CaseFiles, 'list'>
  readonly engine: MapperEngine
  readonly putStep: PutStep
  readonly emit: (progress: EventPayload<'mapper-library.fetched'>) => void
  /** Tells other windows that a mapper has another name or other notes. */
  readonly tellNoted: () => void
}

const mostFindings = 200
/** Cases that are run before and after an edit. */
const mostTried = 100

export function createMapperLibrary(deps: MapperLibraryDeps): MapperLibraryService {
  const { lookAtMappers, notes, openTexts, inspect, caseFiles, engine, putStep } = deps
  let latest: LookedLibrary | undefined
  /** Texts at addresses that name no content, as they were read last. */
  const fetched = new Map<string, string>()

  async function source(): Promise<LibrarySource> {
    const { mappers } = await notes.read()
    const checked = latest?.checked ?? new Map()
    return {
      entries: [...(latest?.entries.values() ?? [])],
      projects: latest?.projects ?? new Map(),
      checks: new Map([...checked].map(([id, { checks }]) => [id, checks])),
      notes: mappers,
    }
  }

  const entryOf = (id: string): LibraryEntry | undefined => latest?.entries.get(id)
  const placesOf = (id: string) => latest?.places.get(id) ?? []

  async function nameOf(entry: LibraryEntry): Promise<string> {
    const { mappers } = await notes.read()
    const { hash } = entry
    return (hash === undefined ? undefined : mappers[hash]?.name) || titleOf(entry)
  }

  return {
    async look(_input, signal) {
      const looked = await lookAtMappers(
        fetched,
        (library) => {
          latest = library
        },
        signal,
      )
      if (!looked.ok) return looked
      const { entries, looked: read, unread } = looked.value
      return success({ mappers: entries.size, looked: read, unread })
    },

    async list({ words, part, offset, limit }) {
      const from = await source()
      const { rows, counts } = libraryRows(from, { words, part })
      return success({
        ...(latest ? { lookedAt: latest.at } : {}),
        rows: rows.slice(offset, offset + limit),
        total: rows.length,
        counts: { ...counts },
        looked: latest?.looked ?? 0,
        unread: latest?.unread ?? 0,
        missing: fetchable(from.entries).length,
      })
    },

    async read({ id }) {
      const entry = entryOf(id)
      if (!entry) return unknownMapper()
      const from = await source()
      const { findings = [], lines = [] } = latest?.checked.get(id) ?? {}
      const near = entry.near.flatMap(({ id: nearId, same }) => {
        const other = entryOf(nearId)
        return other?.text === undefined
          ? []
          : [{ row: rowOf(from, other), text: other.text, same }]
      })
      return success({
        row: rowOf(from, entry),
        ...(entry.text === undefined ? {} : { text: entry.text }),
        notes: (entry.hash === undefined ? undefined : from.notes[entry.hash]?.notes) ?? '',
        findings: findings.slice(0, mostFindings),
        lines: lines.slice(0, mostFindings),
        near,
      })
    },

    uses({ id, offset, limit }) {
      const entry = entryOf(id)
      if (!entry) return Promise.resolve(unknownMapper())
      const uses = entry.uses.slice(offset, offset + limit)
      const ids = new Set(uses.map(({ projectId }) => projectId))
      const projects = [...ids].flatMap((each) => latest?.projects.get(each) ?? [])
      return Promise.resolve(success({ uses, total: entry.uses.length, projects }))
    },

    async note({ hash, name, notes: text }) {
      const written = await notes.set(hash, { name, notes: text })
      if (!written.ok) return written
      deps.tellNoted()
      return success({})
    },

    fetch: (_input, signal) =>
      fetchTexts(fetchable(latest?.entries.values() ?? []), {
        openTexts,
        texts: fetched,
        emit: deps.emit,
        signal,
      }),

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

    async edit({ id, text, uses }) {
      const entry = entryOf(id)
      if (!entry) return unknownMapper()
      const hash = contentHash(new TextEncoder().encode(text))
      const name = await nameOf(entry)
      const projects: EditedProject[] = []
      for (const [projectId, own] of byProject(uses)) {
        const project = latest?.projects.get(projectId)
        if (!project) return unknownMapper()
        const named = mostSkipped - projects.reduce((sum, { skipped }) => sum + skipped.length, 0)
        projects.push(await editInProject(putStep, entry, name, text, project, own, named))
      }
      const isWritten = projects.some(({ written }) => written > 0)
      if (isWritten && entry.hash !== undefined) {
        const carried = await notes.carry(entry.hash, hash)
        if (carried.ok) deps.tellNoted()
      }
      return success({ hash, projects })
    },
  }
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

/** A text is looked at once in situations that are alike; the schema of a project is one object. */
function different<Situation extends object>(situations: readonly Situation[]): Situation[] {
  const known = new Map(situations.map((situation) => [JSON.stringify(situation), situation]))
  return [...known.values()].slice(0, mostSituations)
}

/** An edited text is looked at with every key, so that the situations are bounded. */
const mostSituations = 12
