import { methodFields } from '../fields/other-fields'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import { withoutPauses } from '../model/pauses'
import { environmentSchema } from '../model/project'
import { scimClientsMember } from '../model/scim-client'
import type { SetUp } from '../model/set-up'
import {
  setUpFormat,
  setUpVersion,
  type FileConnection,
  type FileEntry,
  type SetUpFile,
} from './form'
import { isIdentityConfig, readIdentityConfig } from './read-identity-config'
import {
  objectsOf,
  createReading,
  readConnection,
  readOrganization,
  readScimClient,
  readSettings,
  type Reading,
  tellTwice,
  type Who,
  withTexts,
} from './read-entries'
import { screenText } from './screen'
import { t } from '../language/translate'

export type SetUpReading =
  | {
      readonly ok: true
      readonly file: SetUpFile
      /** What was skipped. */
      readonly remarks: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly string[] }

const members = new Set([
  'format',
  'version',
  'project',
  'methods',
  'organizations',
  'connections',
  scimClientsMember,
])
const entryMembers = new Set(['id', 'fields', 'withheld'])
const connectionMembers = new Set([...entryMembers, 'protocol', 'mapper', 'metadata'])
const clientMembers = new Set([...entryMembers, 'mapper'])

/** Shortened, because a file may name a member anything. */
const quoted = (name: string) => t('“{name}”', { name: name.slice(0, 80) })

function tellUnknown(
  reading: Reading,
  who: Who,
  object: JsonObject,
  known: ReadonlySet<string>,
): void {
  for (const name of Object.keys(object)) {
    if (!known.has(name)) {
      reading.add(
        t('{who} has a member “{name}”, which a set-up does not have', {
          who: who(),
          name: name.slice(0, 80),
        }),
      )
    }
  }
}

function readProject(reading: Reading, value: JsonValue | undefined): SetUp['project'] | undefined {
  if (value === undefined) return undefined
  const project = isJsonObject(value) ? value : {}
  const { name, slug, environment, hosts } = project
  const known = environmentSchema.safeParse(environment)
  const isList = isJsonArray(hosts) && hosts.every((host) => typeof host === 'string')
  if (typeof name !== 'string' || typeof slug !== 'string' || !known.success || !isList) {
    reading.add(t('“project” does not say name, slug, environment and hosts of a project'))
    return undefined
  }
  tellUnknown(
    reading,
    () => quoted('project'),
    project,
    new Set(['name', 'slug', 'environment', 'hosts']),
  )
  return { name, slug, environment: known.data, hosts: hosts.map(String) }
}

function readMethods(reading: Reading, value: JsonValue | undefined): SetUpFile['methods'] {
  const methods = isJsonObject(value) ? value : {}
  if (value !== undefined && !isJsonObject(value)) {
    reading.add(t('{who} is not an object', { who: quoted('methods') }))
  }
  tellUnknown(reading, () => quoted('methods'), methods, new Set(['oidc', 'saml']))
  const enabledOf = (name: string) => {
    const method = methods[name]
    const known = isJsonObject(method) ? method : {}
    if (method !== undefined && !isJsonObject(method)) {
      reading.add(t('{who} is not an object', { who: quoted(name) }))
    }
    const own = name === 'oidc' ? methodFields.map((field) => field.name) : []
    tellUnknown(reading, () => quoted(name), known, new Set(['enabled', ...own]))
    const { enabled } = known
    if (enabled === undefined) return { known }
    if (typeof enabled === 'boolean') return { known, enabled }
    reading.add(t('“{name}” has an “enabled” that is not true or false', { name }))
    return { known }
  }
  const { known, ...oidc } = enabledOf('oidc')
  const { known: _settings, ...saml } = enabledOf('saml')
  return { oidc: { ...oidc, settings: readSettings(reading, () => quoted('oidc'), known) }, saml }
}

function withheldOf(reading: Reading, who: Who, entry: JsonObject): string[] {
  const { withheld } = entry
  if (withheld === undefined) return []
  const isList = isJsonArray(withheld) && withheld.every((name) => typeof name === 'string')
  if (!isList) reading.add(t('{who} has a “withheld” that is not a list of names', { who: who() }))
  return isList ? withheld.map(String) : []
}

