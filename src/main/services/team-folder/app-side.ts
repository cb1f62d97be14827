import type { PairMemory } from '../../../core/compare/memory'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { textMember } from '../../../core/model/json'
import { contentHash } from '../../../core/model/mapper-text'
import type { ProjectSummary } from '../../../core/model/project'
import type { ProjectId } from '../../../core/model/project-id'
import type { SetUpFile } from '../../../core/set-up-file/form'
import { pairName, projectName } from '../../../core/team-folder/paths'
import { saidAlike } from '../../../core/team-folder/merge'
import { mapperEntries, mapperTextOf } from '../../../core/team-folder/project-file'
import { teamPublishOf, type TeamPublish } from '../../../core/team-folder/publish-file'
import { sharedMemory } from '../../../core/team-folder/pair-file'
import type { TeamNotes, TeamFolder, TeamState } from '../../../core/team-folder/team'
import type { AppFiles } from '../../files/app-files'
import { projectsOfPair } from '../../files/pair-names'
import { casesOfMapper } from '../../files/cases/case-folders'
import type { CaseFiles } from '../../files/cases/case-files'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'
import { readable } from '../cases/run-cases'
import type { PairMemories, PairOfSides } from '../compare/pair-memory'
import type { MapperNotesService } from '../all-mappers/mapper-notes'
import { yieldToEventLoop } from '../../concurrency/pauses'
import type { SetUpFilesService } from '../set-up-files/set-up-files'
import type { WorkspacesService } from '../workspaces/workspaces'

export interface AppProject {
  readonly summary: ProjectSummary
  /** Localized reason why it can't be compared; excluded from the state. */
  readonly unknown?: string
  readonly remarks: readonly string[]
}

export interface AppSide {
  readonly state: TeamState
  readonly projects: ReadonlyMap<string, AppProject>
  /** Labels of unnamed mappers, by text hash. */
  readonly mapperLabels: ReadonlyMap<string, string>
}

export interface AppSideDeps {
  readonly files: Pick<AppFiles, 'snapshots' | 'comparedPairs'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly setUpFiles: Pick<SetUpFilesService, 'serverFile'>
  readonly memories: PairMemories
  readonly notes: Pick<MapperNotesService, 'read'>
  readonly caseFiles: Pick<CaseFiles, 'hashes' | 'list'>
  readonly history: Pick<PublishHistoryFiles, 'list'>
}

/** Caches hashes: many connections share a mapper. */
function createHashes() {
  const known = new Map<string, string>()
  return (text: string): string => {
    const hash = known.get(text) ?? contentHash(new TextEncoder().encode(text))
    known.set(text, hash)
    return hash
  }
}

/** Orders a pair by names in the folder. */
export function pairOf([one, other]: readonly [ProjectSummary, ProjectSummary]): {
  readonly name: string
  readonly sides: PairOfSides
} {
  const name = pairName(projectName(one.slug), projectName(other.slug))
  const isTurned = projectName(one.slug) > projectName(other.slug)
  const [left, right] = isTurned ? [other, one] : [one, other]
  const sideOf = ({ id, environment }: ProjectSummary) => ({ name: id, environment })
  return { name, sides: { left: sideOf(left), right: sideOf(right) } }
}

