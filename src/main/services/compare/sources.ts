import { setUpBefore } from '../../../core/history/set-up-before'
import { setUpOfFile } from '../../../core/set-up-file/set-up-of-file'
import type { SetUp } from '../../../core/model/set-up'
import { setUpOf } from '../../../core/draft/set-up-of'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents } from '../../../core/intents/intents'
import type { CompareSideInfo, CompareSource } from '../../../core/ipc/compare'
import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import { createRecent } from '../../../core/model/recent'
import type { Snapshot } from '../../../core/model/snapshot'
import type { PublishRecord } from '../../../core/history/publish-history'
import type { SetUpFile } from '../../../core/set-up-file/form'
import { mapperPath, projectPath } from '../../../core/team-folder/paths'
import type { AppFiles } from '../../files/app-files'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'
import type { TextCache } from '../../files/snapshots/text-cache'
import { hashOf } from '../../files/team-folder/read-team-files'
import { yieldToEventLoop } from '../../concurrency/pauses'
import type { ProjectsService } from '../projects/projects'
import type { FolderReader, ProjectInFolder } from '../team-folder-files'
import type { ProjectId } from '../../../core/model/project-id'

export type ContentKind = 'mapper' | 'metadata'

export interface LoadedSide {
  readonly setUp: SetUp
  readonly info: CompareSideInfo
  /** Key for memory: project ID, or the slug in a file. */
  readonly name: string
  /** Localized notes on what is unknown. */
  readonly remarks: readonly string[]
  readonly inFolder?: ProjectInFolder
  textAt(kind: ContentKind, address: string, signal?: AbortSignal): Promise<Result<string>>
  /** The same from disk only. */
  keptText(address: string): Promise<string | undefined>
}

export interface ChosenFile {
  readonly name: string
  readonly file: SetUpFile
  /** Localized notes on what the reader skipped. */
  readonly remarks: readonly string[]
}

export interface CompareSources {
  load(source: CompareSource): Promise<Result<LoadedSide>>
  hold(fileId: string, file: ChosenFile): void
}

/** Maximum number of files in memory; the least recently used is dropped. */
const mostFiles = 6

const nothingKnown = (projectId: ProjectId) =>
  failure(
    appError('project.unread', t('It was never read on this computer'), { subject: projectId }),
  )

function inlineText(address: string): string | undefined {
  const bytes = inlineMapperBytes(address)
  return bytes && new TextDecoder().decode(bytes)
}

