import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { emptyDraft, record, type Draft } from '../../src/core/draft/draft'
import { intentChangesOf } from '../../src/core/draft/edits'
import { connectionsOf } from '../../src/core/model/connection'
import { projectIdOf, type ProjectId } from '../../src/core/model/project-id'
import { appError } from '../../src/core/errors/app-error'
import { failure } from '../../src/core/errors/result'
import { demoIds, demoState, startEmulator } from '../emulator'
import { createAppFiles } from '../../src/main/files/app-files'
import { createCaseFiles } from '../../src/main/files/cases/case-files'
import { casesOfMapper, workingCases } from '../../src/main/files/cases/case-folders'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { heldReferences } from '../../src/main/files/drafts/held-references'
import { createPublishFiles } from '../../src/main/files/publish/publish-files'
import { createSecretLedger } from '../../src/main/files/secret-ledger'
import { createMemoryStore } from '../../src/main/secrets/memory-store'
import { createElectronSupport } from '../../src/main/services/workspaces/electron-support'
import { createDrafts } from '../../src/main/services/drafts/drafts'
import { createLocks } from '../../src/main/services/locks'
import { createOwnWrites } from '../../src/main/services/projects/own-writes'
import { createSettingsService } from '../../src/main/services/settings'
import { createDraftSecrets } from '../../src/main/services/draft-secrets'
import { createTrashService } from '../../src/main/services/trash/trash'
import { createWorkspacesService } from '../../src/main/services/workspaces/workspaces'
import { caseNamed, hashOf } from '../support/mapping/cases'
import { startServices } from '../support/publishing/crash-services'
import { shownOf, value } from '../support/services/main-services'
import { turns } from '../support/services/turns'
import { createEnvironments } from '../../src/main/services/environments'
import { success } from '../../src/core/errors/result'
import { agreeingTo } from '../support/publishing/agreeing'
import { fieldEdit } from '../support/states/field-edit'

const at = '2026-11-25T12:00:00Z'
const mapperText = '{ identity: { traits: {} } }\n'
const caseFolders = (projectId: ProjectId) =>
  [casesOfMapper(hashOf(mapperText)), workingCases(projectId, 'oidc:a')] as const

/**
 * The services that read the user data folder, as a start makes them, without any network.
 *
 * @param projectId the project to look at, of those that are in the folder
 */
export function openFolder(folder: string, projectId: ProjectId) {
  const notices = createNotices()
  const files = createAppFiles(createJsonFiles({ folder, notices }))
  const store = createMemoryStore()
  const secretStore = () => Promise.resolve(store)
  const now = () => new Date('2026-11-25T13:00:00Z')
  const client = { send: () => Promise.resolve(failure(appError('network.off', 'No network'))) }
  const demo = {
    open: () => Promise.reject(new Error('No demo here')),
    close: () => Promise.resolve(),
  } as never
  const electron = createElectronSupport({ builtFor: '45.0.0', running: '45.0.0' })
  const workspaces = createWorkspacesService({
    client,
    files,
    demo,
    secretStore,
    electron,
    origins: { check: () => Promise.resolve(success(undefined)) },
    environments: createEnvironments({ file: files.environments }),
  })
  const settings = createSettingsService({ files, onTheme: () => undefined })
  const publishFiles = createPublishFiles({ folder, notices, now })
  const locks = createLocks()
  const drafts = createDrafts({
    files: files.drafts,
    locks,
    ownWrites: createOwnWrites(now),
    publishLocks: publishFiles.locks,
    tellOthers: () => undefined,
  })
  const caseFiles = createCaseFiles({ folder })
  const newId = randomUUID
  const draftSecrets = createDraftSecrets({
    secretStore,
    ledger: createSecretLedger({ folder, file: files.secrets }),
    held: (references) => heldReferences(folder, references),
  })
  const shared = { files, drafts, workspaces, draftSecrets, locks }
  const parts = { ...shared, publishFiles, caseFiles, now, newId }
  const trash = createTrashService(parts)
  return { notices, files, workspaces, settings, publishFiles, trash, caseFiles, projectId }
}

export type OpenFolder = ReturnType<typeof openFolder>

/**
 * Leaves everything in a folder that the app ever writes there, by its own services: a draft with a
 * journal, two publishes in the history and one that was interrupted, saved cases, and something in
 * the trash.
 *
 * @returns the project that most of it is of
 */
