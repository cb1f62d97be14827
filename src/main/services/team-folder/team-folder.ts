import { comparing } from '../../../core/compare/compare'
import { firstMemory } from '../../../core/compare/memory'
import { setUpOfFile } from '../../../core/set-up-file/set-up-of-file'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { teamFolderRequests } from '../../../core/ipc/team-folder'
import {
  mostTeamLines,
  mostTeamProblems,
  mostTeamRows,
  type TeamLoaded,
  type TeamWritten,
} from '../../../core/ipc/team-folder'
import { byText, type SetUpFile } from '../../../core/set-up-file/form'
import { setUpFileText } from '../../../core/set-up-file/write'
import {
  mapperDifferences,
  pairDifferences,
  projectDifferences,
  type TeamDifference,
} from '../../../core/team-folder/difference'
import { mostWritten, type TeamMemory } from '../../../core/team-folder/memory'
import { notesIn, notesOf } from '../../../core/team-folder/merge'
import { countNews, pathsOfItem, settledPaths } from '../../../core/team-folder/news'
import { besidePath, projectPath } from '../../../core/team-folder/paths'
import { standingsOf, type ItemStanding } from '../../../core/team-folder/standing'
import { itemId, type TeamFolder, type TeamItem } from '../../../core/team-folder/team'
import type { CallOptions } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import { hashOf } from '../../files/team-folder/read-team-files'
import { createTeamHashes } from '../../files/team-folder/hash-team-files'
import type { TeamFolderWatch } from '../../files/team-folder/watch-team-folders'
import { writeTeamFile } from '../../files/team-folder/write-team-files'
import { createQueues } from '../../concurrency/in-turn'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { PutStep } from '../drafts/put-step'
import { yieldToEventLoop, withPauses } from '../../concurrency/pauses'
import type { AppSide, ReadAppSide } from './app-side'
import type { FolderFiles, FolderReader } from '../team-folder-files'
import { createTeamMemories } from '../team-memories'
import { createLabels, rowsOf } from './labels'
import { loadProject } from './load-project'
import { createReadings, standingIn, type Reading } from './readings'
import type { TakeItem } from './take-item'
import { planNow, writeItems } from './write-items'

type TeamName = keyof typeof teamFolderRequests

/** The shared folder of a team, one per workspace. */
export type TeamFolderService = {
  [Name in TeamName]: (
    input: RequestInput<Name>,
    options?: CallOptions,
  ) => Promise<Result<RequestOutput<Name>>>
} & {
  noteTaken(workspaceId: string, name: string): Promise<void>
  /** Writes a project if its files are unchanged since they were read. */
  writeProject(
    workspaceId: string,
    name: string,
    file: SetUpFile,
    read: FolderFiles,
  ): Promise<TeamWritten>
}

function knownWith(
  known: TeamMemory['known'],
  hashes: ReadonlyMap<string, string>,
  paths: readonly string[],
): Record<string, string> {
  const kept = Object.entries(known ?? {}).filter(([path]) => hashes.has(path))
  const next = new Map(kept)
  for (const path of paths) next.set(path, hashes.get(path) ?? '')
  return Object.fromEntries([...next].toSorted(([one], [other]) => byText(one, other)))
}

const newerWords = t('It is newer in the folder, so it is not replaced without a question')