/** Reads a list in slices. `known`: accepted members; `read` builds entries from objects with their texts. */
function* readingEntries<Entry extends FileEntry>(
  reading: Reading,
  { name, list }: { readonly name: string; readonly list: JsonValue | undefined },
  known: ReadonlySet<string>,
  read: (who: Who, object: JsonObject, fields: JsonObject) => Entry[],
): Generator<void, Entry[]> {
  const entries: Entry[] = []
  for (const [index, { who, object }] of objectsOf(reading, name, list).entries()) {
    if (index % 50 === 0) yield
    tellUnknown(reading, who, object, known)
    const withheld = withheldOf(reading, who, object)
    const fields = withTexts(reading, who, object)
    for (const entry of read(who, object, fields)) entries.push({ ...entry, withheld })
  }
  return entries
}

function* readingOwnForm(document: JsonObject, reading: Reading): Generator<void, SetUpFile> {
  tellUnknown(reading, () => t('The file'), document, members)
  const listed = (name: string) => ({ name, list: document[name] })
  const organizations = yield* readingEntries(
    reading,
    listed('organizations'),
    entryMembers,
    (who, { id }, fields): FileEntry[] => readOrganization(reading, who, id, fields),
  )
  const connections = yield* readingEntries(
    reading,
    listed('connections'),
    connectionMembers,
    (who, { id, protocol }, fields): FileConnection[] => {
      if (protocol === 'oidc' || protocol === 'saml') {
        return readConnection(reading, who, protocol, id, fields)
      }
      reading.add(t('{who} has a protocol that is neither oidc nor saml', { who: who() }))
      return []
    },
  )
  const scimClients = yield* readingEntries(
    reading,
    listed(scimClientsMember),
    clientMembers,
    (who, { id }, fields): FileEntry[] => readScimClient(reading, who, id, fields),
  )
  const project = readProject(reading, document['project'])
  return {
    ...(project ? { project } : {}),
    methods: readMethods(reading, document['methods']),
    organizations,
    connections,
    ...(document[scimClientsMember] === undefined ? {} : { scimClients }),
  }
}

function isTooNew(document: JsonObject): boolean {
  const { version } = document
  return typeof version === 'number' && version > setUpVersion
}

/**
 * Reads an untrusted setup: our own form, or `ory get identity-config` or `ory get project` as JSON or YAML. Any
 * problem refuses the whole file; secrets in other tools' forms are skipped.
 */
export function readSetUpFile(text: string): SetUpReading {
  const screened = screenText(text)
  if (!screened.ok) return { ok: false, problems: [screened.problem] }
  const document = screened.value
  if (!isJsonObject(document)) {
    return { ok: false, problems: [t('The file is not a set-up: it is not an object')] }
  }
  const isOwn = document['format'] === setUpFormat
  if (isOwn && isTooNew(document)) {
    return { ok: false, problems: [t('The file was made by a newer version of this app')] }
  }
  if (isOwn && document['version'] !== setUpVersion) {
    return { ok: false, problems: [t('The file does not say which version of a set-up it is')] }
  }
  if (!isOwn && !isIdentityConfig(document)) {
    const problem = t(
      'The file is not a set-up: it is neither an export of this app nor a configuration as the ' +
        'Ory CLI prints it',
    )
    return { ok: false, problems: [problem] }
  }
  return isOwn ? withoutPauses(readingOwnSetUp(document)) : readForeignSetUp(document)
}

function readForeignSetUp(document: JsonObject): SetUpReading {
  const reading = createReading('skip')
  return checked(reading, readIdentityConfig(document, reading))
}

/** Reads our form's entries without checking format and version, for files that contain a setup. */
export function* readingOwnSetUp(document: JsonObject): Generator<void, SetUpReading> {
  const reading = createReading('refuse')
  return checked(reading, yield* readingOwnForm(document, reading))
}

function checked(reading: Reading, file: SetUpFile): SetUpReading {
  tellTwice(
    reading,
    (id) => t('The organization “{id}” is in the file twice', { id }),
    file.organizations.map(({ id }) => id),
  )
  tellTwice(
    reading,
    (id) => t('The SCIM client “{id}” is in the file twice', { id }),
    (file.scimClients ?? []).map(({ id }) => id),
  )
  for (const protocol of ['oidc', 'saml'] as const) {
    const ids = file.connections.filter((item) => item.protocol === protocol).map(({ id }) => id)
    const said = (id: string) =>
      t('The {protocol} connection “{id}” is in the file twice', {
        protocol: protocol.toUpperCase(),
        id,
      })
    tellTwice(reading, said, ids)
  }
  if (reading.problems.length > 0) return { ok: false, problems: reading.problems }
  return { ok: true, file, remarks: [...reading.remarks] }
}
