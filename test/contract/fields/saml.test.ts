import { beforeAll, describe } from 'vitest'
import { travel } from './journey'
import { createOutcomes, judge } from './outcomes'
import { everyConnectionWorld } from './worlds'

for (const world of everyConnectionWorld) {
  describe(world.name, () => {
    const outcomes = createOutcomes()
    beforeAll(() => travel({ world, protocol: 'saml', kind: 'saml', outcomes }), 120_000)
    judge('saml', outcomes)
  })
}
