import type { ComparedEntity, Comparison } from '../compare/compare'
import { comparedLabel, isOpen } from '../compare/rows'
import { idField } from '../draft/working-copy'
import { fieldName } from '../fields/value-words'
import { isNewKey } from '../intents/intents'
import { t } from '../language/translate'
import { textMember, type JsonObject, type JsonValue } from '../model/json'
import type { FileConnection, FileEntry, SetUpFile } from '../set-up-file/form'
import { skippedWords } from '../take/skipped-words'
import type { SkippedField, TakeChoice } from '../take/take'
import { isTakeable } from '../take/takeable'
import { isStoredText } from '../take/values'

/** A file with the transferred differences. */
export interface TakenIntoFile {
  readonly file: SetUpFile
  /** Number of changed entities. */
  readonly changes: number
  /** What was not transferred, and why. */
  readonly skipped: readonly string[]
}

type Members = Record<string, JsonValue>

/** Entries by ID, connections by protocol and ID. */
function entriesOf({ organizations, connections, scimClients = [] }: SetUpFile) {
  return {
    organization: new Map(organizations.map((entry) => [entry.id, entry])),
    connection: new Map(connections.map((entry) => [`${entry.protocol} ${entry.id}`, entry])),
    'scim-client': new Map(scimClients.map((entry) => [entry.id, entry])),
  }
}

const idOf = (
  { kind, protocol = 'oidc' }: ComparedEntity,
  { key, fields }: { key: string; fields: JsonObject },
) => {
  const id = textMember(fields, idField(kind)) || key
  return kind === 'connection' ? `${protocol} ${id}` : id
}

/**
 * Transfers selected differences into a project's file, whole entries if new. Skips possible secrets and entities
 * without an ID. `source` is the whole left side.
 */
export function takeIntoFile(
  { entities }: Pick<Comparison, 'entities'>,
  chosen: readonly TakeChoice[],
  source: SetUpFile,
  target: SetUpFile,
): TakenIntoFile {
  const [from, into] = [entriesOf(source), entriesOf(target)]
  const choices = new Map(chosen.map((choice) => [`${choice.kind} ${choice.key}`, choice]))
  const skipped: string[] = []
  const settings: Members = { ...target.methods.oidc.settings }
  let changes = 0

  const tell = (entity: ComparedEntity, field: string, why: SkippedField['why']) =>
    void skipped.push(`${comparedLabel(entity)}: ${skippedWords(fieldName(field), why)}`)

  /** Why a value cannot be in the file, if anything. */
  function hindrance(
    field: string,
    value: JsonValue | undefined,
    withheld: readonly string[],
  ): SkippedField['why'] | undefined {
    if (withheld.includes(field)) return 'secret'
    if (isStoredText(field, value)) return 'text'
    const isLink = field === 'organization_id' && typeof value === 'string' && value !== ''
    return isLink && !into.organization.has(value) ? 'organization' : undefined
  }

  /** Selected fields that can be transferred. */
  function wanted({ kind, fields }: ComparedEntity, choice: TakeChoice): string[] {
    const named = choice.fields && new Set(choice.fields)
    return fields
      .filter((item) => (named ? item.state !== 'same' && named.has(item.field) : isOpen(item)))
      .map(({ field }) => field)
      .filter((field) => isTakeable(kind, field))
  }

  function edited<Entry extends FileEntry>(
    entity: ComparedEntity,
    choice: TakeChoice,
    own: Entry,
    there: FileEntry,
  ): Entry {
    const fields: Members = { ...own.fields }
    const taken = wanted(entity, choice).filter((field) => {
      const value = there.fields[field]
      const why = hindrance(field, value, there.withheld)
      if (why !== undefined) tell(entity, field, why)
      else if (value === undefined) delete fields[field]
      else fields[field] = value
      return why === undefined
    })
    if (taken.length > 0) changes += 1
    const withheld = own.withheld.filter((field) => !taken.includes(field))
    return { ...own, fields, withheld }
  }

  function added(entity: ComparedEntity, there: FileEntry): boolean {
    const odd = Object.entries(there.fields).flatMap(
      ([field, value]) => hindrance(field, value, []) ?? [],
    )
    const [why] = odd
    if (why === undefined) return true
    skipped.push(
      why === 'organization'
        ? t('{name}: its organization is not in the folder', { name: comparedLabel(entity) })
        : t('{name}: a text of it cannot be read now', { name: comparedLabel(entity) }),
    )
    return false
  }

  function takeMethod(entity: ComparedEntity, choice: TakeChoice): void {
    const names = entity.protocol === 'saml' ? [] : wanted(entity, choice)
    for (const field of names) {
      const value = source.methods.oidc.settings[field]
      if (value === undefined) delete settings[field]
      else settings[field] = value
    }
    if (names.length > 0) changes += 1
  }

  function take<Entry extends FileEntry>(
    entity: ComparedEntity,
    choice: TakeChoice,
    there: ReadonlyMap<string, Entry>,
    here: Map<string, Entry>,
  ): void {
    const { left, right } = entity
    if (!left) return
    const entry = there.get(idOf(entity, left))
    if (!entry || (entity.kind === 'organization' && isNewKey(left.key))) {
      skipped.push(
        t('{name}: it has no ID of its own before it is published', {
          name: comparedLabel(entity),
        }),
      )
      return
    }
    const id = right && idOf(entity, right)
    const own = id === undefined ? undefined : here.get(id)
    if (id !== undefined && own) here.set(id, edited(entity, choice, own, entry))
    else if (added(entity, entry)) {
      here.set(idOf(entity, left), entry)
      changes += 1
    }
  }

  // Organizations first, because the others refer to them.
  for (const kind of ['organization', 'connection', 'scim-client', 'method'] as const) {
    for (const entity of entities) {
      const choice = entity.kind === kind && choices.get(`${kind} ${entity.left?.key ?? ''}`)
      if (!choice) continue
      if (kind === 'method') takeMethod(entity, choice)
      else if (kind !== 'connection') take(entity, choice, from[kind], into[kind])
      else take<FileConnection>(entity, choice, from.connection, into.connection)
    }
  }
  const { oidc, saml } = target.methods
  return {
    file: {
      ...target,
      methods: { oidc: { ...oidc, settings }, saml },
      organizations: [...into.organization.values()],
      connections: [...into.connection.values()],
      ...(target.scimClients || into['scim-client'].size > 0
        ? { scimClients: [...into['scim-client'].values()] }
        : {}),
    },
    changes,
    skipped,
  }
}