export function createTeamFolderService(deps: {
  readonly files: Pick<AppFiles, 'teamFolder' | 'forgetTeamFolder'>
  readonly readAppSide: ReadAppSide
  readonly takeItem: TakeItem
  readonly putStep: PutStep
  readonly chooseFolder: () => Promise<string | undefined>
  readonly folders: Pick<FolderReader, 'files' | 'published'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly watching: Pick<TeamFolderWatch, 'follow'>
  readonly now: () => Date
}): TeamFolderService {
  const { files, readAppSide, takeItem, putStep, chooseFolder, folders, workspaces, now } = deps
  const { watching } = deps
  const memories = createTeamMemories({ files, workspaces })
  const hashTeamFiles = createTeamHashes()
  const readings = createReadings()
  /** Serializes each workspace, as writes depend on the memory. */
  const queues = createQueues()

  async function change(workspaceId: string, next: (memory: TeamMemory) => TeamMemory) {
    return queues.run(workspaceId, async (): Promise<Result<void>> => {
      const stored = await memories(workspaceId).read()
      if (!stored.ok) return stored
      return stored.value ? memories(workspaceId).write(next(stored.value)) : success(undefined)
    })
  }

  /** Remembers the common state by item ID. */
  const agree = (workspaceId: string, hashes: readonly (readonly [string, string])[]) =>
    change(workspaceId, (memory) => ({
      ...memory,
      base: { ...memory.base, ...Object.fromEntries(hashes) },
    }))

  async function read(
    { workspaceId }: RequestInput<'team.read'>,
    { signal }: CallOptions = {},
  ): Promise<Result<RequestOutput<'team.read'>>> {
    const stored = await memories(workspaceId).read()
    if (!stored.ok) return stored
    const none = { rows: [], problems: [], problemCount: 0 }
    if (!stored.value) return success(none)
    const { folder: root, base, lastWrite } = stored.value
    const common = { folder: root, ...(lastWrite ? { lastWrite } : {}) }
    const there = await folders.files(root)
    if (!there.ok) {
      const refused = t('The folder cannot be read ({why})', { why: there.error.message })
      return success({ ...none, ...common, refused })
    }
    const { folder, hashes } = there.value
    if (folder.refused !== undefined)
      return success({ ...none, ...common, refused: folder.refused })
    const app = await readAppSide(workspaceId, folder, signal)
    if (!app.ok) return app
    await yieldToEventLoop()
    const byText = standingsOf(app.value.state, folder, new Map(Object.entries(base)), hashOf)
    const standings = await withoutFormChanges(byText, app.value, folder)
    const labelOf = createLabels(app.value, folder)
    const reading = { workspaceId, root, app: app.value, folder, hashes, standings, labelOf }
    await settle(reading, stored.value)
    return success({
      ...common,
      readingId: readings.hold(reading),
      rows: rowsOf(standings, app.value, folder).slice(0, mostTeamRows),
      problems: folder.problems.slice(0, mostTeamProblems).map((problem) => ({ ...problem })),
      problemCount: folder.problems.length,
    })
  }

  /** Remembers the common state and files that need no action. */
  async function settle(
    { workspaceId, app, folder, hashes, standings }: Reading,
    { base, known }: TeamMemory,
  ): Promise<void> {
    const same = standings.flatMap(({ item, standing, app: hash }) =>
      standing === 'same' && hash !== undefined && base[itemId(item)] !== hash
        ? [[itemId(item), hash] as const]
        : [],
    )
    const byId = new Map(standings.map(({ item, standing }) => [itemId(item), standing]))
    const settled = settledPaths(hashes.keys(), folder, byId, (name) => app.projects.has(name))
    const next = knownWith(known, hashes, settled)
    if (same.length === 0 && JSON.stringify(next) === JSON.stringify(known)) return
    await change(workspaceId, (memory) => ({
      ...memory,
      base: { ...memory.base, ...Object.fromEntries(same) },
      known: knownWith(memory.known, hashes, settled),
    }))
  }

  const taken = (
    { workspaceId, folder, hashes }: Pick<Reading, 'workspaceId' | 'folder' | 'hashes'>,
    items: readonly TeamItem[],
  ) =>
    change(workspaceId, (memory) => ({
      ...memory,
      known: knownWith(
        memory.known,
        hashes,
        items.flatMap((item) => pathsOfItem(hashes.keys(), folder, item)),
      ),
    }))

  async function noteTaken(workspaceId: string, name: string): Promise<void> {
    const stored = await memories(workspaceId).read()
    const there = stored.ok && stored.value ? await folders.files(stored.value.folder) : undefined
    // Unreadable now: stays marked as changed.
    if (!there?.ok) return
    const { folder, hashes } = there.value
    await taken({ workspaceId, folder, hashes }, [{ kind: 'project', name }])
  }

  async function changedIn({ folder, known }: TeamMemory): Promise<number> {
    // Never read here.
    if (!known) return 0
    await watching.follow(folder)
    // Reported where the folder is shown.
    const hashes = await hashTeamFiles(folder).catch(() => new Map<string, string>())
    return countNews(hashes, known)
  }

  /** Ignores differences of form only, such as order. */
  async function withoutFormChanges(
    standings: readonly ItemStanding[],
    app: AppSide,
    folder: TeamFolder,
  ): Promise<ItemStanding[]> {
    const all: ItemStanding[] = []
    for (const entry of standings) {
      const isSame =
        entry.item.kind === 'project' &&
        ['app-newer', 'folder-newer', 'both'].includes(entry.standing) &&
        (await linesOf({ app, folder }, entry.item)).length === 0
      all.push(isSame ? { ...entry, standing: 'same' } : entry)
    }
    return all
  }

  async function linesOf(
    { app, folder }: Pick<Reading, 'app' | 'folder'>,
    { kind, name }: TeamItem,
  ) {
    if (kind === 'pair') return pairDifferences(app.state.pairs.get(name), folder.pairs.get(name))
    if (kind === 'mapper') {
      return mapperDifferences(notesIn(app.state.mappers, name), notesIn(notesOf(folder), name))
    }
    const [mine, theirs] = [app.state.projects.get(name), folder.projects.get(name)?.file]
    if (!mine || !theirs) return []
    const steps = comparing(setUpOfFile(mine), setUpOfFile(theirs), firstMemory(true))
    const comparison = await withPauses(steps)
    if (!comparison) throw new Error('Nothing cancels this comparison')
    return projectDifferences(comparison, mine, theirs)
  }

  async function remember(
    reading: Reading,
    results: readonly TeamWritten[],
    first: readonly string[],
  ) {
    const isWhole = ({ conflicts, problem }: TeamWritten) =>
      conflicts.length === 0 && problem === undefined
    const agreed = results.filter(isWhole).flatMap(({ item }) => {
      const hash = standingIn(reading, item)?.app
      return hash === undefined ? [] : [[itemId(item), hash] as const]
    })
    return rememberWrite(reading.workspaceId, results, first, agreed)
  }

  /** `agreed`: common hashes by item ID. */
  async function rememberWrite(
    workspaceId: string,
    results: readonly TeamWritten[],
    first: readonly string[],
    agreed: readonly (readonly [string, string])[],
  ) {
    const touched = [
      ...first,
      ...results.flatMap(({ written, removed }) => [...written, ...removed]),
    ]
    return change(workspaceId, (memory) => ({
      ...memory,
      base: { ...memory.base, ...Object.fromEntries(agreed) },
      ...(touched.length > 0
        ? { lastWrite: { at: now().toISOString(), files: touched.slice(0, mostWritten) } }
        : {}),
    }))
  }

  async function write({ readingId, items, replace }: RequestInput<'team.write'>) {
    const held = readings.get(readingId)
    if (!held.ok) return held
    const reading = held.value
    const isNewer = (item: TeamItem) =>
      ['folder-newer', 'both'].includes(standingIn(reading, item)?.standing ?? '')
    const goes = items.filter((item) => replace || !isNewer(item))
    const stays = items
      .filter((item) => !goes.includes(item))
      .map((item) => ({ item, label: reading.labelOf(item), problem: newerWords }))
    const wrote = await writeItems(folders, { ...reading, state: reading.app.state }, goes)
    if (!wrote.ok) return wrote
    const { results, first, remarks } = wrote.value
    await remember(reading, results, first)
    const nothing = { written: [], removed: [], unchanged: 0, conflicts: [] }
    return success({
      results: [...results, ...stays.map((item) => ({ ...item, ...nothing }))],
      first: [...first],
      remarks: remarks.slice(0, mostTeamProblems),
    })
  }

  /** Writes the app's items under new names beside the changed files. */
  async function keepBoth({ readingId, item }: RequestInput<'team.keep-both'>) {
    const held = readings.get(readingId)
    if (!held.ok) return held
    const reading = held.value
    const file = reading.app.state.projects.get(item.name)
    const plan =
      item.kind === 'project'
        ? undefined
        : await planNow(folders, { ...reading, state: reading.app.state }, [item])
    if (plan && !plan.ok) return plan
    const texts =
      item.kind === 'project'
        ? // Whole in one file, which the app can compare and import.
          [{ path: projectPath(item.name), text: file ? setUpFileText(file) : undefined }]
        : (plan?.value.items[0]?.write ?? [])
    const written: string[] = []
    const there = await folders.files(reading.root)
    if (!there.ok) return there
    for (const { path, text } of texts) {
      if (text === undefined || path.endsWith('.jsonnet')) continue
      const beside = besidePath(path)
      const before = there.value.hashes.get(beside)
      if (before === hashOf(text)) continue
      const expected = before === undefined ? {} : { expected: before }
      const result = await writeTeamFile(reading.root, { path: beside, text, ...expected })
      if (result.kind === 'done') written.push(beside)
      else {
        const why = result.kind === 'failed' ? result.words : t('It changed meanwhile')
        return failure(appError('file.write-failed', why, { subject: beside, retry: true }))
      }
    }
    return success({ written })
  }

  async function loadOne(reading: Reading, item: TeamItem): Promise<TeamLoaded> {
    const common = { item, label: reading.labelOf(item), changes: 0, toType: [], skipped: [] }
    const file = reading.folder.projects.get(item.name)?.file
    const projectId = reading.app.projects.get(item.name)?.summary.id
    if (item.kind !== 'project' || !file)
      return { ...common, problem: t('The folder does not have it') }
    if (projectId === undefined) {
      return { ...common, problem: t('This workspace has no such project') }
    }
    const loaded = await loadProject(putStep, projectId, file, reading.folder)
    return loaded.ok
      ? { ...common, projectId, ...loaded.value }
      : { ...common, projectId, problem: loaded.error.message }
  }

  return {
    'team.read': read,

    async writeProject(workspaceId, name, file, { root, hashes }) {
      const item: TeamItem = { kind: 'project', name }
      const state = { projects: new Map([[name, file]]), published: new Map() }
      const app = { ...state, pairs: new Map(), mappers: new Map() }
      const labelOf = () => file.project?.name ?? name
      const wrote = await writeItems(folders, { root, state: app, hashes, labelOf }, [item])
      if (!wrote.ok) {
        const nothing = { written: [], removed: [], unchanged: 0, conflicts: [] }
        return { item, label: labelOf(), ...nothing, problem: wrote.error.message }
      }
      const { results, first } = wrote.value
      const [result] = results
      if (!result) throw new Error('One item was written')
      await rememberWrite(workspaceId, results, first, [])
      const { written, removed, conflicts } = result
      // The folder has only our own files now.
      if (conflicts.length === 0 && written.length + removed.length > 0)
        await noteTaken(workspaceId, name)
      return result
    },

    noteTaken,

    async 'team.choose'({ workspaceId, folder: wanted }) {
      if (wanted === 'none') {
        const forgotten = await files.forgetTeamFolder(workspaceId)
        return forgotten.ok ? success({ chosen: false }) : forgotten
      }
      const folder = await chooseFolder()
      if (folder === undefined) return success({ chosen: false })
      const stored = await memories(workspaceId).read()
      if (!stored.ok) return stored
      const isSame = stored.value?.folder === folder
      // The memory belongs to another folder.
      const memory = isSame && stored.value ? stored.value : { folder, base: {} }
      const written = await memories(workspaceId).write(memory)
      return written.ok ? success({ chosen: true }) : written
    },

    async 'team.folders'() {
      const folders: RequestOutput<'team.folders'>['folders'] = []
      for (const { id } of await workspaces.list()) {
        const stored = await memories(id).read()
        // A damaged file was set aside and reported.
        if (!stored.ok || !stored.value) continue
        const changed = await changedIn(stored.value)
        folders.push({ workspaceId: id, folder: stored.value.folder, changed })
      }
      return success({ folders })
    },

    async 'team.published'({ projectId }) {
      const publish = await folders.published(projectId)
      return success(publish ? { publish } : {})
    },

    async 'team.differences'({ readingId, item }) {
      const reading = readings.get(readingId)
      if (!reading.ok) return reading
      const lines: TeamDifference[] = await linesOf(reading.value, item)
      return success({
        lines: lines
          .slice(0, mostTeamLines)
          .map(({ lines: changed, ...line }) =>
            changed ? { ...line, lines: [...changed] } : line,
          ),
        total: lines.length,
      })
    },

    'team.write': write,
    'team.keep-both': keepBoth,

    async 'team.load'({ readingId, items }) {
      const reading = readings.get(readingId)
      if (!reading.ok) return reading
      const results: TeamLoaded[] = []
      for (const item of items) results.push(await loadOne(reading.value, item))
      const loaded = results.filter(({ problem }) => problem === undefined)
      await taken(
        reading.value,
        loaded.map(({ item }) => item),
      )
      return success({ results })
    },

    async 'team.take'({ readingId, items, how }) {
      const reading = readings.get(readingId)
      if (!reading.ok) return reading
      const results = []
      const agreed: [string, string][] = []
      for (const item of items) {
        const problem = await takeItem(reading.value, item, how)
        const hash = standingIn(reading.value, item)?.folder
        if (problem === undefined && hash !== undefined) agreed.push([itemId(item), hash])
        const label = reading.value.labelOf(item)
        results.push({ item, label, ...(problem === undefined ? {} : { problem }) })
      }
      await agree(reading.value.workspaceId, agreed)
      const whole = results.filter((result) => !('problem' in result))
      await taken(
        reading.value,
        whole.map(({ item }) => item),
      )
      return success({ results })
    },
  }
}
