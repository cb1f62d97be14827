import { beforeAll, describe } from 'vitest'
import { travel } from './journey'
import { createOutcomes, judge, patience } from './outcomes'
import { everyConnectionWorld } from './worlds'

for (const world of everyConnectionWorld) {
  describe(world.name, () => {
    const outcomes = createOutcomes()
    beforeAll(() => travel({ world, protocol: 'saml', kind: 'saml', outcomes }), patience)
    judge('saml', outcomes)
  })
}
