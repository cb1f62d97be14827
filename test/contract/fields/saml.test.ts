import { beforeAll, describe } from 'vitest'
import { sampled } from '../../soak/size'
import { travel } from './journey'
import { createOutcomes, judge, patience } from './outcomes'
import { everyConnectionWorld } from './worlds'

// All worlds in the long run; in `npm test` those of the diagonal, which have each answer once.
for (const world of sampled(everyConnectionWorld, 8)) {
  describe(world.name, () => {
    const outcomes = createOutcomes()
    beforeAll(() => travel({ world, protocol: 'saml', kind: 'saml', outcomes }), patience)
    judge('saml', outcomes)
  })
}