export async function makeFolder(folder: string): Promise<ProjectId> {
  const emulator = await startEmulator({})
  const apiKey = emulator.demoApiKeys[demoIds.northwind] ?? ''
  const projectId = projectIdOf(emulator.apiAddress, demoIds.northwindStaging)
  const services = await startServices({ folder, apiAddress: emulator.apiAddress, apiKey })
  const { files, projects, publishing, publishFiles } = services
  const opened = openFolder(folder, projectId)
  try {
    let snapshot = value(await projects.read(projectId, {}))
    const [first] = connectionsOf(snapshot)
    const target = { kind: 'connection', key: first!.key } as const
    const step = (draft: Draft, label: string) => ({
      label,
      at,
      changes: intentChangesOf(snapshot, draft.intents, fieldEdit(target, 'label', label)),
    })
    const draftOf = (...labels: string[]) =>
      labels.reduce(
        (draft, label) => record(draft, step(draft, label)),
        emptyDraft(projectId, snapshot.revisionId),
      )
    for (const label of ['First publish', 'Second publish']) {
      const draft = draftOf(label)
      value(await services.saveDraft(draft))
      const shown = shownOf(snapshot, draft)
      const input = { projectId, excluded: [], shown, ...agreeingTo(snapshot, draft) }
      let running: unknown
      const slow = emulator.fault({ method: 'PATCH', path: /./, delayMs: 60_000 })
      const outcome = publishing.publish(input)
      if (label === 'Second publish') {
        while (!running) {
          running = value(await publishFiles.running.read(projectId))
          await turns(1)
        }
      }
      slow.release()
      value(await outcome)
      // As if the app had been ended in it.
      if (running) value(await publishFiles.running.write(running as never))
      snapshot = value(await projects.read(projectId, {}))
    }
    const draft = draftOf('One', 'Two')
    const sequence = value(await services.saveDraft(draft))
    const more = ['Three', 'Four', 'Five'].map((label, index) => ({
      kind: 'record' as const,
      step: { ...step(draft, label), id: `more-${index}` },
    }))
    value(await services.drafts.append(projectId, sequence, more))
    value(await opened.settings.save({ theme: 'dark', columns: {} }))
    const bounds = { width: 1200, height: 800, maximized: false }
    value(await files.windowBounds.write(bounds))
    const report = { connectionKey: target.key, address: 'https://idp.example', at, steps: [] }
    value(await files.checks(projectId).write({ [target.key]: { ...report, verdict: 'good' } }))
    value(await files.demo.write(demoState()))
    for (const name of caseFolders(projectId)) {
      const cases = ['one', 'two'].map((id) => ({ id: `${id}.case.json`, case: caseNamed(id) }))
      value(await opened.caseFiles.put(name, mapperText, cases))
    }
    const other = projectIdOf(emulator.apiAddress, demoIds.northwindProduction)
    value(await services.saveDraft({ ...draftOf('Thrown away'), projectId: other }))
    value(await opened.trash.discardDraft(other))
    return projectId
  } finally {
    await services.close()
    await opened.files.flush()
    await emulator.close()
  }
}

/** All that can be seen of a folder, each with the files that it comes from. */
export const views: Readonly<
  Record<string, { from: RegExp; read: (folder: OpenFolder) => Promise<unknown> }>
> = {
  draft: {
    from: /^drafts\//,
    read: ({ files, projectId }) => files.drafts.read(projectId),
  },
  snapshot: {
    from: /^snapshots\//,
    read: ({ files, projectId }) => files.snapshots.read(projectId),
  },
  checks: { from: /^checks\//, read: ({ files, projectId }) => files.checks(projectId).read() },
  settings: { from: /^settings\.json$/, read: ({ settings }) => settings.read() },
  window: { from: /^window\.json$/, read: ({ files }) => files.windowBounds.read() },
  workspaces: { from: /^workspaces\.json$/, read: ({ workspaces }) => workspaces.list() },
  environments: {
    from: /^environments\.json$/,
    async read({ files: { environments } }) {
      const held = await environments.read()
      return held.ok ? (held.value ?? 'as none was ever kept') : held
    },
  },
  demo: { from: /^demo-state\.json$/, read: ({ files }) => files.demo.read() },
  cases: {
    from: /^cases\//,
    read: ({ caseFiles, projectId }) =>
      Promise.all(caseFolders(projectId).map((name) => caseFiles.list(name))),
  },
  trash: { from: /^trash\//, read: ({ trash }) => trash.list() },
  interrupted: {
    from: /^publishing\//,
    read: ({ publishFiles, projectId }) => publishFiles.running.read(projectId),
  },
  history: {
    from: /^history\//,
    async read({ publishFiles: { history }, projectId }) {
      const list = await history.list(projectId)
      if (!list.ok) return list
      const read = list.value.map(({ id }) => history.read(projectId, id))
      return { list: list.value, records: await Promise.all(read) }
    },
  },
}

/** Where a file of the folder lies, by its name with slashes. */
export const pathOf = (folder: string, name: string) => join(folder, ...name.split('/'))
