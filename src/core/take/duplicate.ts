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

export interface Duplicate {
  readonly key: string
  readonly edit: Edit
  /** Wire names of secrets to enter: they are never copied. */
  readonly toType: readonly string[]
}

type Row = WorkingEntity | WorkingConnection

/** Fields to copy, without domains: a domain belongs to one organization. */
function sourceOf({ fields, target }: Row): JsonObject {
  const { domains: _own, ...rest } = fields
  return { ...rest, label: t('{label} copy', { label: entityLabel(fields, target) }) }
}

/** As an entity that only the source of a transfer has. */
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

/** Copies keep the organization of their row, even if it was deleted. */
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
 * Copies rows within a project as a transfer to itself. `newKey` returns unused keys such as `new:UUID`; `snapshot`
 * tells which members are known only in part.
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
