import type { AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { ProjectHost } from '../../../core/links/project-host'
import type { Access, ApiClient, CallOptions } from '../client'
import { nextInLink, type NextPage } from '../link-header'
import { headerOf, type Headers } from '../rate-limits'
import { query } from './pages'

/** The project's host and key; no other key is sent there. */
export interface PeopleAccess {
  readonly host: ProjectHost
  readonly projectKey: string
}

/** The API's maximum. */
const mostIdentities = 500
/** Below the API's maximum: each session includes its identity. */
const mostSessions = 500

/** An unread page, parsed in a thread. */
export interface PeoplePage {
  readonly body: Uint8Array
  readonly contentType: string | undefined
  readonly next: NextPage
  /** Requested page size. */
  readonly size: number
}

/** Drops the server's message, which may name a person and would end up in the log. */
function withoutWords(error: AppError): AppError {
  const { status } = error
  return status === undefined || !error.code.startsWith('api.')
    ? error
    : { ...error, message: t('The server answered {status}', { status }) }
}

async function readPage(
  client: ApiClient,
  { host, projectKey }: PeopleAccess,
  what: 'identities' | 'sessions',
  size: number,
  members: Readonly<Record<string, string | undefined>>,
  options: CallOptions,
): Promise<Result<PeoplePage>> {
  const access: Access = { apiAddress: host.origin, apiKey: projectKey }
  let headers: Headers = {}
  const page = await client.send<Uint8Array>({
    ...options,
    access,
    method: 'GET',
    segments: [...host.base.split('/').slice(1), 'admin', what],
    query: query({ page_size: String(size), ...members }),
    asBytes: true,
    onHeaders: (received) => {
      headers = received
    },
  })
  if (!page.ok) return failure(withoutWords(page.error))
  const contentType = headerOf(headers, 'content-type')
  return success({ body: page.value, contentType, next: nextInLink(headers['link']), size })
}

/** operationId listIdentities, one unread page, without credentials (they contain tokens). */
export function listIdentities(
  client: ApiClient,
  access: PeopleAccess,
  {
    token,
    pageSize = mostIdentities,
    organizationId,
  }: {
    readonly token?: string | undefined
    readonly pageSize?: number
    readonly organizationId?: string | undefined
  },
  options: CallOptions = {},
): Promise<Result<PeoplePage>> {
  const members = { page_token: token, organization_id: organizationId }
  return readPage(client, access, 'identities', pageSize, members, options)
}

/** operationId listSessions, one unread page, with each session's identity. */
export function listSessions(
  client: ApiClient,
  access: PeopleAccess,
  {
    token,
    pageSize = mostSessions,
  }: { readonly token?: string | undefined; readonly pageSize?: number },
  options: CallOptions = {},
): Promise<Result<PeoplePage>> {
  const members = { page_token: token, expand: 'identity' }
  return readPage(client, access, 'sessions', pageSize, members, options)
}
