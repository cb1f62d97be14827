import { computed, type ShallowRef } from 'vue'
import { findConflicts, type Conflict } from '../../core/draft/conflicts'
import type { Draft } from '../../core/draft/draft'
import { emptyCopy, workingCopy, type WorkingCopy } from '../../core/draft/working-copy'
import { currentIntents } from '../../core/intents/current-intents'
import { noIntents } from '../../core/intents/intents'
import { textMember } from '../../core/model/json'
import type { Snapshot } from '../../core/model/snapshot'
import { countChanges } from '../../core/intents/intents'
import type { WrittenProblem } from '../../core/problems/problem'
import { rules } from './rules'

/** An ID of a SCIM client that Ory refused as taken, at the revision at which that was. */
export interface RefusedId {
  readonly id: string
  readonly revisionId: string
}

/** Values derived from a project's snapshot and its draft. */
export function createWorking(deps: {
  readonly snapshot: Readonly<ShallowRef<Snapshot | undefined>>
  readonly draft: Readonly<ShallowRef<Draft | undefined>>
  /** Pages of a first read so far: shown without the draft. */
  readonly arriving: () => Snapshot | undefined
  readonly refusedId: () => RefusedId | undefined
}) {
  const { snapshot, draft, arriving, refusedId } = deps
  const intents = computed(() => draft.value?.intents ?? noIntents)
  const copy = computed<WorkingCopy>(() => {
    if (snapshot.value) return workingCopy(snapshot.value, intents.value)
    const come = arriving()
    return come ? workingCopy(come, noIntents) : emptyCopy
  })
  const homeRegion = computed(() =>
    snapshot.value ? textMember(snapshot.value.project, 'home_region') : undefined,
  )
  const problems = computed<readonly WrittenProblem[]>(() => {
    if (!rules.value) return []
    const { problemsOf, refusedIdProblems } = rules.value
    const own = problemsOf(copy.value, homeRegion.value)
    const refused = refusedId()
    if (!refused || refused.revisionId !== snapshot.value?.revisionId) return own
    return [...own, ...refusedIdProblems(copy.value.touched.scimClients, refused.id)]
  })
  const conflicts = computed<Conflict[]>(() =>
    snapshot.value ? findConflicts(snapshot.value, intents.value) : [],
  )
  const count = computed(() =>
    countChanges(snapshot.value ? currentIntents(snapshot.value, intents.value) : intents.value),
  )
  return { copy, problems, conflicts, count }
}
