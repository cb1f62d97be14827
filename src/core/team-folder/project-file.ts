import { contentFields, inFieldOrder, setFields, type FieldTable } from '../fields/fields'
import { keyOfTarget } from '../mapper/owners/owners'
import { connectionKey } from '../model/connection'
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import { onceEach } from '../model/recent'
import { scimClientsMember } from '../model/scim-client'
import { byText, sorted, type FileEntry, type SetUpFile } from '../set-up-file/form'
import { inlineText } from '../set-up-file/inline-text'
import { readingOwnSetUp } from '../set-up-file/read'
import { writtenEntry } from '../set-up-file/write'
import { documentText, readDocument } from './document'
import { mapperFolderAt, mapperPath } from './paths'
import type { FolderProject } from './team'
import { t } from '../language/translate'

/** Path of the mapper's file. */
const mapperFile = 'mapper_file'

/** Ory accepts 64 KiB; anything longer than this stays in the project's file. */
const longestMapper = 1_000_000

/** A mapper's text if it can be its own file; text that git or editors would change, such as CRLF, stays inline. */
export function mapperTextOf({ fields }: FileEntry): string | undefined {
  const address = fields['mapper_url']
  const text = typeof address === 'string' ? inlineText(address) : undefined
  const isPlain = text !== undefined && text.length <= longestMapper && !/[\r\0]/.test(text)
  return isPlain ? text : undefined
}

const clientKey = (id: string) => keyOfTarget({ kind: 'scim-client', key: id })

/** Owners of mappers in a setup, by key. */
export const mapperEntries = ({
  connections,
  scimClients = [],
}: SetUpFile): { readonly key: string; readonly entry: FileEntry }[] => [
  ...connections.map((entry) => ({ key: connectionKey(entry.protocol, entry.id), entry })),
  ...scimClients.map((entry) => ({ key: clientKey(entry.id), entry })),
]

function orderedFields(table: FieldTable, fields: JsonObject): JsonObject {
  const members = inFieldOrder(table, Object.entries(fields)).map(
    ([name, value]): [string, JsonValue] => {
      const isSet = setFields.has(name) && isJsonArray(value)
      return [name, isSet ? value.map(String).toSorted(byText) : sorted(value)]
    },
  )
  return Object.fromEntries(members)
}

function orderedEntry(
  table: FieldTable,
  entry: FileEntry,
  between: JsonObject,
  left: ReadonlySet<string> = new Set(),
): JsonObject {
  const { id, fields, withheld, ...texts } = writtenEntry(entry)
  const own = Object.fromEntries(Object.entries(texts).filter(([name]) => !left.has(name)))
  const members = isJsonObject(fields) ? fields : {}
  return {
    id: id ?? '',
    ...between,
    fields: orderedFields(table, members),
    ...own,
    ...(isJsonArray(withheld) ? { withheld: withheld.map(String).toSorted(byText) } : {}),
  }
}

/** Without a folder the text stays in this file. */
function entryWithMapper(
  table: FieldTable,
  entry: FileEntry,
  between: JsonObject,
  folder: string | undefined,
): JsonObject {
  if (folder === undefined) return orderedEntry(table, entry, between)
  const named = { ...between, [mapperFile]: mapperPath(folder) }
  return orderedEntry(table, entry, named, new Set(['mapper']))
}

const byId = (left: FileEntry, right: FileEntry) => byText(left.id, right.id)