export function createCompareSources(deps: {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly history: Pick<PublishHistoryFiles, 'list' | 'read'>
  readonly texts: Pick<TextCache, 'read'>
  readonly projects: Pick<ProjectsService, 'openTexts'>
  readonly folders: Pick<FolderReader, 'project'>
}): CompareSources {
  const { files, history, texts, projects, folders } = deps
  const chosen = createRecent<string, ChosenFile>(mostFiles)

  async function keptText(address: string): Promise<string | undefined> {
    const inline = inlineText(address)
    if (inline !== undefined) return inline
    const hash = mapperHash(address)
    return hash === undefined ? undefined : texts.read(hash)
  }

  function textReader(projectId: ProjectId): LoadedSide['textAt'] {
    return async (kind, address, signal) => {
      // An earlier publish may have texts the project no longer uses.
      const kept = await keptText(address)
      return kept === undefined
        ? projects.openTexts(projectId, kind)(address, signal)
        : success(kept)
    }
  }

  /** Records since a publish, newest first. */
  async function recordsFrom(
    projectId: ProjectId,
    publishId: string,
  ): Promise<Result<PublishRecord[]>> {
    const listed = await history.list(projectId)
    if (!listed.ok) return listed
    const at = listed.value.findIndex(({ id }) => id === publishId)
    if (at === -1) {
      return failure(appError('request.invalid', t('This publish is no longer in the history')))
    }
    const records: PublishRecord[] = []
    for (const { id } of listed.value.slice(0, at + 1)) {
      const record = await history.read(projectId, id)
      if (!record.ok) return record
      if (record.value) records.push(record.value)
      await yieldToEventLoop()
    }
    return success(records)
  }

  async function setUpAt(
    snapshot: Snapshot,
    { projectId, state, publishId }: Extract<CompareSource, { kind: 'project' }>,
  ) {
    if (state === 'draft') {
      const draft = await files.drafts.read(projectId)
      const intents = draft.ok ? (draft.value?.intents ?? noIntents) : noIntents
      return draft.ok ? success(setUpOf(snapshot, intents)) : draft
    }
    const today = setUpOf(snapshot, noIntents)
    if (state === 'server') return success(today)
    const records = await recordsFrom(projectId, publishId ?? '')
    return records.ok ? success(setUpBefore(today, records.value)) : records
  }

  async function loadProject(
    source: Extract<CompareSource, { kind: 'project' }>,
  ): Promise<Result<LoadedSide>> {
    const stored = await files.snapshots.read(source.projectId)
    if (!stored.ok) return stored
    const snapshot = stored.value
    if (!snapshot) return nothingKnown(source.projectId)
    const setUp = await setUpAt(snapshot, source)
    if (!setUp.ok) return setUp
    const { name, environment } = snapshot.summary
    const cut = t('Not all organizations of {name} were read: refresh it to compare all of them', {
      name,
    })
    const earlier = t(
      '{name} is shown as it was before the chosen publish; what others changed since is as it is today',
      { name },
    )
    return success({
      setUp: setUp.value,
      info: { name, environment, readAt: snapshot.readAt },
      name: source.projectId,
      remarks: [
        ...(snapshot.incomplete ? [cut] : []),
        ...(source.state === 'before' ? [earlier] : []),
      ],
      textAt: textReader(source.projectId),
      keptText,
    })
  }

  function sideOfFile(
    file: SetUpFile,
    { name, info, remarks }: Pick<LoadedSide, 'name' | 'remarks'> & { info: CompareSideInfo },
  ): LoadedSide {
    const { environment } = info
    const named = { name: info.name, slug: '', environment, hosts: [] }
    const { organizations, connections, scimClients = [] } = file
    const withheld = [...organizations, ...connections, ...scimClients].filter(
      (entry) => entry.withheld.length > 0,
    ).length
    return {
      setUp: setUpOfFile(file, named),
      info,
      name,
      remarks:
        withheld > 0
          ? [
              ...remarks,
              t('The file leaves out what may be a secret; these fields are not compared'),
            ]
          : remarks,
      textAt(kind, address) {
        const text = inlineText(address)
        const why = t('A file holds all its texts itself')
        return Promise.resolve(
          text === undefined ? failure(appError(`${kind}.address-refused`, why)) : success(text),
        )
      },
      keptText: (address) => Promise.resolve(inlineText(address)),
    }
  }

  const nameOfFile = ({ project }: SetUpFile) =>
    `file-${(project?.slug ?? '').replaceAll(/[^A-Za-z0-9-]/g, '').slice(0, 40)}`
  const environmentOf = ({ project, environment }: SetUpFile) =>
    project?.environment ?? environment ?? 'development'

  function loadFile(fileId: string): Result<LoadedSide> {
    const held = chosen.get(fileId)
    if (!held) {
      return failure(
        appError('request.invalid', t('The app no longer has the file: choose it again')),
      )
    }
    const { file, name, remarks } = held
    const info = { name, environment: environmentOf(file) }
    return success(sideOfFile(file, { name: nameOfFile(file), info, remarks }))
  }

  async function loadFolder({
    workspaceId,
    name,
  }: Extract<CompareSource, { kind: 'folder' }>): Promise<Result<LoadedSide>> {
    const read = await folders.project(workspaceId, name)
    if (!read.ok) return read
    const { file, summary, files: there, uses } = read.value
    const used = [projectPath(name), ...[...uses.values()].map(mapperPath)]
    const info = {
      stamp: hashOf(used.map((path) => there.hashes.get(path) ?? '').join(' ')),
      name: summary?.name ?? file.project?.name ?? name,
      environment: summary?.environment ?? environmentOf(file),
    }
    // The file is the project itself, stored elsewhere.
    const side = sideOfFile(file, { name: summary?.id ?? nameOfFile(file), info, remarks: [] })
    return success({ ...side, inFolder: read.value })
  }

  function load(source: CompareSource): Promise<Result<LoadedSide>> {
    switch (source.kind) {
      case 'project':
        return loadProject(source)
      case 'folder':
        return loadFolder(source)
      case 'file':
        return Promise.resolve(loadFile(source.fileId))
    }
  }

  return { load, hold: chosen.set }
}
