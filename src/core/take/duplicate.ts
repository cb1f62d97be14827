import type { ComparedEntity } from '../compare/compare'
import type { Edit } from '../draft/edits'
import { withheldOf } from '../draft/set-up-of'
import {
  entityLabel,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from '../draft/working-copy'
import { textMember, type JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { planTake } from './take'
import { t } from '../language/translate'

/** A copy of an organization or a connection in the same project, as an edit of its draft. */
export interface Duplicate {
  readonly key: string
  readonly edit: Edit
  /** Secrets to be typed, by their wire names: they are never copied. */
  readonly toType: readonly string[]
}

type Row = WorkingEntity | WorkingConnection

/** What a copy is made of. Domains stay: each belongs to one organization alone. */
function sourceOf({ fields, target }: Row): JsonObject {
  const { domains: _own, ...rest } = fields
  return { ...rest, label: t('{label} copy', { label: entityLabel(fields, target) }) }
}

/** As one that only the source of a take has. */
function onlyThere(row: Row, snapshot: Pick<Snapshot, 'cut'>): ComparedEntity {
  const { key } = row.target
  const kind = 'protocol' in row ? 'connection' : 'organization'
  return {
    id: key,
    kind,
    ...('protocol' in row ? { protocol: row.protocol } : {}),
    left: { key, fields: sourceOf(row) },
    state: 'left',
    fields: [],
    ...withheldOf(snapshot, { kind, key }),
  }
}

/** Their organizations are the target's, also one that is gone: a copy's link is that of its row. */
function organizationsOf(rows: readonly Row[]): ComparedEntity[] {
  const keys = rows.flatMap(({ fields }) => textMember(fields, 'organization_id') || [])
  return [...new Set(keys)].map((key) => {
    const side = { key, fields: {} }
    return {
      id: `of ${key}`,
      kind: 'organization',
      left: side,
      right: side,
      state: 'same',
      fields: [],
    }
  })
}

/**
 * Copies of rows with their values, each with an id that nothing has yet: a take of what the project has itself.
 *
 * @param newKey a key that no entity of the draft has, such as `new:UUID`
 * @param snapshot says of which members the app holds a part only
 */
export function duplicates(
  copy: WorkingCopy,
  rows: readonly Row[],
  newKey: () => string,
  snapshot: Pick<Snapshot, 'cut'> = {},
): Duplicate[] {
  const items = planTake({
    comparison: {
      entities: [...organizationsOf(rows), ...rows.map((row) => onlyThere(row, snapshot))],
      organizationNames: new Map(),
    },
    chosen: 'all',
    substitutions: [],
    texts: 'addresses',
    copy,
    newKey,
  })
  return items.flatMap(({ target, edits: [edit], toType }) =>
    edit ? [{ key: target.key, edit, toType }] : [],
  )
}
