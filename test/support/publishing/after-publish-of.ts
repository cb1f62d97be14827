import { afterPublish } from '../../../src/core/publish/after-publish'
import type { Draft } from '../../../src/core/draft/draft'
import { filterIntents, sameTarget, type Target } from '../../../src/core/intents/intents'

type Rest =
  Parameters<typeof afterPublish> extends [unknown, unknown, ...infer Others] ? Others : never

/** A draft after a request that sent all that it has of some targets. */
export const afterPublishOf = (draft: Draft, targets: readonly Target[], ...rest: Rest): Draft =>
  afterPublish(
    draft,
    filterIntents(draft.intents, (target) => targets.some((item) => sameTarget(item, target))),
    ...rest,
  )
