import type { Draft } from '../../../core/draft/draft'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestProgress } from '../../../core/ipc/contract'
import type {
  CheckedMapper,
  MapperEntry,
  MapperProject,
  MapperUse,
} from '../../../core/mapper/texts/entry'
import type { AppFiles } from '../../files/app-files'
import type { CaseFiles } from '../../files/cases/case-files'
import type { RadarMemoryService } from '../radar/radar-memory'
import type { WorkspacesService } from '../workspaces/workspaces'
import { placesByEntry, type CheckEntry, type CheckedPlace } from './check-entries'
import type { EstateCalls } from '../estate/channel'
import { estateProjects, type Estate } from '../estate/estate'
import { fromParts } from '../estate/gathered-parts'
import { lastChangeOf, type createReadChanges, type ProjectChanges } from './last-changes'
import type { ProjectId } from '../../../core/model/project-id'

export interface LookedMappers {
  readonly at: string
  readonly entries: ReadonlyMap<string, MapperEntry>
  readonly projects: ReadonlyMap<string, MapperProject>
  readonly places: ReadonlyMap<string, readonly CheckedPlace[]>
  /** SHA-512 of the text whose cases a mapper shows, by mapper. */
  readonly caseHashes: ReadonlyMap<string, string>
  readonly checked: Map<string, CheckedMapper>
  readonly looked: number
  readonly unread: number
  /** Projects without a local identity schema; schema rules are skipped there. */
  readonly schemaless: readonly ProjectId[]
}

export interface LookAtMappersDeps {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly files: Pick<AppFiles, 'drafts'>
  readonly caseFiles: Pick<CaseFiles, 'hashes'>
  readonly estate: Pick<Estate, 'ask'>
  readonly checkEntry: CheckEntry
  readonly readChanges: ReturnType<typeof createReadChanges>
  readonly radarMemory: Pick<RadarMemoryService, 'read'>
  readonly now: () => Date
  readonly emit: (progress: RequestProgress<'all-mappers.look'>) => void
}

export interface LookAtMappers {
  /** Gathers mappers without checking them; `fetched` has texts of addresses without a hash. */
  gather(fetched: ReadonlyMap<string, string>, signal?: AbortSignal): Promise<Result<LookedMappers>>
  /** Texts and schemas in Ory's storage, which may be read without asking. */
  missing(
    fetched: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<EstateCalls['missing']['answer'] | undefined>
  /** Gathers mappers, reports them, then checks each; an abort keeps finished checks. */
  look(
    fetched: ReadonlyMap<string, string>,
    before: ReadonlyMap<string, CheckedMapper>,
    onGathered: (found: LookedMappers) => void,
    signal?: AbortSignal,
  ): Promise<Result<LookedMappers>>
}

const cancelled = () =>
  failure(appError('request.cancelled', t('The search for problems was cancelled')))

export function createLookAtMappers(deps: LookAtMappersDeps): LookAtMappers {
  const { workspaces, files, caseFiles, estate, checkEntry } = deps
  const { readChanges, radarMemory, now, emit } = deps

  async function draftsOf(projects: readonly MapperProject[]): Promise<Map<ProjectId, Draft>> {
    const found = new Map<ProjectId, Draft>()
    const drafted = new Set(await files.drafts.projectIds())
    for (const { id } of projects) {
      if (!drafted.has(id)) continue
      const draft = await files.drafts.read(id)
      // A damaged draft was set aside and reported; the server's mappers remain.
      if (draft.ok && draft.value) found.set(id, draft.value)
    }
    return found
  }

  async function changesOf(ids: readonly ProjectId[], drafts: ReadonlyMap<ProjectId, Draft>) {
    const memory = await radarMemory.read()
    const found = new Map<string, ProjectChanges>()
    for (const id of ids) found.set(id, await readChanges(id, drafts.get(id), memory))
    return found
  }

  async function gathered(
    fetched: ReadonlyMap<string, string>,
    signal: AbortSignal | undefined,
    onProject: (done: number, of: number) => void,
  ): Promise<Result<LookedMappers>> {
    const projects = await estateProjects(workspaces)
    const all = projects.map(({ summary: { id, name, environment }, workspace }) => ({
      id,
      name,
      workspace,
      environment,
    }))
    const drafts = await draftsOf(all)
    const tell = (done: number) => onProject(done, all.length)
    tell(0)
    const parts = await estate.ask('mappers', { projects, fetched }, { signal, onTold: tell })
    if (signal?.aborted) return cancelled()
    if (!parts) return failure(appError('bug', t('The thread that gathers mappers has ended')))
    const found = await fromParts(parts)
    const changes = await changesOf(found.read, drafts)
    const entries = found.entries.map((entry) => {
      const lastChange = lastChangeOf(entry, changes)
      return lastChange ? { ...entry, lastChange } : entry
    })
    return success({
      at: now().toISOString(),
      entries: new Map(entries.map((entry) => [entry.id, entry])),
      projects: new Map(all.map((project) => [project.id, project])),
      places: placesByEntry(found.places, found.schemas),
      caseHashes: caseHashesOf(entries, await caseFiles.hashes()),
      checked: new Map(),
      looked: found.read.length,
      schemaless: found.schemaless,
      unread: all.length - found.read.length,
    })
  }

  return {
    gather: (fetched, signal) => gathered(fetched, signal, () => undefined),

    async missing(fetched, signal) {
      return estate.ask(
        'missing',
        { projects: await estateProjects(workspaces), fetched },
        { signal },
      )
    },

    async look(fetched, before, onGathered, signal) {
      const found = await gathered(fetched, signal, (done, of) =>
        emit({ phase: 'gathering', done, of }),
      )
      if (!found.ok) return found
      const { entries, places, caseHashes, checked } = found.value
      for (const id of entries.keys()) {
        const known = before.get(id)
        // Retry unchecked ones.
        if (known && known.unchecked === undefined) checked.set(id, known)
      }
      onGathered(found.value)
      let done = 0
      const tell = () => emit({ phase: 'checking', done, of: entries.size })
      tell()
      // One at a time: combining several would block the window.
      for (const entry of entries.values()) {
        const { id } = entry
        const result = await checkEntry(entry, places.get(id) ?? [], caseHashes.get(id), signal)
        if (!result) return cancelled()
        checked.set(id, result)
        done += 1
        if (done % 20 === 0) tell()
      }
      tell()
      return found
    },
  }
}

const useKey = ({ projectId, connectionKey }: MapperUse) => `${projectId} ${connectionKey}`

/** Text whose cases each mapper shows: its own, else the one a draft replaces. */
function caseHashesOf(
  entries: readonly MapperEntry[],
  withCases: ReadonlySet<string>,
): Map<string, string> {
  const behind = new Map<string, string>()
  for (const { hash, uses } of entries) {
    for (const use of uses) {
      if (use.state === 'replaced' && hash !== undefined) behind.set(useKey(use), hash)
    }
  }
  const found = new Map<string, string>()
  for (const { id, hash, uses } of entries) {
    const before = uses
      .filter(({ state }) => state === 'draft')
      .map((use) => behind.get(useKey(use)))
    const known = [hash, ...before].find((each) => each !== undefined && withCases.has(each))
    if (known !== undefined) found.set(id, known)
  }
  return found
}
