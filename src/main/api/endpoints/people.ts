import { z } from 'zod'
import type { AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { JsonValue } from '../../../core/model/json'
import type { ProjectHost } from '../../../core/links/project-host'
import type { Access, ApiClient, CallOptions } from '../client'
import { nextInLink } from '../link-header'
import type { Headers } from '../rate-limits'
import { query, type Page } from './pages'

/** Where people are read, with a key of that project: no other key is sent there. */
export interface PeopleAccess {
  readonly host: ProjectHost
  readonly projectKey: string
}

/** Entries of a page that the API gives at most. */
const mostIdentities = 500
/** Fewer than the API gives: a page of sessions has each person's identity with it. */
const mostSessions = 500

/** Their entries are read one by one, each as far as it can be. */
const pageSchema = z.array(z.unknown()).nullable()

/**
 * An error without the words of the server, which may name a person: they would stand in the log.
 */
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
  members: Readonly<Record<string, string | undefined>>,
  options: CallOptions,
): Promise<Result<Page<JsonValue>>> {
  const access: Access = { apiAddress: host.origin, apiKey: projectKey }
  let headers: Headers = {}
  const page = await client.send({
    ...options,
    access,
    method: 'GET',
    segments: [...host.base.split('/').slice(1), 'admin', what],
    query: query(members),
    answer: pageSchema,
    isCounted: true,
    onHeaders: (received) => {
      headers = received
    },
  })
  if (!page.ok) return failure(withoutWords(page.error))
  const next = nextInLink(headers['link'])
  // What was parsed from JSON is JSON.
  return success({ items: (page.value ?? []) as JsonValue[], next })
}

/**
 * operationId listIdentities, a page of it, in which secrets are not hidden yet. Credentials are never asked for: that answer has tokens.
 *
 * @param query.organizationId only the people of this organization
 */
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
): Promise<Result<Page<JsonValue>>> {
  const members = {
    page_size: String(pageSize),
    page_token: token,
    organization_id: organizationId,
  }
  return readPage(client, access, 'identities', members, options)
}

/**
 * operationId listSessions, a page of it, in which secrets are not hidden yet, with the identity of each: without it
 * nobody knows whose it is.
 */
export function listSessions(
  client: ApiClient,
  access: PeopleAccess,
  {
    token,
    pageSize = mostSessions,
  }: { readonly token?: string | undefined; readonly pageSize?: number },
  options: CallOptions = {},
): Promise<Result<Page<JsonValue>>> {
  const members = { page_size: String(pageSize), page_token: token, expand: 'identity' }
  return readPage(client, access, 'sessions', members, options)
}
