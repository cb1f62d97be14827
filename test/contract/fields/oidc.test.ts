import { beforeAll, describe } from 'vitest'
import { providerKinds } from '../../../src/core/model/providers'
import { travel } from './journey'
import { isLong, sampled } from '../../soak/size'
import { createOutcomes, judge, patience } from './outcomes'
import { connectionWorlds, everyConnectionWorld, type World } from './worlds'

function travelAll(title: string, world: World, kinds: readonly string[]): void {
  describe(`${title}, ${world.name}`, () => {
    const outcomes = createOutcomes()
    beforeAll(async () => {
      for (const kind of kinds) await travel({ world, protocol: 'oidc', kind, outcomes })
    }, patience)
    judge('oidc', outcomes, kinds)
  })
}

const everyKind = providerKinds.map(({ value }) => value)
// The long run takes every kind to both worlds; `npm test` every eighth kind to one, and the kind with most fields to both.
for (const [at, world] of connectionWorlds.entries()) {
  const isHere = (kind: string, position: number) =>
    isLong || kind === 'generic' || position % (8 * connectionWorlds.length) === 8 * at
  travelAll('every kind', world, everyKind.filter(isHere))
}

// All worlds in the long run; in `npm test` one of eight.
for (const world of sampled(everyConnectionWorld, 8)) {
  // The kind with most fields; beside it those with secrets and fields that no other has.
  const isEmpty = world.options.secretsReadAs === 'empty'
  const kinds = isEmpty ? ['generic', 'apple', 'microsoft'] : ['generic']
  travelAll(kinds.join(', '), world, kinds)
}
