import type { Moved } from '../../../core/conflict/rebase'
import { fieldLabel } from '../../../core/fields/fields'
import { counted } from '../../../core/model/counted'

const kinds = [
  ['organization', 'organization', 'organizations'],
  ['connection', 'connection', 'connections'],
  ['method', 'settings of a sign-in method', 'settings of sign-in methods'],
] as const

/** How many of each moved, such as `3 organizations and 1 connection changed elsewhere`. */
export function movedSummary(moved: readonly Moved[]): string {
  const parts = kinds.flatMap(([kind, one, many]) => {
    const count = moved.filter(({ target }) => target.kind === kind).length
    if (count === 0) return []
    return [kind === 'method' ? (count === 1 ? one : many) : counted(count, one, many)]
  })
  const last = parts.pop() ?? ''
  const all = parts.length > 0 ? `${parts.join(', ')} and ${last}` : last
  return `${all.charAt(0).toUpperCase()}${all.slice(1)} changed elsewhere`
}

/** What became of one, such as `changed: Label, Domains`. Members without a name stay unnamed. */
export function movedWords({ how, fields }: Moved): string {
  if (how !== 'changed') return how
  const names = fields.flatMap((field) => fieldLabel(field) ?? [])
  return names.length > 0 ? `changed: ${names.join(', ')}` : 'changed'
}
