import { clipboard } from 'electron'
import { randomUUID } from 'node:crypto'
import { projectServer } from '../core/model/project-id'
import { sleepFor } from './api/abort'
import { hasNetwork } from './api/has-network'
import { createPublicReader } from './api/public-reader'
import { createStorageReader } from './api/storage'
import { askToOpen, askToReadPrivate, askToSend } from './app/ask-consent'
import { chooseFiles, chooseFolder, confirmReplace } from './app/ask-for-files'
import { openAddress } from './app/open-link'
import { startEngineProcess } from './app/utility-process'
import { createCheckService } from './check/check-service'
import { createLookUpTxt } from './check/look-up-txt'
import { createProjectHostReader } from './check/project-host-reader'
import { createStoredReader } from './check/stored-metadata'
import type { Base } from './compose-base'
import { createStartEmulator } from './compose-demo'
import { createCaseFiles } from './files/cases/case-files'
import { emitToAsking, emitToOthers, reportProgress } from './ipc/events'
import { waitingPayload } from './ipc/waiting'
import { createEngineClient } from './mapper/client'
import { inspectMapper } from './mapper/inspect'
import { draftAccount } from './secrets/secret-store'
import { createAppClipboard } from './services/app-clipboard'
import { createCasesService } from './services/cases/cases'
import { followedByCases, readWithCases, settledWithCases } from './services/cases/follow-publish'
import { createGuardsService } from './services/guards/guards'
import { createPublishHistoryService } from './services/history/publish-history'
import { createLookAtText, type InspectText } from './services/mappers/look-at-text'
import { createMappersService } from './services/mappers/mappers'
import { createMetadataIssuers } from './services/metadata-issuers'
import { createPortalLinksService } from './services/portal-links/portal-links'
import { createCachedStorage } from './services/projects/cached-storage'
import { createConnectionsService } from './services/projects/connections'
import { createIdentitySchemas } from './services/projects/identity-schemas'
import { createOrganizationCreated } from './services/projects/organization-created'
import { createOpenProjectPage } from './services/projects/project-pages'
import { createInterruptedPublishes } from './services/publish/interrupted'
import { createPublishService } from './services/publish/publish'
import { createRadarMemory } from './services/radar/radar-memory'
import { createTrashService } from './services/trash/trash'
import { wireProjects } from './services/wiring'
import { createDemo } from './services/workspaces/demo'
import { createOrigins } from './services/workspaces/origins'
import { sharedWorkspaces } from './services/workspaces/shared-workspaces'
import { createWorkspacesService } from './services/workspaces/workspaces'

/** Creates what works on one project: workspaces, drafts, mappers, publishes, checks. */
export function composeProjects(base: Base) {
  const { folder, files, ownWrites, publishFiles, signals, secrets, secretStore, person } = base
  const engine = createEngineClient(startEngineProcess)
  const demo = createDemo({ files, startEmulator: createStartEmulator(engine) })
  const storage = createCachedStorage(
    createStorageReader({ fetch: base.fetch, storageOf: demo.storageOf }),
    base.texts,
  )
  const ownWorkspaces = createWorkspacesService({
    ...base,
    demo,
    health: base.keyHealth,
    onNotice: base.notices.add,
    origins: createOrigins({
      file: files.origins,
      // One pause for all servers: a page that has them all named asks once.
      ask: (origin) => person.ask('server', () => askToSend(origin)),
    }),
    onGone: (gone) => void signals.emit('projects-gone', gone),
    onDisconnected(projects) {
      projects.forEach(({ id }) => ownWrites.forget(id))
      signals.emit('projects-disconnected', projects)
    },
  })
  const workspaces = sharedWorkspaces(ownWorkspaces, (name, payload) => {
    emitToOthers(name, payload)
    signals.emit('workspaces-changed')
  })
  const guards = createGuardsService({
    ...base,
    file: files.guards,
    workspaces,
    ask: askToOpen,
    tellOthers: emitToOthers,
  })
  const radarMemory = createRadarMemory(files.radar)
  const { shared, putStep, ownProjects } = wireProjects({
    ...base,
    storage,
    workspaces,
    guards,
    tellAsking: emitToAsking,
    onMoved: (before, read) => void radarMemory.noteMoved(before, read),
  })
  const caseFiles = createCaseFiles({ folder })
  const own = { ...base, ...shared, putStep, storage, caseFiles, newId: randomUUID }

  const inspect: InspectText = (...asked) => inspectMapper(engine, ...asked)
  const identitySchemas = createIdentitySchemas(own)
  const cases = createCasesService({
    ...own,
    openTexts: ownProjects.openTexts,
    engine,
    identitySchemas,
    asking: { chooseFolder, chooseFiles, confirmReplace },
  })
  const projects = readWithCases(ownProjects, { cases, files })
  const readStored = createStoredReader({ storage, workspaces })
  const publishParts = { ...own, projects, cases, readStored }
  const published = createPublishService({
    ...publishParts,
    sleep: sleepFor,
    onProgress(step) {
      reportProgress('draft.publish', step)
      reportProgress('drafts.publish', step)
    },
    onWait: (projectId, wait) => emitToAsking('request.waiting', waitingPayload(projectId, wait)),
  })
  const checks = createCheckService({
    ...own,
    reader: createPublicReader({ fetch: base.fetch, now: Date.now, hasNetwork }),
    readStored,
    scim: {
      hostOf: createProjectHostReader(workspaces),
      draftSecret: async (projectId, reference) =>
        (await secretStore()).get(draftAccount(projectId, reference)),
      noteSecret: (projectId, secret) => secrets.add(projectServer(projectId), secret),
    },
    askPrivate: (question) =>
      person.ask(`private ${question.host}`, () => askToReadPrivate(question)),
    onStep: (step) => reportProgress('connection.check', step),
  })
  const appClipboard = createAppClipboard(clipboard)
  return {
    ...own,
    engine,
    demo,
    clipboard: appClipboard,
    radarMemory,
    ownProjects,
    /** The same, with the saved cases of mappers following what is read. */
    projects,
    trash: createTrashService(own),
    connections: createConnectionsService({ ...own, history: publishFiles.history }),
    mappers: createMappersService(engine),
    identitySchemas,
    inspect,
    lookAtText: createLookAtText(inspect),
    cases,
    publishing: followedByCases(published, publishParts),
    interrupted: settledWithCases(createInterruptedPublishes(publishParts), publishParts),
    publishHistory: createPublishHistoryService({
      ...publishParts,
      history: publishFiles.history,
    }),
    checks,
    lookUpTxt: createLookUpTxt(base.offline),
    metadataIssuers: createMetadataIssuers(own),
    organizationCreated: createOrganizationCreated(own),
    openProjectPage: createOpenProjectPage({ ...own, openAddress }),
    portalLinks: createPortalLinksService({ ...own, clipboard: appClipboard }),
  }
}
export type Projects = ReturnType<typeof composeProjects>
