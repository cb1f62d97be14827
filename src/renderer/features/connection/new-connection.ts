import type { WorkingConnection, WorkingCopy } from '../../../core/editing/working-copy'
import { defaultMapper } from '../../../core/mapper/default-mapper'
import { sameMapper, toMapperUrl } from '../../../core/mapper/text'
import { sameJson, textMember, type JsonObject, type JsonValue } from '../../../core/model/json'
import { providerKind } from '../../../core/model/providers'
import { connectionProblems } from '../../../core/rules/connection-rules'
import type { Problem } from '../../../core/rules/problem'

/** Fields that only some kinds of provider may have; the server refuses them elsewhere. */
const kindFields: Readonly<Record<string, readonly string[]>> = {
  microsoft_tenant: ['microsoft'],
  subject_source: ['microsoft'],
  apple_team_id: ['apple'],
  apple_private_key_id: ['apple'],
  apple_private_key: ['apple'],
  net_id_token_origin_header: ['netid'],
}

/** What a new connection of a kind starts with. */
export function startFields(provider: string): JsonObject {
  return {
    provider,
    scope: [...(providerKind(provider)?.scope ?? [])],
    mapper_url: toMapperUrl(defaultMapper(provider)),
  }
}

/**
 * The fields of a connection that is not published yet, moved to another kind of provider: what the
 * new kind may not have goes, and what was a default becomes the new kind's default.
 */
export function fieldsOfKind(fields: JsonObject, provider: string): JsonObject {
  const before = startFields(textMember(fields, 'provider') ?? '')
  const fresh = startFields(provider)
  const next: Record<string, JsonValue> = { ...fields, provider }
  for (const [field, kinds] of Object.entries(kindFields)) {
    if (!kinds.includes(provider)) Reflect.deleteProperty(next, field)
  }
  if (providerKind(provider)?.issuer === 'none') Reflect.deleteProperty(next, 'issuer_url')
  if (provider === 'apple') Reflect.deleteProperty(next, 'client_secret')
  if (fields['scope'] === undefined || sameJson(fields['scope'], before['scope'])) {
    next['scope'] = fresh['scope'] ?? []
  }
  const mapper = textMember(fields, 'mapper_url') ?? ''
  if (mapper === '' || sameMapper(mapper, textMember(before, 'mapper_url') ?? '')) {
    next['mapper_url'] = fresh['mapper_url'] ?? ''
  }
  return next
}

/** Problems of a connection that is not in the draft yet, as the draft will judge it. */
export function problemsOfNew(copy: WorkingCopy, fields: JsonObject): Problem[] {
  const connection: WorkingConnection = {
    target: { kind: 'connection', key: 'new:' },
    status: 'new',
    fields,
    edited: Object.keys(fields),
    protocol: 'oidc',
    ambiguous: false,
  }
  const taken = copy.connections
    .filter(({ protocol, status }) => protocol === 'oidc' && status !== 'deleted')
    .map((item) => textMember(item.fields, 'id') ?? '')
  const organizations = copy.organizations.filter(({ status }) => status !== 'deleted')
  return connectionProblems(
    connection,
    new Set(taken),
    new Set(organizations.map(({ target }) => target.key)),
  )
}

/**
 * The problems that keep a connection out of the draft: what is wrong, and a missing id, since all
 * else hangs on it. What is merely missing only holds the connection back from a publish.
 */
export function blockingProblems(fields: JsonObject, problems: readonly Problem[]): Problem[] {
  return problems.filter(({ field }) => {
    if (field === 'id' || field === 'provider' || field === 'organization_id') return true
    return field === 'issuer_url' && (textMember(fields, 'issuer_url') ?? '') !== ''
  })
}