/** Reads a workspace from disk; fetches only mapper texts. */
export function createAppSide(deps: AppSideDeps) {
  const { files, workspaces, setUpFiles, memories, notes, caseFiles, history } = deps

  /** Our publish that led to a revision, if any. */
  async function publishTo(projectId: ProjectId, revisionId: string) {
    const listed = await history.list(projectId)
    const newest = listed.ok ? listed.value[0] : undefined
    return newest?.revisionAfter === revisionId ? teamPublishOf(newest) : undefined
  }

  async function readProject(
    summary: ProjectSummary,
    known: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<
    Result<{ project: AppProject; file?: SetUpFile; published?: TeamPublish | undefined }>
  > {
    const left = (unknown: string) => success({ project: { summary, unknown, remarks: [] } })
    if (summary.state === 'deleted') return left(t('The project is deleted'))
    const snapshot = await files.snapshots.read(summary.id)
    if (!snapshot.ok) return left(t('Its state on this disk cannot be read'))
    if (!snapshot.value) return left(t('It was not read on this computer yet: open it first'))
    if (snapshot.value.incomplete) {
      return left(t('Not all of its organizations were read: refresh it first'))
    }
    const made = await setUpFiles.serverFile(summary.id, known, signal)
    if (!made.ok) return made.error.code === 'request.cancelled' ? made : left(made.error.message)
    const { remarks, file, unread } = made.value
    // An address would replace a text in the folder.
    if (unread > 0) {
      return left(
        t(
          '{count, plural, one {# text} other {# texts}} of mappers or metadata could not be read',
          {
            count: unread,
          },
        ),
      )
    }
    const published = await publishTo(summary.id, snapshot.value.revisionId)
    return success({ project: { summary, remarks }, file, published })
  }

  async function readPairs(projects: ReadonlyMap<string, AppProject>) {
    const byId = new Map([...projects.values()].map(({ summary }) => [summary.id, summary]))
    const pairs = new Map<string, PairMemory>()
    for (const stored of await files.comparedPairs()) {
      const [one, other] = (projectsOfPair(stored) ?? []).map((id) => byId.get(id))
      if (!one || !other || one === other) continue
      const { name, sides } = pairOf([one, other])
      const memory = await memories.read(sides)
      // A damaged file was set aside and reported.
      if (memory.ok) pairs.set(name, sharedMemory(memory.value))
    }
    return pairs
  }

  async function readMappers(hashes: ReadonlySet<string>) {
    const { mappers: noted } = await notes.read()
    const withCases = await caseFiles.hashes()
    const mappers = new Map<string, TeamNotes>()
    for (const hash of hashes) {
      const note = Object.hasOwn(noted, hash) ? noted[hash] : undefined
      const stored = withCases.has(hash) ? await caseFiles.list(casesOfMapper(hash)) : success([])
      const cases = stored.ok ? readable(stored.value) : []
      mappers.set(hash, { name: note?.name ?? '', notes: note?.notes ?? '', cases })
    }
    return mappers
  }

  return async function read(
    workspaceId: string,
    folder: Pick<TeamFolder, 'mappers' | 'projects'>,
    signal?: AbortSignal,
  ): Promise<Result<AppSide>> {
    const workspace = (await workspaces.list()).find(({ id }) => id === workspaceId)
    if (!workspace) return failure(appError('request.invalid', t('There is no such workspace')))
    const known = new Map([...folder.mappers.values()].map(({ hash, text }) => [hash, text]))
    const projects = new Map<string, AppProject>()
    const setUps = new Map<string, SetUpFile>()
    const published = new Map<string, TeamPublish>()
    for (const summary of workspace.projects) {
      const name = projectName(summary.slug)
      if (projects.has(name)) continue
      const read = await readProject(summary, known, signal)
      if (!read.ok) return read
      projects.set(name, read.value.project)
      const { file } = read.value
      if (file) setUps.set(name, saidAlike(file, folder.projects.get(name)?.file))
      if (read.value.published) published.set(name, read.value.published)
      await yieldToEventLoop()
    }
    const labels = new Map<string, string>()
    const hashOfMapper = createHashes()
    for (const file of setUps.values()) {
      for (const { entry } of mapperEntries(file)) {
        const text = mapperTextOf(entry)
        const hash = text === undefined ? undefined : hashOfMapper(text)
        if (hash === undefined || labels.has(hash)) continue
        const label = textMember(entry.fields, 'label') || entry.id
        labels.set(hash, t('Mapper of {name}', { name: label }))
      }
    }
    const hashes = new Set([...labels.keys(), ...known.keys()])
    const mappers = await readMappers(hashes)
    const state = { projects: setUps, published, pairs: await readPairs(projects), mappers }
    return success({ state, projects, mapperLabels: labels })
  }
}
export type ReadAppSide = ReturnType<typeof createAppSide>
