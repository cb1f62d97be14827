import { beforeAll, describe } from 'vitest'
import { createOutcomes, judge, patience } from './outcomes'
import { travelScimClients } from './scim-clients'
import { scimWorlds } from './worlds'

for (const world of scimWorlds) {
  describe(world.name, () => {
    const outcomes = createOutcomes()
    beforeAll(() => travelScimClients(world, outcomes), patience)
    judge('scim-client', outcomes)
  })
}
