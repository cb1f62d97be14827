import { beforeAll, describe, expect, test } from 'vitest'
import { createWithConnection, deleteAndDetach, travelOrganizations } from './organizations'
import { createOutcomes, judge, patience } from './outcomes'
import { sampled } from '../../soak/size'
import { organizationWorlds } from './worlds'

// All worlds in the long run; in `npm test` one of three, which has each answer.
for (const world of sampled(organizationWorlds, 3)) {
  describe(world.name, () => {
    const outcomes = createOutcomes()
    beforeAll(() => travelOrganizations(world, outcomes), patience)
    judge('organization', outcomes)

    test('made with a connection, it is named by it', async () => {
      expect(await createWithConnection(world)).toBeUndefined()
    })

    test('deleted, it leaves its connections as they were, without it', async () => {
      expect(await deleteAndDetach(world)).toBeUndefined()
    })
  })
}
