import {
  entityLabel,
  type WorkingConnection,
  type WorkingEntity,
  type WorkingCopy,
} from '../../../core/draft/working-copy'
import { entitiesBy, organizationAt } from '../../../core/draft/entity-index'
import { mapperHash } from '../../../core/model/mapper-text'
import { textListMember, textMember, type JsonObject } from '../../../core/model/json'
import { isoTime } from '../../../core/model/times'
import { usedCertificates } from '../../../core/saml/certificate-fate'
import { readMetadata } from '../../../core/saml/metadata'
import { metadataText } from '../../../core/saml/metadata-value'
import { providerName } from '../../../core/model/providers'
import type { CallbackUrl } from '../../../core/links/redirect'
import { t } from '../../../core/language/translate'

export { callbackOf, serverCallback } from '../../../core/links/connection-callback'

export interface Choice {
  readonly value: string
  readonly label: string
}

export const noOrganization = ''

const waits = {
  'connection-id': t('Enter the connection ID: the address ends with it.'),
  'organization-id': t(
    'Ory assigns the organization’s ID when you publish; the address is known then.',
  ),
  publish: t('Ory assigns it when you publish.'),
} as const

export function waitingText(callback: CallbackUrl): string | undefined {
  if (callback.kind === 'known') return undefined
  if (callback.kind === 'malformed') {
    return t('Ory returned an ACS URL that is not a web address: {text}', { text: callback.text })
  }
  return waits[callback.for]
}

const inOrder = new Intl.Collator()
const sortedChoices = new WeakMap<WorkingCopy['organizations'], Map<string, Choice[]>>()

/** Organizations that are not deleted, and one deleted that is in use; sorted once for each list. */
function choicesOf(organizations: WorkingCopy['organizations'], deleted: string): Choice[] {
  const known = sortedChoices.get(organizations) ?? new Map<string, Choice[]>()
  sortedChoices.set(organizations, known)
  const found = known.get(deleted)
  if (found) return found
  const choices = organizations
    .filter(({ status, target }) => status !== 'deleted' || target.key === deleted)
    .map(({ fields, target, status }) => {
      const name = entityLabel(fields, target)
      return {
        value: target.key,
        label: status === 'deleted' ? t('{name} (deleted)', { name }) : name,
      }
    })
    .sort((left, right) => inOrder.compare(left.label, right.label))
  known.set(deleted, choices)
  return choices
}

/** Sorted by label; always includes the current one. */
export function organizationChoices(copy: WorkingCopy, current: string | undefined): Choice[] {
  const isDeleted = current !== undefined && organizationAt(copy, current)?.status === 'deleted'
  const choices = [...choicesOf(copy.organizations, isDeleted ? current : '')]
  if (current && !choices.some(({ value }) => value === current)) {
    choices.push({ value: current, label: t('Unknown organization {id}', { id: current }) })
  }
  return [{ value: noOrganization, label: t('No organization (social sign-in)') }, ...choices]
}

export function organizationName(copy: WorkingCopy, fields: JsonObject): string {
  const key = textMember(fields, 'organization_id') ?? ''
  if (key === '') return t('No organization')
  const organization = organizationAt(copy, key)
  return organization
    ? entityLabel(organization.fields, organization.target)
    : t('Unknown organization')
}

/** Such as `OIDC · Generic · Adventure Works`. */
export function summaryLine(copy: WorkingCopy, connection: WorkingConnection): string {
  const provider =
    connection.protocol === 'oidc'
      ? [providerName(textMember(connection.fields, 'provider') ?? t('no provider'))]
      : []
  return [
    connection.protocol === 'oidc' ? 'OIDC' : 'SAML',
    ...provider,
    organizationName(copy, connection.fields),
  ].join(' · ')
}

/**
 * End of the SAML certificate that is valid longest, as ISO 8601; `undefined` if unknown.
 * @param read metadata that Ory stores elsewhere, if it was read
 */
export function certificateEnd(
  { fields, edited }: WorkingConnection,
  read: string | undefined,
): string | undefined {
  const source = 'raw_idp_metadata_xml'
  // What Ory says is about the metadata that it has, and not about that of the draft.
  const told = edited.includes(source) ? [] : textListMember(fields, 'valid_to')
  const last = told
    .flatMap((text) => isoTime(text) ?? [])
    .toSorted()
    .at(-1)
  if (last !== undefined) return last
  const xml = metadataText(textMember(fields, source) ?? '') ?? read
  const reading = xml === undefined ? undefined : readMetadata(xml)
  if (!reading?.ok) return undefined
  const { certificates } = reading.metadata
  return usedCertificates(certificates)
    .map(({ notAfter }) => notAfter)
    .toSorted()
    .at(-1)
}

/** Such as `9429…0b63`; `undefined` for an address whose hash is not known. */
export function shortMapperHash(mapperUrl: string): string | undefined {
  const hash = mapperHash(mapperUrl)
  return hash === undefined ? undefined : `${hash.slice(0, 4)}…${hash.slice(-4)}`
}

const hashes = new WeakMap<JsonObject, string | undefined>()

/** The hash of a connection's mapper; cached, since every key typed asks for it again. */
function mapperHashOf(fields: JsonObject): string | undefined {
  if (hashes.has(fields)) return hashes.get(fields)
  const hash = mapperHash(textMember(fields, 'mapper_url') ?? '')
  hashes.set(fields, hash)
  return hash
}

const mapperOf = ({ fields }: WorkingEntity) =>
  mapperHashOf(fields) ?? textMember(fields, 'mapper_url') ?? ''
const byMapper = {
  connection: entitiesBy('connections', (connection) => [mapperOf(connection)]),
  'scim-client': entitiesBy('scimClients', (client) => [mapperOf(client)]),
}

/** How many others of its kind in the working copy use the mapper of a connection or a SCIM client. */
export function otherMapperUsers(copy: WorkingCopy, entity: WorkingEntity): number {
  const mapper = mapperOf(entity)
  const { kind, key } = entity.target
  if (mapper === '' || (kind !== 'connection' && kind !== 'scim-client')) return 0
  return byMapper[kind](copy, mapper).filter(
    ({ target, status }) => status !== 'deleted' && target.key !== key,
  ).length
}

function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
}

/** An id for a new connection, after its organization and provider, that no other one has. */
export function suggestConnectionId(
  copy: WorkingCopy,
  organizationLabel: string,
  provider: string,
): string {
  const stem = slugOf(organizationLabel || provider) || 'connection'
  const taken = new Set(copy.connections.map(({ fields }) => textMember(fields, 'id') ?? ''))
  if (!taken.has(stem)) return stem
  const longer = `${stem}-${slugOf(provider) || 'sso'}`
  if (!taken.has(longer)) return longer
  let number = 2
  while (taken.has(`${longer}-${number}`)) number += 1
  return `${longer}-${number}`
}
