import type { Call } from '../../src/emulator/operations/call'
import { parameter } from '../../src/emulator/operations/call'
import { ApiError } from '../../src/emulator/state/errors'
import { isObject, textOf } from '../../src/emulator/state/json'
import type { Refusals } from './options'

/** What a server answers whose plan has not this feature. */
export function featureNotAvailable(feature: string): ApiError {
  return new ApiError(
    403,
    `The feature "${feature}" is not part of your subscription. See https://www.ory.com/pricing`,
    { id: 'feature_not_available', details: { feature } },
  )
}

const organizationOperations: ReadonlySet<string> = new Set([
  'listOrganizations',
  'createOrganization',
  'getOrganization',
  'updateOrganization',
  'deleteOrganization',
])

export const isOrganizationOperation = (operation: string) => organizationOperations.has(operation)

/** Throws the ApiError that the options define for an operation. */
export function refuseWhatIsOff(options: Refusals, operation: string, call: Call): void {
  if (operation === 'getWorkspace' && options.refuseGetWorkspace)
    throw new ApiError(403, 'The workspace does not exist or you have no access to it.')
  if (operation === 'listProjects' && options.refuseListProjects)
    throw new ApiError(403, 'This operation needs a session.')
  const refused = refusalOf(options, operation, call)
  if (!refused) return
  // Access is checked first, as everywhere.
  call.world.project(parameter(call, 'project_id'), call.workspaces)
  throw refused
}

/** Whether a patch has an operation on the list of organizations. */
const patchesOrganizations = ({ body }: Call): boolean =>
  Array.isArray(body) &&
  body.some((item) => isObject(item) && /^\/organizations(?:\/|$)/.test(textOf(item['path'])))

function refusalOf(options: Refusals, operation: string, call: Call): ApiError | undefined {
  const { organizationsInPatch: status } = options
  if (status !== undefined && operation.startsWith('patchProject') && patchesOrganizations(call))
    return new ApiError(status, 'The member organizations cannot be patched.')

  if (operation.endsWith('NormalizedProject')) return normalizedRefusal(options, operation)
  if (operation === 'listCustomDomains' && options.refuseCustomDomains) return noRoute()
  if (!isOrganizationOperation(operation)) return undefined
  if (options.refuseOrganizationRequests) return featureNotAvailable('b2b_sso')
  switch (options.organizationRequests ?? 'served') {
    case 'gone':
      return new ApiError(
        options.organizationGoneStatus ?? 410,
        'This endpoint was removed. Use getProject and patchProjectWithRevision instead.',
      )
    case 'forbidden':
      return new ApiError(403, 'This operation is not open to workspace API keys.')
    case 'served':
      return undefined
  }
}

function normalizedRefusal(
  { normalizedRequests = 'served' }: Refusals,
  operation: string,
): ApiError | undefined {
  if (normalizedRequests === 'absent') return noRoute()
  const isRefused =
    normalizedRequests === 'forbidden' ||
    (normalizedRequests === 'read-only' && operation === 'patchNormalizedProject')
  return isRefused
    ? new ApiError(403, 'This operation is not open to workspace API keys.')
    : undefined
}

const noRoute = () => new ApiError(404, 'The requested resource does not exist.')