/** Project file with sorted entries and members, deterministic. `folderOf` names a mapper text's folder. */
export function projectFileText(
  { project, methods, organizations, connections, scimClients }: SetUpFile,
  folderOf: (mapper: string) => string | undefined,
): string {
  const { oidc, saml } = methods
  const folderFor = (entry: FileEntry) => {
    const text = mapperTextOf(entry)
    return text === undefined ? undefined : folderOf(text)
  }
  const enabled = (value: boolean | undefined) => (value === undefined ? {} : { enabled: value })
  return documentText('team-project', {
    ...(project
      ? {
          project: {
            name: project.name,
            slug: project.slug,
            environment: project.environment,
            hosts: project.hosts.toSorted(byText),
          },
        }
      : {}),
    methods: {
      oidc: { ...enabled(oidc.enabled), ...orderedFields('method', oidc.settings) },
      saml: enabled(saml.enabled),
    },
    organizations: organizations
      .toSorted(byId)
      .map((entry) => orderedEntry('organization', entry, {})),
    connections: connections
      .toSorted((left, right) => byText(left.protocol, right.protocol) || byId(left, right))
      .map((entry) => {
        const { protocol } = entry
        return entryWithMapper(protocol, entry, { protocol }, folderFor(entry))
      }),
    ...(scimClients
      ? {
          [scimClientsMember]: scimClients
            .toSorted(byId)
            .map((entry) => entryWithMapper('scim-client', entry, {}, folderFor(entry))),
        }
      : {}),
  })
}

/** Inline content that is not text cannot be checked, so it is refused. */
function unreadable({ fields }: FileEntry): boolean {
  return [...contentFields].some((name) => {
    const value = fields[name]
    const isInline = typeof value === 'string' && value.startsWith('base64://')
    return isInline && inlineText(value) === undefined
  })
}

export type ProjectReading =
  | ({ readonly ok: true } & FolderProject)
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads a project file and its mappers; `textOf` reads a mapper folder. */
export function* readingProjectFile(
  text: string,
  textOf: (folder: string) => string | undefined,
): Generator<void, ProjectReading> {
  const reading = readDocument('team-project', text)
  if (!reading.ok) return { ok: false, problems: [reading.words] }
  const problems: string[] = []
  const uses = new Map<string, string>()
  // Thousands of connections share a few.
  const folderAt = onceEach(mapperFolderAt)

  function withMapper(entry: JsonValue, keyOf: (entry: JsonObject) => string | undefined) {
    if (!isJsonObject(entry) || !Object.hasOwn(entry, mapperFile)) return entry
    const { [mapperFile]: named, ...rest } = entry
    const path = typeof named === 'string' ? named : ''
    const folder = folderAt(path)
    const mapper = folder === undefined ? undefined : textOf(folder)
    if (folder === undefined || mapper === undefined) {
      const shown = { path: path.slice(0, 120) }
      problems.push(
        folder === undefined
          ? t('It names the mapper “{path}”, which is no mapper of a team folder', shown)
          : t('It names the mapper “{path}”, which could not be read', shown),
      )
      return rest
    }
    if (Object.hasOwn(rest, 'mapper')) {
      problems.push(t('It has both “{member}” and “mapper”', { member: mapperFile }))
    }
    const key = keyOf(rest)
    if (key !== undefined) uses.set(key, folder)
    return { ...rest, mapper }
  }
  const connectionOf = ({ id, protocol }: JsonObject) =>
    typeof id === 'string' && (protocol === 'oidc' || protocol === 'saml')
      ? connectionKey(protocol, id)
      : undefined
  const clientOf = ({ id }: JsonObject) => (typeof id === 'string' ? clientKey(id) : undefined)
  const withMappers = (name: string, keyOf: (entry: JsonObject) => string | undefined) => {
    const list = reading.document[name]
    return isJsonArray(list) ? { [name]: list.map((entry) => withMapper(entry, keyOf)) } : {}
  }

  const document = {
    ...reading.document,
    ...withMappers('connections', connectionOf),
    ...withMappers(scimClientsMember, clientOf),
  }
  const read = yield* readingOwnSetUp(document)
  if (!read.ok) problems.push(...read.problems)
  else if (!read.file.project) problems.push(t('It does not say which project it is of'))
  for (const { id } of read.ok ? read.file.connections.filter(unreadable) : []) {
    problems.push(
      t('The connection “{id}” has a mapper or metadata that is no text', { id: id.slice(0, 80) }),
    )
  }
  for (const { id } of (read.ok ? (read.file.scimClients ?? []) : []).filter(unreadable)) {
    problems.push(t('The SCIM client “{id}” has a mapper that is no text', { id: id.slice(0, 80) }))
  }
  return read.ok && problems.length === 0
    ? { ok: true, file: read.file, uses }
    : { ok: false, problems }
}
