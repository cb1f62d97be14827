import { entityLabel, type WorkingConnection } from '../draft/working-copy'
import type { Field } from '../fields/field'
import {
  connectionFields,
  isEmptyValue,
  optionsFor,
  requiresField,
  takesField,
} from '../fields/fields'
import { t } from '../language/translate'
import { inlineMapperBytes } from '../model/mapper-text'
import { remembering } from '../model/recent'
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  textListMember,
  textMember,
} from '../model/json'
import { isNativeSaml } from '../model/saml-connection'
import { providerName } from '../model/providers'
import { metadataProblems } from '../saml/metadata-rules'
import { callbackParts } from '../links/connection-callback'
import { callbackUrl } from '../links/redirect'
import type { WrittenProblem } from './problem'
import type { OfferedEdit } from './rule'

const places = ['userinfo', 'id_token']
const memberNames = ['essential', 'value', 'values']

function claimMessage(where: string, claim: JsonValue): string | undefined {
  if (claim === null) return undefined
  if (!isJsonObject(claim)) return t('“{claim}” has to be null or an object', { claim: where })
  const other = Object.keys(claim).find((name) => !memberNames.includes(name))
  if (other !== undefined)
    return t('“{claim}” has the member “{member}”, which is unknown', {
      claim: where,
      member: other,
    })
  const { essential, values } = claim
  if (essential !== undefined && typeof essential !== 'boolean') {
    return t('“essential” of “{claim}” has to be true or false', { claim: where })
  }
  return values !== undefined && !Array.isArray(values)
    ? t('“values” of “{claim}” has to be a list', { claim: where })
    : undefined
}

/**
 * The problem of a `requested_claims` value; `undefined` if there is none. Source: Kratos' `OIDCClaims`
 * and the `claims` parameter of OpenID Connect Core 5.5.
 */
export function requestedClaimsMessage(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined
  if (!isJsonObject(value)) return t('This has to be a JSON object')
  for (const [place, claims] of Object.entries(value)) {
    if (!places.includes(place))
      return t('Only “userinfo” and “id_token” are allowed, not “{member}”', { member: place })
    if (!isJsonObject(claims))
      return t('“{member}” has to be an object of claims', { member: place })
    for (const [name, claim] of Object.entries(claims)) {
      const message = claimMessage(`${place}.${name}`, claim)
      if (message !== undefined) return message
    }
  }
  return undefined
}

/** Largest mapper that can be published; up to 1 MiB can be read. */
export const maximumMapperBytes = 64 * 1024

/** Characters that need no escaping in a URL path (RFC 3986, unreserved). */
const connectionId = /^[A-Za-z0-9._~-]{1,255}$/

/** An absolute https URL with a host and neither credentials, query, fragment nor spaces. */
const httpsUrl = /^https:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i

export function isHttpsUrl(text: string): boolean {
  return httpsUrl.test(text)
}

/** What puts a value right: the words of its button, and the value that the field gets; absent to empty it. */
interface Better {
  readonly label: string
  readonly value?: string
}
type Finding = Pick<WrittenProblem, 'rule' | 'severity' | 'message'> & {
  readonly better?: Better | undefined
}

const writeAs = (value: string): Better => ({ label: t('Write it as {value}', { value }), value })

const refused = (message: string, better?: Better): Finding => ({
  rule: 'value-refused',
  severity: 'error',
  message,
  better,
})
const doubtful = (message: string, better?: Better): Finding => ({
  rule: 'value-doubtful',
  severity: 'warning',
  message,
  better,
})
const useless = (message: string): Finding => ({
  rule: 'cannot-sign-in',
  severity: 'error',
  message,
})

/** The https address that somebody meant who left the scheme out, or wrote the other one. */
function asHttps(typed: string): Better | undefined {
  const text = typed.trim()
  const isHost = /^[a-z\d-]+(?:\.[a-z\d-]+)+(?::\d+)?(?:\/.*)?$/i.test(text)
  const url = isHost ? `https://${text}` : text.replace(/^http:\/\//i, 'https://')
  return isHttpsUrl(url) ? writeAs(url) : undefined
}

/** An ID of the same letters, without what an address cannot hold. */
function asConnectionId(typed: string): Better | undefined {
  const id = typed
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._~-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 255)
  return connectionId.test(id) ? writeAs(id) : undefined
}

type Judged = Pick<WorkingConnection, 'target' | 'fields' | 'status' | 'edited' | 'protocol'> &
  Partial<Pick<WorkingConnection, 'server'>>

