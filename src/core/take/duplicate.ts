import { isNothing } from '../compare/same-value'
import type { Edit } from '../draft/edits'
import {
  entityLabel,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from '../draft/working-copy'
import { connectionFields, requiresField } from '../fields/fields'
import { withheldOf } from '../draft/set-up-of'
import { textMember, type JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { isSafeValue } from '../set-up-file/secrets'
import { isTakeable } from './takeable'
import { freeId } from './take'
import { t } from '../language/translate'

/** A copy of an organization or a connection in the same project, as an edit of its draft. */
export interface Duplicate {
  readonly key: string
  readonly edit: Edit
  /** Secrets to be typed, by their wire names: they are never copied. */
  readonly toType: readonly string[]
}

/** What a copy takes: nothing of which a part is left out, since it looks like a secret. */
function copiedFields(
  kind: 'organization' | 'connection',
  { fields, target }: WorkingEntity,
  snapshot: Pick<Snapshot, 'cut'>,
): JsonObject {
  const { withheld = [] } = withheldOf(snapshot, kind, target.key)
  const kept = Object.entries(fields).filter(
    ([field, value]) =>
      isTakeable(kind, field) &&
      !isNothing(value) &&
      isSafeValue(value) &&
      !withheld.includes(field),
  )
  return Object.fromEntries(kept)
}

const copyLabel = ({ fields, target }: WorkingEntity) =>
  t('{label} copy', { label: entityLabel(fields, target) })

function connectionCopy(
  connection: WorkingConnection,
  key: string,
  taken: Set<string>,
  snapshot: Pick<Snapshot, 'cut'>,
): Duplicate {
  const { protocol } = connection
  const id = freeId(textMember(connection.fields, 'id') || 'connection', taken)
  const fields = {
    id,
    ...copiedFields('connection', connection, snapshot),
    label: copyLabel(connection),
  }
  const provider = textMember(fields, 'provider') ?? ''
  const secrets = connectionFields(protocol).filter(
    (field) => field.secret && requiresField(field, provider),
  )
  return {
    key,
    edit: { kind: 'create-connection', key, protocol, fields },
    toType: secrets.map(({ name }) => name),
  }
}

/** Domains stay: each belongs to one organization alone. */
function organizationCopy(
  organization: WorkingEntity,
  key: string,
  snapshot: Pick<Snapshot, 'cut'>,
): Duplicate {
  const { domains: _own, ...fields } = copiedFields('organization', organization, snapshot)
  const made = { ...fields, label: copyLabel(organization) }
  return { key, edit: { kind: 'create-organization', key, fields: made }, toType: [] }
}

/**
 * Copies of rows with their values, each with an id that nothing has yet.
 *
 * @param newKey a key that no entity of the draft has, such as `new:UUID`
 * @param snapshot says of which members the app holds a part only
 */
export function duplicates(
  copy: WorkingCopy,
  rows: readonly (WorkingEntity | WorkingConnection)[],
  newKey: () => string,
  snapshot: Pick<Snapshot, 'cut'> = {},
): Duplicate[] {
  const taken = new Set(copy.connections.map(({ fields }) => textMember(fields, 'id') ?? ''))
  return rows.map((row) =>
    'protocol' in row
      ? connectionCopy(row, newKey(), taken, snapshot)
      : organizationCopy(row, newKey(), snapshot),
  )
}
