import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { apiPath } from '../../core/links/api-address'
import type { ProjectHost } from '../../core/links/project-host'
import { projectServer, type ProjectId, type ProjectServer } from '../../core/model/project-id'
import { uuidAt } from './uuid-at'

export interface Access {
  readonly apiAddress: string
  readonly apiKey: string
  /**
   * Server in project IDs if it isn't the address: `demoServer`, or the API of this project host.
   */
  readonly server?: ProjectServer
}

declare const granted: unique symbol

/** Permission to write to one project; only the guards grant it (`npm run layers` checks). */
export interface WriteAccess extends Access {
  readonly [granted]: true
  readonly projectId: ProjectId
  /** Whether it covers this pathname, which is exactly what is sent. */
  readonly covers: (pathname: string) => boolean
  /** Checked before each attempt, since the project may be locked meanwhile. */
  readonly stillAllowed: () => Promise<Result<void>>
}

/** Genuine permissions; forged objects are refused. */
const given = new WeakSet<WriteAccess>()

/** For `services/guards` only, which checks the project first. */
export function grantWriteAccess(
  access: Access,
  projectId: ProjectId,
  stillAllowed: () => Promise<Result<void>>,
): WriteAccess {
  const uuid = uuidAt(access, projectId)
  const pathOf = (...before: string[]) =>
    uuid.ok ? apiPath([...before, 'projects', uuid.value]) : undefined
  const forms = [isBelow(pathOf()), isBelow(pathOf('normalized'))]
  const covers = (pathname: string) => forms.some((isBelowIt) => isBelowIt(pathname))
  return give({ ...access, projectId, covers, stillAllowed })
}

function give(leave: Omit<WriteAccess, typeof granted>): WriteAccess {
  // The brand exists only in types, so nothing else can create one.
  const access = leave as WriteAccess
  given.add(access)
  return access
}

/** Whether a pathname is below `path`; nothing is below `undefined`. */
function isBelow(path: string | undefined): (pathname: string) => boolean {
  if (path === undefined) return () => false
  return (pathname) =>
    pathname.startsWith(`${path}/`) && !['', '/'].includes(pathname.charAt(path.length + 1))
}

export const projectKeySegments = (uuid: string, keyId: string): string[] => [
  'projects',
  uuid,
  'tokens',
  keyId,
]

/** For `services/guards`: permission to delete one API key, which survives a project lock. */
export function grantKeyDeletion(access: Access, projectId: ProjectId, keyId: string): WriteAccess {
  const uuid = uuidAt(access, projectId)
  const own = uuid.ok ? apiPath(projectKeySegments(uuid.value, keyId)) : undefined
  const covers = (pathname: string) => pathname === own
  const stillAllowed = () => Promise.resolve(success(undefined))
  return give({ ...access, projectId, covers, stillAllowed })
}

/** The same permission at the project's own host and key; a `bug` for a forged permission. */
export function onProjectHost(
  access: WriteAccess,
  { origin, base }: ProjectHost,
  projectKey: string,
): Result<WriteAccess> {
  if (!given.has(access)) return failure(appError('bug', noLeave, { arrived: false }))
  const { projectId, stillAllowed } = access
  const covers = isBelow(base)
  const there = { apiAddress: origin, apiKey: projectKey, server: projectServer(projectId) }
  return success(give({ ...there, projectId, covers, stillAllowed }))
}

const noLeave = t('A request would have written to a project without permission')

/** Checks a write to a pathname; a refusal was never sent. */
export async function checkWrite(access: WriteAccess, pathname: string): Promise<Result<void>> {
  if (!given.has(access) || !access.covers(pathname)) {
    return failure(appError('bug', noLeave, { arrived: false }))
  }
  const allowed = await access.stillAllowed()
  return allowed.ok ? allowed : failure({ ...allowed.error, arrived: false })
}
