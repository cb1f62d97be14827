import type { WorkingConnection, WorkingCopy } from '../../../core/draft/working-copy'
import { connectionFields, takesField } from '../../../core/fields/fields'
import { defaultMapper } from '../../../core/mapper/template/default-mapper'
import { sameMapper, toMapperUrl } from '../../../core/model/mapper-text'
import type { Protocol } from '../../../core/model/connection'
import { sameJson, textMember, type JsonObject, type JsonValue } from '../../../core/model/json'
import { providerKind } from '../../../core/model/providers'
import { connectionProblems } from '../../../core/problems/connection-rules'
import type { Problem } from '../../../core/problems/problem'
import { errorNote } from '../../components/notes/error-texts'
import { useProject } from '../../project/use-project'
import { t } from '../../../core/language/translate'

/** What a new connection starts with; SAML has no kinds of provider. */
export function startFields(protocol: Protocol, provider = 'generic'): JsonObject {
  const mapper_url = toMapperUrl(defaultMapper(protocol, provider))
  if (protocol === 'saml') return { mapper_url }
  return { provider, scope: [...(providerKind(provider)?.scope ?? [])], mapper_url }
}

/** Replaces an unedited default mapper by another default. */
function movedMapper(fields: JsonObject, before: JsonObject, fresh: JsonObject): JsonValue {
  const mapper = textMember(fields, 'mapper_url') ?? ''
  const untouched = mapper === '' || sameMapper(mapper, textMember(before, 'mapper_url') ?? '')
  return untouched ? (fresh['mapper_url'] ?? '') : mapper
}

/**
 * Moves an unpublished connection to another kind of provider: drops fields that the new kind lacks and swaps its
 * defaults.
 */
export function fieldsOfKind(fields: JsonObject, provider: string): JsonObject {
  const before = startFields('oidc', textMember(fields, 'provider') ?? '')
  const fresh = startFields('oidc', provider)
  const next: Record<string, JsonValue> = { ...fields, provider }
  for (const field of connectionFields('oidc')) {
    if (!takesField(field, provider)) Reflect.deleteProperty(next, field.name)
  }
  if (fields['scope'] === undefined || sameJson(fields['scope'], before['scope'])) {
    next['scope'] = fresh['scope'] ?? []
  }
  next['mapper_url'] = movedMapper(fields, before, fresh)
  return next
}

export function fieldsOfProtocol(fields: JsonObject, protocol: Protocol): JsonObject {
  const shared = ['label', 'id', 'organization_id', 'update_identity_on_login']
  const kept = Object.entries(fields).filter(([name]) => shared.includes(name))
  return { ...startFields(protocol), ...Object.fromEntries(kept) }
}

/** @param newOrganization key of an organization that is created together with it */
export function problemsOfNew(
  copy: WorkingCopy,
  protocol: Protocol,
  fields: JsonObject,
  newOrganization?: string,
): Problem[] {
  const connection: WorkingConnection = {
    target: { kind: 'connection', key: 'new:' },
    status: 'new',
    fields,
    edited: Object.keys(fields),
    protocol,
    ambiguous: false,
  }
  const taken = copy.connections
    .filter((item) => item.protocol === protocol && item.status !== 'deleted')
    .map((item) => textMember(item.fields, 'id') ?? '')
  const organizations = copy.organizations.filter(({ status }) => status !== 'deleted')
  return connectionProblems(
    connection,
    new Set(taken),
    new Set([...organizations.map(({ target }) => target.key), newOrganization ?? '']),
  )
}

/**
 * Problems that keep a connection out of the draft: wrong values and a missing ID. Missing values only block a
 * publish.
 */
export function blockingProblems(fields: JsonObject, problems: readonly Problem[]): Problem[] {
  return problems.filter(({ field, severity }) => {
    if (severity === 'warning') return false
    if (field === 'id' || field === 'provider' || field === 'organization_id') return true
    return field === 'issuer_url' && (textMember(fields, 'issuer_url') ?? '') !== ''
  })
}

export function useSecrets() {
  const project = useProject()
  const { put, drop } = project.secrets

  /** @returns the error as text, if any */
  async function putSecret(reference: string, value: string): Promise<string | undefined> {
    const result = await put(reference, value)
    if (!result.ok) {
      const { title, todo } = errorNote(result.error)
      return t('The secret was not stored: {title}. {todo}', { title, todo })
    }
    if (!project.ended) return undefined
    drop([reference])
    return t('Another project was opened meanwhile')
  }

  return { putSecret }
}
