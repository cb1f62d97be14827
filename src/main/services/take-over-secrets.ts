import { secretReferences } from '../../core/draft/secret-references'
import type { StoredWorkspace } from '../../core/model/project'
import { isProjectUuid, uuidOf, type ProjectId } from '../../core/model/project-id'
import type { AppFiles } from '../files/app-files'
import type { SecretLedger } from '../files/secret-ledger'
import type { Owners } from '../files/take-over/owners'
import { draftAccount, type SecretStore } from '../secrets/secret-store'
import { createWorkspaceKeys } from './workspaces/workspace-keys'

/**
 * Gives secrets of drafts that an earlier version stored their present names, with the server that they were
 * typed for. That is only known of a project whose workspace is connected with a key that the keychain has for
 * this very server, and of the demo; any other secret has to be typed again.
 */
export async function takeOverSecrets(deps: {
  readonly files: Pick<AppFiles, 'drafts'>
  readonly ledger: SecretLedger
  readonly secretStore: () => Promise<SecretStore>
  readonly owners: () => Promise<Owners>
  readonly workspaces: () => Promise<readonly StoredWorkspace[]>
}): Promise<void> {
  const { files, ledger, secretStore, owners, workspaces } = deps
  const earlier = (await ledger.list()).filter(({ projectId }) => isProjectUuid(projectId))
  // Without any, the keychain, which may be locked, is not used.
  if (earlier.length === 0) return
  const keys = createWorkspaceKeys(secretStore)
  const store = await secretStore()
  const known = await owners()
  const proven = new Set<ProjectId>()
  for (const workspace of await workspaces()) {
    const isKnown = workspace.kind === 'demo' || (await keys.access(workspace)).ok
    if (isKnown) workspace.projects.forEach(({ id }) => proven.add(id))
  }

  /** The project of the draft that has a reference, else the one that is meant by the id. */
  const holders = await projectsByReference(files)
  for (const { projectId, reference } of earlier) {
    const id = holders.get(reference) ?? known.ownerOf(projectId)
    if (id === undefined || uuidOf(id) !== projectId || !proven.has(id)) continue
    const former = `draft:${projectId}:${reference}`
    const secret = await store.get(former)
    if (!secret.ok) return
    if (secret.value !== undefined) {
      await ledger.add({ projectId: id, reference })
      const kept = await store.set(draftAccount(id, reference), secret.value)
      if (!kept.ok) return
      const gone = await store.delete(former)
      if (!gone.ok) return
    }
    await ledger.remove([{ projectId, reference }])
  }
}

async function projectsByReference(
  files: Pick<AppFiles, 'drafts'>,
): Promise<ReadonlyMap<string, ProjectId>> {
  const found = new Map<string, ProjectId>()
  for (const id of await files.drafts.projectIds()) {
    const draft = await files.drafts.read(id)
    if (!draft.ok || !draft.value) continue
    for (const reference of secretReferences(draft.value)) found.set(reference, id)
  }
  return found
}
