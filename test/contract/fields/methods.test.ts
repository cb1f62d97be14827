import { beforeAll, describe } from 'vitest'
import { sampled } from '../../soak/size'
import { travelMethods } from './methods'
import { createOutcomes, judge, patience } from './outcomes'
import { everyConnectionWorld, organizationWorlds } from './worlds'

/** The last question is about the deletion of organizations: one answer will do. */
const others = organizationWorlds.filter(
  ({ options }) => options.deletedOrganizationLeaves === 'connections-kept',
)

// All worlds in the long run; in `npm test` of the first those of the diagonal, which have each answer once.
for (const world of [...sampled(everyConnectionWorld, 8), ...others]) {
  describe(world.name, () => {
    const outcomes = createOutcomes()
    beforeAll(() => travelMethods(world, outcomes), patience)
    judge('method', outcomes)
  })
}