/** Whether the callback address has the id in it: one that is shared by all has not. */
function isInRedirectUrl({ protocol, fields }: Judged): boolean {
  const urlOf = (id: string) => {
    const own = { id, organizationId: undefined, organizationIsNew: false }
    const callback = callbackUrl([], { ...callbackParts(protocol, fields), ...own })
    return callback.kind === 'known' ? callback.url : ''
  }
  return urlOf('one') !== urlOf('other')
}

function idFindings(connection: Judged, id: string, taken: boolean): Finding[] {
  const before = connection.server && textMember(connection.server, 'id')
  if (!connectionId.test(id)) {
    return [
      refused(
        t('Use letters, digits, dots, hyphens, underscores and tildes only: it is part of a URL'),
        asConnectionId(id),
      ),
    ]
  }
  if (taken) return [useless(t('Another connection has the ID “{id}”', { id }))]
  if (before === undefined || before === id) return []
  const isMoved = isInRedirectUrl(connection)
  const unknown =
    isMoved && connection.protocol === 'saml'
      ? t(
          'Members sign in under the ID “{id}”: after this they are unknown and are asked to ' +
            'link an account, which most cannot. The ACS URL changes too',
          { id: before },
        )
      : isMoved
        ? t(
            'Members sign in under the ID “{id}”: after this they are unknown and are asked to ' +
              'link an account, which most cannot. The redirect URL changes too',
            { id: before },
          )
        : t(
            'Members sign in under the ID “{id}”: after this they are unknown and are asked to ' +
              'link an account, which most cannot',
            { id: before },
          )
  const better = { label: t('Keep “{id}”', { id: before }), value: before }
  return [{ rule: 'accounts-lost', severity: 'warning', message: unknown, better }]
}

/** What is wrong with the text of a mapper in its address. A bulk edit gives one text to thousands of connections. */
export const mapperFindings = remembering((url: string): Finding[] => {
  if (!url.startsWith('base64://')) return []
  const bytes = inlineMapperBytes(url)
  if (!bytes) return [refused(t('The mapper is not valid base64'))]
  if (bytes.length === 0) return [refused(t('The mapper is empty'))]
  if (bytes.length <= maximumMapperBytes) return []
  const size = Math.ceil(bytes.length / 1024)
  return [refused(t('The mapper has {size} KiB; Ory takes 64 KiB at most', { size }))]
})

function choiceFindings(field: Field, value: string, provider: string): Finding[] {
  const options = optionsFor(field, provider, '')
  if (options.some((option) => option.value === value)) return []
  return field.options?.some((option) => option.value === value)
    ? [
        doubtful(
          t('{provider} is not documented to support “{value}”', {
            provider: providerName(provider),
            value,
          }),
        ),
      ]
    : [doubtful(t('This version does not know the value “{value}”', { value }))]
}

/** An empty list clears the additional ACS URLs whatever the engine, so it is always fine. */
function additionalUrlFindings({ fields, status }: Judged): Finding[] {
  if (textListMember(fields, 'additional_acs_urls').length === 0) return []
  if (isNativeSaml(fields)) {
    return [refused(t('The native engine has no additional ACS URLs'), { label: t('Remove them') })]
  }
  // Ory may assign a new connection its own ACS URL.
  return status === 'new' || !isEmptyValue(fields['acs_url'])
    ? []
    : [doubtful(t('Without its own ACS URL, Ory ignores the additional ones'))]
}

function listFindings({ most, urls }: Field, list: readonly JsonValue[]): Finding[] {
  const texts = list.filter((item) => typeof item === 'string')
  const wrong = urls && texts.find((item) => !isHttpsUrl(item))
  return [
    ...(most !== undefined && list.length > most
      ? [refused(t('At most {most} are possible; these are {count}', { most, count: list.length }))]
      : []),
    ...(wrong === undefined
      ? []
      : [refused(t('{url} is not an absolute URL that begins with https://', { url: wrong }))]),
  ]
}

function numberFindings(value: JsonValue, most: number): Finding[] {
  const isFine = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
  return isFine ? [] : [refused(t('Enter a whole number from 0 to {most}', { most }))]
}

/** Findings for one value that is present, depending on its control. */
function valueFindings(field: Field, value: JsonValue, provider: string): Finding[] {
  if (field.control === 'claims') {
    const message = requestedClaimsMessage(value)
    return message === undefined ? [] : [refused(message)]
  }
  if (field.control === 'number') return numberFindings(value, field.most ?? Infinity)
  if (isJsonArray(value)) return listFindings(field, value)
  if (typeof value !== 'string' || value === '') return []
  return textFindings[field.control]?.(value, field, provider) ?? []
}

