import { usePublish } from '../../../src/renderer/features/review/use-publish'
import { useReview } from '../../../src/renderer/features/review/use-review'
import { inProject } from './project'

/** Publishes the project of the main pane, as its review does. */
export const inReview = () => inProject(() => usePublish(useReview().look))

/** What the review of the project of the main pane shows now. */
export function seenNow() {
  const now = inProject(() => useReview().look())
  if (!now) throw new Error('Nothing is known of the project')
  return now
}
