import { randomBytes, randomUUID } from 'node:crypto'
import { ApiError } from '../state/errors'
import { checkTexts, isUuid, refuse } from '../state/field-checks'
import { isObject, type JsonObject } from '../state/json'
import type { ProjectKey } from '../state/project-keys'
import type { StoredProject } from '../state/types'
import { parameter, type Answer, type Call } from './call'

const owner = '0a9d5b2e-3a4f-4f0e-9a53-5d8b6a0c1e77'

export function listProjectApiKeys(call: Call): Answer {
  const project = enter(call)
  const own = [...call.world.projectKeys.values()].filter((key) => key.project_id === project.id)
  return { status: 200, body: own.map(view) }
}

export function createProjectApiKey(call: Call): Answer {
  const project = enter(call)
  const { body, world } = call
  if (!isObject(body)) throw new ApiError(400, 'expected an object as body')
  checkTexts(body, ['name'], 'token')
  const { name, expires_at: expires } = body
  if (typeof name !== 'string' || name === '') refuse('token', 'missing properties: "name"')
  const key: ProjectKey = {
    id: randomUUID(),
    name,
    project_id: project.id,
    value: `ory_apikey_${randomBytes(24).toString('base64url')}`,
    created_at: new Date().toISOString(),
    ...(expires === undefined || expires === null ? {} : { expires_at: expiry(expires) }),
  }
  world.projectKeys.set(key.id, key)
  return { status: 201, body: { ...view(key), value: key.value } }
}

export function deleteProjectApiKey(call: Call): Answer {
  const project = enter(call)
  const id = parameter(call, 'token_id')
  if (!isUuid(id))
    throw new ApiError(400, `uuid: incorrect UUID length ${id.length} in string "${id}"`)
  if (call.world.projectKeys.get(id)?.project_id !== project.id)
    throw new ApiError(404, 'Unable to locate the token.')
  call.world.projectKeys.delete(id)
  return { status: 204 }
}

/** The path names a project by its id or its slug. */
function enter(call: Call): StoredProject {
  const name = parameter(call, 'project')
  const named = call.world.state.projects.find(({ slug }) => slug === name)
  return call.world.project(named?.id ?? name, call.workspaces)
}

function expiry(value: unknown): string {
  const time =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN
  if (Number.isNaN(time)) refuse('token/expires_at', 'is not valid "date-time"')
  return new Date(time).toISOString()
}

function view({ value, ...key }: ProjectKey): JsonObject {
  return { ...key, owner_id: owner, last_characters: value.slice(-4), updated_at: key.created_at }
}
