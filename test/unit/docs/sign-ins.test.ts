import { describe, expect, test } from 'vitest'
import { signInsPage } from '../../../scripts/lib/docs/sign-ins.mjs'
import { providerClaims } from '../../../src/core/mapper/kratos/provider-claims'
import * as known from '../../support/mapping/sign-in-facts'

const { facts, heldBy } = known

describe('the page of sign-ins', () => {
  test('has a row for each fact', () => {
    const rows = signInsPage(known)
      .split('\n## ')[0]
      ?.match(/^\| (?!Step|--)/gm)
    expect(rows).toHaveLength(facts.length)
  })

  test('names sign-ins for all that it knows from a run, and a source for the rest', () => {
    for (const fact of facts) {
      if (fact.known === 'run') expect(heldBy(fact), fact.what).not.toEqual([])
      else expect(fact.from, fact.what).toMatch(/\w{3}/)
      for (const start of fact.seen ?? []) {
        expect(heldBy({ ...fact, seen: [start] }), `${fact.what}: ${start}`).not.toEqual([])
      }
    }
  })

  test('tells every kind of provider', () => {
    const claims = facts.filter(({ about }) => about === 'Claims')
    for (const kind of providerClaims.keys()) {
      expect(
        claims.some(({ what }) => what.includes(kind)),
        kind,
      ).toBe(true)
    }
  })
})
