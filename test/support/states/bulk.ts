import { bulkStep, type BulkRow } from '../../../src/core/bulk/bulk'
import type { BulkOperation } from '../../../src/core/bulk/operation'
import { record, type Draft } from '../../../src/core/draft/draft'
import type { Snapshot } from '../../../src/core/model/snapshot'

/** A draft with the rows that change something as one step; the draft itself where none does. */
export function stepped(
  snapshot: Snapshot,
  draft: Draft,
  operation: BulkOperation,
  rows: readonly BulkRow[],
): Draft {
  const step = bulkStep(snapshot, draft.intents, operation, rows)
  return record(draft, { ...step, changes: [...step.changes], at: '2026-11-25T12:00:00Z' })
}
