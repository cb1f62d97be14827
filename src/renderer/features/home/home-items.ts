import type { RadarRow } from '../../../core/ipc/radar'
import { attentionState, type AttentionState } from '../../../core/problems/attention'

/** A line of the list: the heading of a group, or a finding with what to do about it. */
export type HomeItem =
  | { readonly kind: 'group'; readonly key: string; readonly name: string; readonly count: number }
  | {
      readonly kind: 'finding'
      readonly key: string
      readonly row: RadarRow
      readonly state: AttentionState
    }

/** @param now ISO 8601 */
export function homeItems(rows: readonly RadarRow[], now: string): HomeItem[] {
  return rows.flatMap((row): HomeItem[] => {
    const { id, group } = row
    const finding = { kind: 'finding', key: id, row, state: attentionState(row, now) } as const
    return group ? [{ kind: 'group', key: `group ${group.name}`, ...group }, finding] : [finding]
  })
}
