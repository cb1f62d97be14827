import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { IdentitySchemaEntry } from '../../../core/ipc/mapper-editor'
import { presetSchemas } from '../../../core/mapper/kratos/preset-schemas'
import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/model/json'
import type { StorageReader } from '../../api/storage'
import type { AppFiles } from '../../files/app-files'
import { unknownProject } from './projects'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { ProjectId } from '../../../core/model/project-id'

export interface IdentitySchemas {
  list(projectId: ProjectId): Promise<Result<readonly IdentitySchemaEntry[]>>
  /** Schema text from Ory's presets or storage; `schema.address-refused` if stored elsewhere. */
  read(projectId: ProjectId, id: string, signal?: AbortSignal): Promise<Result<string>>
  /** Default schema; `undefined` if there is none or it can't be read. */
  readDefault(projectId: ProjectId, signal?: AbortSignal): Promise<JsonObject | undefined>
}

export function createIdentitySchemas(deps: {
  readonly storage: Pick<StorageReader, 'readContent'>
  readonly files: Pick<AppFiles, 'snapshots'>
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
}): IdentitySchemas {
  const { storage, files, workspaces } = deps

  async function list(projectId: ProjectId): Promise<Result<readonly IdentitySchemaEntry[]>> {
    const snapshot = await files.snapshots.read(projectId)
    if (!snapshot.ok) return snapshot
    return success(schemasOf(snapshot.value?.project ?? {}))
  }

  async function read(projectId: ProjectId, id: string, signal?: AbortSignal) {
    const schemas = await list(projectId)
    if (!schemas.ok) return schemas
    const entry = schemas.value.find((each) => each.id === id)
    if (!entry) {
      return failure(appError('request.invalid', t('The project has no schema {id}', { id })))
    }
    if (entry.from === 'preset') return success(JSON.stringify(presetSchemas[entry.url]))
    if (entry.from === 'elsewhere') {
      const { url } = entry
      const message = t('Ory does not store it')
      return failure(appError('schema.address-refused', message, { subject: url }))
    }
    const project = await workspaces.findProject(projectId)
    if (!project) return unknownProject(projectId)
    const access = await workspaces.access(project.workspaceId)
    if (!access.ok) return access
    const { apiAddress } = access.value
    return storage.readContent(entry.url, { kind: 'schema', apiAddress, signal })
  }

  return {
    list,
    read,
    async readDefault(projectId, signal) {
      const schemas = await list(projectId)
      const entry = schemas.ok ? schemas.value.find(({ isDefault }) => isDefault) : undefined
      const text = entry && (await read(projectId, entry.id, signal))
      return text?.ok ? parsedSchema(text.value) : undefined
    },
  }
}

/** Identity schemas of a project document, default first. */
export function schemasOf(project: JsonObject): IdentitySchemaEntry[] {
  const config = ['services', 'identity', 'config', 'identity'].reduce<JsonValue | undefined>(
    (inside, name) => (isJsonObject(inside) ? inside[name] : undefined),
    project,
  )
  if (!isJsonObject(config)) return []
  const { default_schema_id: defaultId, schemas } = config
  const entries = (Array.isArray(schemas) ? schemas : []).flatMap((entry) => {
    if (!isJsonObject(entry)) return []
    const { id, url } = entry
    if (typeof id !== 'string' || typeof url !== 'string') return []
    return [{ id, url, isDefault: id === defaultId, from: placeOf(url) }]
  })
  return entries.toSorted((left, right) => Number(right.isDefault) - Number(left.isDefault))
}

function placeOf(url: string): IdentitySchemaEntry['from'] {
  if (Object.hasOwn(presetSchemas, url)) return 'preset'
  if (inlineMapperBytes(url)) return 'inline'
  return mapperHash(url) === undefined ? 'elsewhere' : 'storage'
}

/** Not a JSON object. */
export function parsedSchema(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    // Not a JSON object.
    return undefined
  }
}
