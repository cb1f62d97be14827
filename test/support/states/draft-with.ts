import { emptyDraft, record, type Draft } from '../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../src/core/draft/edits'
import type { Snapshot } from '../../../src/core/model/snapshot'

/** A draft with these edits, one step each; with `first`, after those that it has. */
export function draftWith(
  snapshot: Snapshot,
  edits: readonly Edit[],
  first: Draft = emptyDraft(snapshot.summary.id, snapshot.revisionId),
): Draft {
  return edits.reduce<Draft>(
    (before, edit) =>
      record(before, {
        label: edit.kind,
        at: '2026-11-25T12:00:00Z',
        changes: intentChangesOf(snapshot, before.intents, edit),
      }),
    first,
  )
}
