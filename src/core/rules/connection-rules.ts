import type { WorkingConnection } from '../editing/working-copy'
import { textMember, type JsonObject } from '../model/json'
import { providerKind } from '../model/providers'
import { inlineMapperBytes } from '../mapper/text'
import type { Problem } from './problem'

/** Largest mapper that is published; up to 1 MiB is read. */
export const maximumMapperBytes = 64 * 1024

/** Characters that a URL path carries as they are (RFC 3986, unreserved). */
const connectionId = /^[A-Za-z0-9._~-]{1,255}$/

/** An absolute https URL with a host and neither credentials, query, fragment nor spaces. */
const httpsUrl = /^https:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i

export function isHttpsUrl(text: string): boolean {
  return httpsUrl.test(text)
}

function idMessage(fields: JsonObject, taken: boolean): string | undefined {
  const id = textMember(fields, 'id') ?? ''
  if (id === '') return 'Enter a connection ID'
  if (!connectionId.test(id)) {
    return 'Use letters, digits, dots, hyphens, underscores and tildes only: it is part of a URL'
  }
  return taken ? `Another connection has the ID “${id}”` : undefined
}

/** What Apple takes in the place of a client secret, each with what to do about it. */
const appleFields = {
  apple_team_id: 'Enter the Apple team ID',
  apple_private_key_id: 'Enter the ID of the Apple private key',
  apple_private_key: 'Enter the Apple private key',
}

function issuerMessage(fields: JsonObject): string | undefined {
  const issuer = textMember(fields, 'issuer_url') ?? ''
  const kind = providerKind(textMember(fields, 'provider') ?? '')
  if (issuer === '') return kind?.issuer === 'required' ? 'Enter the issuer URL' : undefined
  return isHttpsUrl(issuer) ? undefined : 'Enter an absolute URL that begins with https://'
}

function mapperMessage(fields: JsonObject): string | undefined {
  const url = textMember(fields, 'mapper_url') ?? ''
  if (url === '') return 'A connection needs a mapper'
  if (!url.startsWith('base64://')) return undefined
  const bytes = inlineMapperBytes(url)
  if (!bytes) return 'The mapper is not valid base64'
  if (bytes.length === 0) return 'The mapper is empty'
  return bytes.length > maximumMapperBytes
    ? `The mapper has ${Math.ceil(bytes.length / 1024)} KiB; Ory takes 64 KiB at most`
    : undefined
}

/**
 * What is wrong with a connection. Only fields that the draft touches are judged: what already
 * stands on the server is the server's business.
 *
 * @param takenIds ids of the other connections of the same protocol that are not deleted.
 * @param organizationKeys keys of the organizations that will exist.
 */
export function connectionProblems(
  connection: Pick<WorkingConnection, 'target' | 'fields' | 'status' | 'edited' | 'protocol'>,
  takenIds: ReadonlySet<string>,
  organizationKeys: ReadonlySet<string>,
): Problem[] {
  const { target, fields, status } = connection
  if (status === 'deleted' || status === 'unchanged') return []
  const touched = (field: string) => status === 'new' || connection.edited.includes(field)
  const problems: Problem[] = []
  const report = (field: string, message: string | undefined) => {
    if (message !== undefined && touched(field)) {
      problems.push({ target, field, severity: 'error', message })
    }
  }
  const kind = textMember(fields, 'provider') ?? ''
  report('id', idMessage(fields, takenIds.has(textMember(fields, 'id') ?? '')))
  const organization = textMember(fields, 'organization_id')
  if (organization !== undefined && !organizationKeys.has(organization)) {
    report('organization_id', 'This organization does not exist')
  }
  if (connection.protocol === 'oidc') {
    report('provider', kind === '' ? 'Choose a provider' : undefined)
    report('client_id', textMember(fields, 'client_id') ? undefined : 'Enter the client ID')
    report('issuer_url', issuerMessage(fields))
    report('mapper_url', mapperMessage(fields))
    if (status === 'new' && kind !== 'apple' && fields['client_secret'] === undefined) {
      report('client_secret', 'Enter the client secret')
    }
    if (status === 'new' && kind === 'apple') {
      for (const [field, message] of Object.entries(appleFields)) {
        report(field, fields[field] ? undefined : message)
      }
    }
    if (kind === 'microsoft' && !textMember(fields, 'microsoft_tenant')) {
      report('microsoft_tenant', 'Enter the tenant: an ID, a domain or “organizations”')
    }
  }
  return problems
}
