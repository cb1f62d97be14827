import { beforeAll, describe, expect, test } from 'vitest'
import { createWithConnection, deleteAndDetach, travelOrganizations } from './organizations'
import { createOutcomes, judge, patience } from './outcomes'
import { organizationWorlds } from './worlds'

for (const world of organizationWorlds) {
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
