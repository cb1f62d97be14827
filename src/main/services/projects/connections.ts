import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { connectionsOf } from '../../../core/model/connection'
import { asciiDomain, unicodeDomain } from '../../../core/model/domain-name'
import { textMember } from '../../../core/model/json'
import { metadataForm } from '../../../core/saml/metadata-value'
import type { ApiClient } from '../../api/client'
import { findOrganizations } from '../../api/endpoints/organizations'
import type { WireOrganization } from '../../api/wire/organization'
import type { StorageReader } from '../../api/storage'
import type { AppFiles } from '../../files/app-files'
import type { Locks } from '../locks'
import { toOrganization } from './project-reader'
import { unknownProject } from './projects'
import { historyTexts, type TextHistory } from './history-texts'
import { savedCopy } from './saved-copy'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { ProjectId } from '../../../core/model/project-id'

export interface ConnectionsService {
  readMetadata(
    input: RequestInput<'metadata.read'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'metadata.read'>>>
  findElsewhere(
    input: RequestInput<'connection.elsewhere'>,
  ): Promise<Result<RequestOutput<'connection.elsewhere'>>>
  findOrganizations(
    input: RequestInput<'organization.find'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'organization.find'>>>
}

export function createConnectionsService(deps: {
  readonly client: ApiClient
  readonly storage: Pick<StorageReader, 'readContent'>
  readonly files: AppFiles
  readonly workspaces: WorkspacesService
  readonly history: TextHistory
  readonly locks: Locks
}): ConnectionsService {
  const { client, storage, files, workspaces, history, locks } = deps

  async function accessOf(projectId: ProjectId) {
    const project = await workspaces.findProject(projectId)
    return project ? workspaces.access(project.workspaceId) : unknownProject(projectId)
  }

  return {
    async readMetadata({ projectId, connectionKey: key }, signal) {
      const copy = await savedCopy(files, projectId)
      if (!copy.ok) return copy
      const connection = copy.value.connections.find(({ target }) => target.key === key)
      const address = textMember(connection?.fields ?? {}, 'raw_idp_metadata_xml') ?? ''
      if (address === '') {
        return failure(appError('request.invalid', t('The connection has no metadata')))
      }
      const access = await accessOf(projectId)
      if (!access.ok) return access
      const { apiAddress } = access.value
      const read = await storage.readContent(address, { kind: 'metadata', apiAddress, signal })
      const text = read.ok ? read.value : await historyTexts(history, projectId).text(address)
      if (text === undefined) return read.ok ? success({ text: read.value }) : read
      const isOutside = metadataForm(address) === 'url'
      return success({ text, ...(isOutside ? { address } : {}) })
    },

    async findElsewhere({ projectId, connectionKey: key }) {
      const found: RequestOutput<'connection.elsewhere'> = []
      for (const workspace of await workspaces.list()) {
        for (const { id, name } of workspace.projects) {
          const snapshot = id === projectId ? undefined : await files.snapshots.read(id)
          if (!snapshot?.ok || !snapshot.value) continue
          const same = connectionsOf(snapshot.value).filter((item) => item.key === key)
          const organizations = same.filter(({ entry }) => textMember(entry, 'organization_id'))
          if (same.length > 0) {
            found.push({ projectId: id, name, organizations: organizations.length })
          }
        }
      }
      return success(found)
    },

    findOrganizations: ({ projectId, domain }, signal) =>
      locks.run(projectId, async () => {
        const access = await accessOf(projectId)
        if (!access.ok) return access
        const stored = await files.snapshots.read(projectId)
        if (!stored.ok) return stored
        const snapshot = stored.value
        if (!snapshot) {
          return failure(appError('request.invalid', t('The project has not been read yet')))
        }
        const ascii = asciiDomain(domain)
        const found: WireOrganization[] = []
        // Servers compare text, and either spelling of a domain may be stored.
        for (const form of new Set([ascii, unicodeDomain(ascii)])) {
          const some = await findOrganizations(client, access.value, projectId, form, signal)
          if (!some.ok) return some
          found.push(...some.value)
        }
        const entries = new Map(
          [...snapshot.organizations, ...found.map(toOrganization)].map((entry) => [
            textMember(entry, 'id') ?? '',
            entry,
          ]),
        )
        const next = { ...snapshot, organizations: [...entries.values()] }
        const written = await files.snapshots.write(next)
        if (!written.ok) return written
        return success({ snapshot: next, organizationIds: [...new Set(found.map(({ id }) => id))] })
      }),
  }
}
