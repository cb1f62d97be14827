import { utf8ToBytes } from '@noble/hashes/utils.js'
import {
  connectionFields,
  contentFields,
  fieldNamed,
  secretFields,
  setFields,
} from '../fields/fields'
import type { Field } from '../fields/field'
import { methodFields, organizationFields } from '../fields/other-fields'
import { scimFields } from '../fields/scim-fields'
import { contentHash, inlineMapperBytes, mapperHash, toMapperUrl } from '../model/mapper-text'
import { isJsonArray, textMember, type JsonObject, type JsonValue } from '../model/json'
import { scimClientsMember } from '../model/scim-client'
import type { SetUp, SetUpScimClient } from '../model/set-up'
import { inlineText } from './inline-text'
import {
  byText,
  fits,
  serverMade,
  setUpFormat,
  setUpVersion,
  sorted,
  textMembers,
  type FileConnection,
  type FileEntry,
  type SetUpFile,
} from './form'
import { isSafeName, isSafeValue, isUnsafeText } from './secrets'
import { t } from '../language/translate'

/** Known mapper and metadata texts by address. */
export type Texts = ReadonlyMap<string, string>

export interface ChosenParts {
  readonly organizations?: ReadonlySet<string>
  readonly connections?: ReadonlySet<string>
}

/** SCIM clients to export, by organization; absent if unknown. */
export function chosenClients(
  { scimClients }: Pick<SetUp, 'scimClients'>,
  { organizations }: Pick<ChosenParts, 'organizations'>,
): SetUp['scimClients'] {
  return scimClients?.filter(
    ({ fields }) => organizations?.has(textMember(fields, 'organization_id') ?? '') ?? true,
  )
}

export interface MadeFile {
  readonly file: SetUpFile
  readonly remarks: readonly string[]
}

/** Inlines an address's text if its hash matches. */
function inlined(address: string, texts: Texts): string {
  const text = texts.get(address)
  if (text === undefined || inlineMapperBytes(address)) return address
  // Other addresses may change their content, so they stay.
  return mapperHash(address) === contentHash(utf8ToBytes(text)) ? toMapperUrl(text) : address
}

function valueOf(name: string, value: JsonValue, texts: Texts): JsonValue {
  if (contentFields.has(name) && typeof value === 'string') return inlined(value, texts)
  // Unordered lists are sorted, so that files do not depend on the server's order.
  if (!setFields.has(name) || !isJsonArray(value)) return value
  // Anything but a list of texts is withheld.
  const items = value.filter((item) => typeof item === 'string')
  return items.length === value.length ? items.toSorted(byText) : value
}

function isSafeField(field: Field | undefined, name: string, value: JsonValue): boolean {
  if (!field) return isSafeName(name) && isSafeValue(value)
  if (!fits(field, value) || !isSafeValue(value)) return false
  const text = typeof value === 'string' ? inlineText(value) : undefined
  // Inline content that is not text cannot be checked.
  if (typeof value === 'string' && value.startsWith('base64://') && text === undefined) return false
  return text === undefined || !isUnsafeText(text)
}

function entryOf(
  table: readonly Field[],
  fields: JsonObject,
  texts: Texts,
  partly: readonly string[] = [],
  idName = 'id',
): Omit<FileEntry, 'id'> {
  const kept: [string, JsonValue][] = []
  const withheld: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'id' || name === idName) continue
    if (secretFields.has(name) || serverMade.has(name)) continue
    const own = valueOf(name, value, texts)
    const isWhole = !partly.includes(name)
    if (isWhole && isSafeField(fieldNamed(table, name), name, own)) kept.push([name, own])
    // Odd or secret names must not appear in the list either.
    else if (isSafeName(name)) withheld.push(name)
  }
  return { fields: Object.fromEntries(kept), withheld: withheld.toSorted(byText) }
}

/** Empty for unsafe texts. */
const safeText = (text = '') => (isUnsafeText(text) ? '' : text)

/** Missing or duplicate IDs, which name nothing. */
function unclearIds(ids: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const unclear = new Set([''])
  for (const id of ids) {
    if (seen.has(id) || isUnsafeText(id)) unclear.add(id)
    seen.add(id)
  }
  return unclear
}

const safeProject = ({ name, slug, environment, hosts }: SetUp['project']): SetUp['project'] => ({
  name: safeText(name),
  slug: safeText(slug),
  environment,
  hosts: hosts.filter((host) => !isUnsafeText(host)),
})

/** Display name in notes; `name` is empty if unsafe. */
function entryName(kind: 'organization' | 'scim-client' | 'oidc' | 'saml', name: string): string {
  if (kind === 'scim-client') {
    return name === '' ? t('SCIM client without an ID') : t('SCIM client {name}', { name })
  }
  if (kind === 'organization') {
    return name === '' ? t('Organization without an ID') : t('Organization {name}', { name })
  }
  return name === '' ? t('Connection without an ID') : t('Connection {name}', { name })
}

/** A new entry is known by its key. */
const idOf = (key: string, fields: JsonObject) => textMember(fields, 'id') || key

