import type { Edit } from '../draft/edits'
import { connectionAt } from '../draft/entity-index'
import {
  entityLabel,
  workingCopy,
  type WorkingCopy,
  type WorkingEntity,
} from '../draft/working-copy'
import type { Field } from '../fields/field'
import { connectionFields, fieldNamed, requiresField, writeOnlyFields } from '../fields/fields'
import { methodFields, organizationFields } from '../fields/other-fields'
import { sameField } from '../intents/field-values'
import type { Intents, Target } from '../intents/intents'
import { connectionKey } from '../model/connection'
import { textMember, type JsonObject, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { serverMade, type FileConnection, type FileEntry, type SetUpFile } from './form'
import { matchOrganizations, type MatchedBy } from './import-organizations'
import { t } from '../language/translate'

/** One field as it is in the draft, and as the file has it. */
export interface ImportedField {
  readonly field: string
  readonly before?: JsonValue
  readonly after?: JsonValue
}

/** One organization or connection of a file, or what all connections share, as edits of a draft. */
export interface ImportItem {
  /** Names it in the file: `organization ID`, `oidc ID`, `settings`. */
  readonly id: string
  /** What it becomes, or is already; the key of what is new is made up. */
  readonly target: Target
  readonly label: string
  readonly what: 'create' | 'edit' | 'same'
  /** By what an organization was found to be one of the project's. */
  readonly matchedBy?: MatchedBy
  readonly fields: readonly ImportedField[]
  /** Fields that have to be typed before it can be published: secrets, which no file has. */
  readonly toType: readonly string[]
  /** Id of the item that it needs, unless the project has what it is. */
  readonly needs?: string
  /** Why it cannot be imported, in words. */
  readonly heldBack?: string
  readonly edits: readonly Edit[]
}

export interface ImportPlan {
  /** In the order in which they are made: organizations first. */
  readonly items: readonly ImportItem[]
  /** What of the file becomes no edit, in words. */
  readonly remarks: readonly string[]
}

/** Fields of a file that differ from what is there; what the file withholds or never has stays. */
function differing(
  table: readonly Field[],
  there: JsonObject,
  { fields, withheld }: Pick<FileEntry, 'fields' | 'withheld'>,
): ImportedField[] {
  const left = new Set(withheld)
  const changed = Object.entries(fields).flatMap(([field, after]): ImportedField[] => {
    const before = there[field]
    if (sameField(field, before, after)) return []
    // Of a member that is in no table the app shows no secrets: replaced whole, it would lose them.
    const holdsMore = typeof before === 'object' && before !== null && !fieldNamed(table, field)
    if (holdsMore) return []
    return [{ field, ...(before === undefined ? {} : { before }), after }]
  })
  const gone = Object.entries(there).flatMap(([field, before]): ImportedField[] => {
    // A member that is in no table may be newer than the file.
    const known = fieldNamed(table, field)
    const stays = known === undefined || known.secret === true || writeOnlyFields.has(field)
    if (stays || field === 'id' || serverMade.has(field) || left.has(field)) return []
    return Object.hasOwn(fields, field) ? [] : [{ field, before }]
  })
  return [...changed, ...gone]
}

const setField = (target: Target, { field, after }: ImportedField): Edit =>
  after === undefined
    ? { kind: 'set-field', target, field }
    : { kind: 'set-field', target, field, value: after }

function organizationItem(
  entry: FileEntry,
  match: { readonly organization: WorkingEntity; readonly by: MatchedBy } | undefined,
  newKey: () => string,
): ImportItem {
  const id = `organization ${entry.id}`
  if (!match) {
    const target = { kind: 'organization', key: newKey() } as const
    const created: Edit = { kind: 'create-organization', key: target.key, fields: entry.fields }
    return {
      id,
      target,
      label: entityLabel(entry.fields, { kind: 'organization', key: entry.id }),
      what: 'create',
      fields: Object.entries(entry.fields).map(([field, after]) => ({ field, after })),
      toType: [],
      edits: [created],
    }
  }
  const { target, fields: there } = match.organization
  const fields = differing(organizationFields, there, entry)
  return {
    id,
    target,
    label: entityLabel(there, target),
    what: fields.length === 0 ? 'same' : 'edit',
    ...(match.by === 'id' ? {} : { matchedBy: match.by }),
    fields,
    toType: [],
    edits: fields.map((field) => setField(target, field)),
  }
}

/** Where the organization of a connection is in the project, or which item makes it. */
interface Link {
  readonly key?: string
  readonly needs?: string
  readonly heldBack?: string
}

const missingOrganization = t(
  'Its organization is neither in this project nor in the file; without one it would be a ' +
    'sign-in button for everybody',
)

function connectionItem(
  entry: FileConnection,
  there: ReturnType<typeof connectionAt>,
  link: Link,
  newKey: () => string,
): ImportItem {
  const { protocol } = entry
  const table = connectionFields(protocol)
  const own = link.key === undefined ? entry.fields : { ...entry.fields, organization_id: link.key }
  const id = `${protocol} ${entry.id}`
  const more = {
    ...(link.needs === undefined ? {} : { needs: link.needs }),
    ...(link.heldBack === undefined ? {} : { heldBack: link.heldBack }),
  }
  if (!there) {
    const target = { kind: 'connection', key: newKey() } as const
    const provider = textMember(own, 'provider') ?? ''
    const made = { id: entry.id, ...own }
    return {
      id,
      target,
      label: entityLabel(made, target),
      what: 'create',
      fields: Object.entries(made).map(([field, after]) => ({ field, after })),
      toType: table
        .filter((field) => field.secret && requiresField(field, provider))
        .map(({ name }) => name),
      ...more,
      edits: [{ kind: 'create-connection', key: target.key, protocol, fields: made }],
    }
  }
  const { target } = there
  const fields = differing(table, there.fields, { fields: own, withheld: entry.withheld })
  const deleted =
    there.status === 'deleted' ? { heldBack: t('The draft deletes it: take that back first') } : {}
  return {
    id,
    target,
    label: entityLabel(there.fields, target),
    what: fields.length === 0 && there.status !== 'deleted' ? 'same' : 'edit',
    fields,
    toType: [],
    ...more,
    ...deleted,
    edits: fields.map((field) => setField(target, field)),
  }
}

function settingsItem(file: SetUpFile, copy: WorkingCopy): ImportItem[] {
  const { settings } = file.methods.oidc
  const there = copy.methods[0]?.fields ?? {}
  const target = { kind: 'method', key: 'oidc' } as const
  const changed = differing(methodFields, there, { fields: settings, withheld: [] })
  // A file of some connections says nothing of what all share, so nothing is taken away by it.
  const fields = changed.filter(({ after }) => after !== undefined)
  if (Object.keys(settings).length === 0) return []
  return [
    {
      id: 'settings',
      target,
      label: entityLabel(there, target),
      what: fields.length === 0 ? 'same' : 'edit',
      fields,
      toType: [],
      edits: fields.map((field) => setField(target, field)),
    },
  ]
}

/** Whether a method is on is the server's to say: the app switches it with the first connection only. */
function methodRemarks({ methods, connections }: SetUpFile): string[] {
  return (['oidc', 'saml'] as const).flatMap((protocol) => {
    const has = connections.some((item) => item.protocol === protocol)
    if (methods[protocol].enabled !== false || !has) return []
    return [
      t(
        'In the file {protocol} is switched off. An import does not switch it off; a new ' +
          'connection switches it on',
        { protocol: protocol.toUpperCase() },
      ),
    ]
  })
}

/**
 * What a file becomes in a project, as edits of its draft: nothing is deleted by it. Only organizations,
 * connections and what all connections share are touched, whatever the file holds.
 *
 * @param newKey a key that no entity of the draft has, such as `new:UUID`
 */
export function planImport(
  file: SetUpFile,
  snapshot: Snapshot,
  intents: Intents,
  newKey: () => string,
): ImportPlan {
  const copy = workingCopy(snapshot, intents)
  const organizations = matchOrganizations(file.organizations, copy.organizations).map(
    ({ entry, match }) => ({ entry, item: organizationItem(entry, match, newKey) }),
  )
  const items = new Map(organizations.map(({ entry, item }) => [entry.id, item]))
  const there = new Set(
    copy.organizations.filter(({ status }) => status !== 'deleted').map(({ target }) => target.key),
  )

  function linkOf({ fields }: FileConnection, present: WorkingEntity | undefined): Link {
    const named = textMember(fields, 'organization_id') || undefined
    if (named === undefined) return {}
    const item = items.get(named)
    // A link to what is gone stays what it is: other fields of the connection may change.
    if (!item && present && textMember(present.fields, 'organization_id') === named) return {}
    if (!item) return there.has(named) ? { key: named } : { heldBack: missingOrganization }
    return item.what === 'create'
      ? { key: item.target.key, needs: item.id }
      : { key: item.target.key }
  }

  const byId = new Map(
    copy.connections
      .filter(({ ambiguous }) => !ambiguous)
      .map((item) => [connectionKey(item.protocol, textMember(item.fields, 'id') ?? ''), item]),
  )
  const unclear = new Set(
    copy.connections
      .filter(({ ambiguous }) => ambiguous)
      .map(({ protocol, fields }) => connectionKey(protocol, textMember(fields, 'id') ?? '')),
  )
  const connections = file.connections.map((entry): ImportItem => {
    const key = connectionKey(entry.protocol, entry.id)
    const present = byId.get(key)
    const item = connectionItem(entry, present, linkOf(entry, present), newKey)
    return unclear.has(key)
      ? { ...item, heldBack: t('The project has more than one connection with this ID') }
      : item
  })
  return {
    items: [...organizations.map(({ item }) => item), ...connections, ...settingsItem(file, copy)],
    remarks: methodRemarks(file),
  }
}

/** Why an item cannot go along with the others that were chosen; `undefined` where it can. */
export function heldBackBecause(
  { needs, heldBack }: ImportItem,
  chosen: ReadonlySet<string>,
): string | undefined {
  if (heldBack !== undefined) return heldBack
  const isMissing = needs !== undefined && !chosen.has(needs)
  return isMissing ? t('Its organization is new and is not chosen') : undefined
}

/** The edits of the items that were chosen and can go, to be made as one step. */
export function importEdits(plan: ImportPlan, chosen: ReadonlySet<string>): Edit[] {
  return plan.items
    .filter((item) => chosen.has(item.id) && heldBackBecause(item, chosen) === undefined)
    .flatMap(({ edits }) => edits)
}
