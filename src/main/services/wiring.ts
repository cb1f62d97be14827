import { randomUUID } from 'node:crypto'
import type { AppFiles } from '../files/app-files'
import { heldReferences } from '../files/drafts/held-references'
import { createPublishFiles } from '../files/publish/publish-files'
import { createSecretLedger } from '../files/secret-ledger'
import type { Notices } from '../files/store/notices'
import { createDraftSecrets } from './draft-secrets'
import { createPutStep } from './drafts/put-step'
import type { Environments } from './environments'
import type { GuardsService } from './guards/guards'
import { createLocks, type Locks } from './locks'
import { createOwnWrites, type OwnWrites } from './projects/own-writes'
import { createProjectReader, type ProjectReaderDeps } from './projects/project-reader'
import { createProjectsService, type ProjectsDeps } from './projects/projects'
import { createSecretEnds } from './secret-ends'
import { createServersKnown } from './server-facts'
import type { TellOthers } from './tell-others'
import type { SnapshotFiles } from '../files/snapshots/snapshot-files'
import type { PublishLocks } from '../files/locks/publish-lock'
import { createDrafts, type Drafts } from './drafts/drafts'

interface SharedFiles {
  /** Writes of drafts and snapshots notify the other windows. */
  readonly files: AppFiles
  readonly drafts: Drafts
}

/** `own`: files without notifications. */
export function shareFiles(
  own: AppFiles,
  deps: {
    readonly locks: Pick<Locks, 'isPublishing'>
    readonly ownWrites: Pick<OwnWrites, 'hasReplaced'>
    readonly publishLocks: Pick<PublishLocks, 'holder'>
    readonly tellOthers: TellOthers
  },
): SharedFiles {
  const drafts = createDrafts({ ...deps, files: own.drafts })
  const snapshots = sharedSnapshots(own.snapshots, deps.tellOthers)
  return { files: { ...own, drafts, snapshots }, drafts }
}

/** Snapshots that notify other windows of newer ones. */
function sharedSnapshots(files: SnapshotFiles, tellOthers: TellOthers): SnapshotFiles {
  return {
    ...files,
    async write(snapshot) {
      const written = await files.write(snapshot)
      if (written.ok) {
        tellOthers('project.changed', { projectId: snapshot.summary.id, snapshot })
      }
      return written
    },
  }
}

/** Services that the window, the command line and the tests share. */

interface FilesPlace {
  readonly folder: string
  readonly notices: Notices
  readonly now: () => Date
  /** The files without notifications. */
  readonly ownFiles: AppFiles
  readonly tellOthers: TellOthers
}

/** Shared files, with the locks between writers of a project. */
export function wireFiles({ folder, notices, now, ownFiles, tellOthers }: FilesPlace) {
  const locks = createLocks()
  const ownWrites = createOwnWrites(now)
  const publishFiles = createPublishFiles({ folder, notices, now })
  const publishLocks = publishFiles.locks
  const shared = shareFiles(ownFiles, { locks, ownWrites, publishLocks, tellOthers })
  const secretEnds = createSecretEnds(shared.files, tellOthers)
  return { locks, ownWrites, publishFiles, secretEnds, ...shared }
}

type ProjectParts = ReturnType<typeof wireFiles> &
  Pick<FilesPlace, 'folder' | 'now'> &
  Pick<ProjectsDeps, 'client' | 'storage' | 'workspaces'> &
  Pick<ProjectReaderDeps, 'onMoved'> & {
    readonly environments: Environments
    readonly guards: GuardsService
    readonly secretStore: Parameters<typeof createDraftSecrets>[0]['secretStore']
    /** Also notifies the asking window, which may show the project. */
    readonly tellAsking: TellOthers
  }

/** Reads projects and edits drafts; most services build on `shared`. */
export function wireProjects(parts: ProjectParts) {
  const { folder, now, client, files, drafts, locks, ownWrites, secretEnds, publishFiles } = parts
  const { storage, workspaces, guards, environments, secretStore, onMoved } = parts
  const { running, history } = publishFiles
  const servers = createServersKnown({ file: files.servers, now })
  const read = { client, ownWrites, running, environments, servers, now, onMoved }
  const reader = createProjectReader(read)
  const ledger = createSecretLedger({ folder, file: files.secrets })
  const draftSecrets = createDraftSecrets({
    secretStore,
    ledger,
    held: (references) => heldReferences(folder, references),
  })
  const shared = {
    client,
    files,
    drafts,
    workspaces,
    guards,
    secretStore,
    draftSecrets,
    locks,
    ownWrites,
    secretEnds,
    servers,
    reader,
    now,
  }
  const putStep = createPutStep({
    files,
    drafts,
    locks,
    publishLocks: publishFiles.locks,
    tellAsking: parts.tellAsking,
    now,
    newId: randomUUID,
  })
  const ownProjects = createProjectsService({ ...shared, storage, history })
  return { shared, ledger, putStep, ownProjects }
}