/** Checks for text; other controls have no format to check. */
const textFindings: Partial<
  Record<Field['control'], (value: string, field: Field, provider: string) => Finding[]>
> = {
  url: (value) =>
    isHttpsUrl(value)
      ? []
      : [refused(t('Enter an absolute URL that begins with https://'), asHttps(value))],
  choice: (value, field, provider) => choiceFindings(field, value, provider),
  mapper: mapperFindings,
  metadata: (value) =>
    metadataProblems(value).map(({ severity, message }) =>
      severity === 'error' ? refused(message) : doubtful(message, asHttps(value)),
    ),
}

/** A stored secret exists even though the server does not return it. */
function isAbsent(field: Field, { fields, status }: Judged): boolean {
  if (field.secret && status !== 'new') return false
  return isEmptyValue(fields[field.name])
}

function editOf(target: Judged['target'], field: string, { label, value }: Better): OfferedEdit {
  const given = value === undefined ? {} : { value }
  return { label, edits: [{ kind: 'set-field', target, field, ...given }] }
}

/**
 * Problems of a connection. Only fields that the draft changes are checked, not what the server already
 * has.
 *
 * @param takenIds ids of the other connections of the same protocol that are not deleted.
 * @param organizationKeys keys of the organizations that exist after publishing.
 */
export function connectionProblems(
  connection: Judged,
  takenIds: Pick<ReadonlySet<string>, 'has'>,
  organizationKeys: Pick<ReadonlySet<string>, 'has'>,
): WrittenProblem[] {
  const { target, fields, status, edited, protocol } = connection
  if (status === 'deleted' || status === 'unchanged') return []
  const provider = textMember(fields, 'provider') ?? ''
  const subject = { target, name: entityLabel(fields, target) }
  const findings = (field: Field): Finding[] => {
    const value = fields[field.name]
    if (isAbsent(field, connection)) {
      return requiresField(field, provider) ? [useless(field.missing ?? t('This is missing'))] : []
    }
    if (value === undefined) return []
    if (!takesField(field, provider)) {
      return [
        refused(
          t('{provider} does not support this: remove it', { provider: providerName(provider) }),
          { label: t('Remove it') },
        ),
      ]
    }
    const text = typeof value === 'string' ? value : ''
    if (field.name === 'id') {
      return idFindings(connection, text, takenIds.has(text))
    }
    if (field.name === 'organization_id' && !organizationKeys.has(text)) {
      const message = t('This organization does not exist')
      return [{ rule: 'organization-gone', severity: 'error', message }]
    }
    const own = field.name === 'additional_acs_urls' ? additionalUrlFindings(connection) : []
    return [...own, ...valueFindings(field, value, provider)]
  }
  return connectionFields(protocol)
    .filter(({ name }) => status === 'new' || edited.includes(name))
    .flatMap((field) =>
      findings(field).map(({ better, ...finding }): WrittenProblem => ({
        ...subject,
        field: field.name,
        ...finding,
        ...(better ? { edit: editOf(target, field.name, better) } : {}),
      })),
    )
}

/** Identifies an identity provider: two connections with the same value lead to the same members. */
function identityOf(protocol: string, fields: JsonObject): string {
  const member = (name: string) => (textMember(fields, name) ?? '').replace(/\/+$/, '')
  return [
    protocol,
    member('organization_id'),
    member('provider'),
    member('issuer_url'),
    member('microsoft_tenant'),
  ].join('\n')
}

/**
 * Warns if one connection replaces another for the same identity provider: members' stored credentials
 * refer to the old one.
 */
export function replacementProblems(connections: readonly WorkingConnection[]): WrittenProblem[] {
  const isDeleted = ({ status }: WorkingConnection) => status === 'deleted'
  // A fast path: called at every key, and deletions are rare.
  if (!connections.some(isDeleted)) return []
  const deleted = new Map(
    connections
      .filter(isDeleted)
      .map(({ protocol, fields }) => [
        identityOf(protocol, fields),
        textMember(fields, 'id') ?? '',
      ]),
  )
  return connections.flatMap(({ target, status, protocol, fields }): WrittenProblem[] => {
    const before = status === 'new' ? deleted.get(identityOf(protocol, fields)) : undefined
    if (before === undefined || before === textMember(fields, 'id')) return []
    const message = t(
      'It takes the place of “{id}”, under which members sign in: they are unknown to this ' +
        'one. Keep “{id}” and edit it instead',
      { id: before },
    )
    const place = { target, name: entityLabel(fields, target), field: 'id' }
    return [{ ...place, rule: 'accounts-lost', severity: 'warning', message }]
  })
}