/**
 * A shareable setup file. Includes known non-secret fields and other members without any sign of a secret; others are
 * listed as withheld.
 */
export function makeSetUpFile(setUp: SetUp, texts: Texts, chosen: ChosenParts = {}): MadeFile {
  const remarks: string[] = []
  const idsOf = {
    organization: unclearIds(setUp.organizations.map(({ key, fields }) => idOf(key, fields))),
    oidc: unclearIds(connectionIds(setUp, 'oidc')),
    saml: unclearIds(connectionIds(setUp, 'saml')),
    'scim-client': unclearIds((setUp.scimClients ?? []).map(clientIdOf)),
  }

  function entry(
    kind: keyof typeof idsOf,
    id: string,
    table: readonly Field[],
    fields: JsonObject,
    partly: readonly string[] | undefined,
  ): FileEntry | undefined {
    const name = entryName(kind, safeText(textMember(fields, 'label')) || safeText(id))
    if (idsOf[kind].has(id)) {
      remarks.push(t('{name} is left out: its ID does not distinguish it from others', { name }))
      return undefined
    }
    const idName = kind === 'scim-client' ? 'client_id' : 'id'
    const made = { id, ...entryOf(table, fields, texts, partly, idName) }
    tell(name, made.withheld)
    return made
  }

  function tell(name: string, withheld: readonly string[]): void {
    if (withheld.length === 0) return
    remarks.push(
      t('{name}: {fields} is left out, since a secret may stand in it', {
        name,
        fields: withheld.join(', '),
      }),
    )
  }

  const organizations = setUp.organizations
    .filter(({ key }) => chosen.organizations?.has(key) ?? true)
    .flatMap(
      ({ key, fields, withheld }) =>
        entry('organization', idOf(key, fields), organizationFields, fields, withheld) ?? [],
    )
  const connections = setUp.connections
    .filter(({ key }) => chosen.connections?.has(key) ?? true)
    .flatMap(({ protocol, fields, withheld }): FileConnection[] => {
      const id = textMember(fields, 'id') ?? ''
      const made = entry(protocol, id, connectionFields(protocol), fields, withheld)
      return made ? [{ ...made, protocol }] : []
    })
  const clients = chosenClients(setUp, chosen)?.flatMap(
    (client) =>
      entry('scim-client', clientIdOf(client), scimFields, client.fields, client.withheld) ?? [],
  )
  const { oidc, saml } = setUp.methods
  const { fields: settings, withheld: unsaid } = entryOf(methodFields, setUp.settings, texts)
  tell(t('The settings of all OIDC connections'), unsaid)
  return {
    file: {
      project: safeProject(setUp.project),
      methods: { oidc: { enabled: oidc.enabled, settings }, saml: { enabled: saml.enabled } },
      organizations: organizations.toSorted((left, right) => byText(left.id, right.id)),
      connections: connections.toSorted(
        (left, right) => byText(left.protocol, right.protocol) || byText(left.id, right.id),
      ),
      ...(clients
        ? { scimClients: clients.toSorted((left, right) => byText(left.id, right.id)) }
        : {}),
    },
    remarks,
  }
}

const clientIdOf = ({ fields }: SetUpScimClient) => textMember(fields, 'client_id') ?? ''
const connectionIds = ({ connections }: SetUp, protocol: string) =>
  connections
    .filter((item) => item.protocol === protocol)
    .map(({ fields }) => textMember(fields, 'id') ?? '')

/** A file entry with texts as lines. */
export function writtenEntry({ id, fields, withheld }: FileEntry): JsonObject {
  const texts: Record<string, JsonValue> = {}
  const rest = Object.entries(fields).filter(([name, value]) => {
    const member = Object.hasOwn(textMembers, name) ? textMembers[name] : undefined
    const text = member && typeof value === 'string' ? inlineText(value) : undefined
    if (member === undefined || text === undefined) return true
    texts[member] = text.split('\n')
    return false
  })
  const left = withheld.length > 0 ? { withheld: [...withheld] } : {}
  return { id, fields: Object.fromEntries(rest), ...texts, ...left }
}

/** Deterministic JSON with sorted members and entries. */
export function setUpFileText({
  project,
  methods,
  organizations,
  connections,
  scimClients,
}: SetUpFile): string {
  const { oidc, saml } = methods
  const document: JsonObject = {
    format: setUpFormat,
    version: setUpVersion,
    ...(project ? { project: { ...project, hosts: project.hosts.toSorted(byText) } } : {}),
    methods: {
      oidc: { ...oidc.settings, ...(oidc.enabled === undefined ? {} : { enabled: oidc.enabled }) },
      saml: saml.enabled === undefined ? {} : { enabled: saml.enabled },
    },
    organizations: organizations.map(writtenEntry),
    connections: connections.map((item) => ({ ...writtenEntry(item), protocol: item.protocol })),
    ...(scimClients ? { [scimClientsMember]: scimClients.map(writtenEntry) } : {}),
  }
  return `${JSON.stringify(sorted(document), undefined, 2)}\n`
}
