import { beforeAll, describe } from 'vitest'
import { travelMethods } from './methods'
import { createOutcomes, judge, patience } from './outcomes'
import { everyConnectionWorld, organizationWorlds } from './worlds'

/** The last question is about the deletion of organizations: one answer will do. */
const others = organizationWorlds.filter(
  ({ options }) => options.deletedOrganizationLeaves === 'connections-kept',
)

for (const world of [...everyConnectionWorld, ...others]) {
  describe(world.name, () => {
    const outcomes = createOutcomes()
    beforeAll(() => travelMethods(world, outcomes), patience)
    judge('method', outcomes)
  })
}
