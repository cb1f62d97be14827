import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../src/core/model/json'
import { organizationProblems } from '../../../../src/core/problems/organization-rules'
import { regions, regionsInside } from '../../../../src/core/model/regions'

function found(fields: JsonObject, homeRegion?: string, edited?: string[]) {
  const target = { kind: 'organization', key: 'o1' } as const
  const organization = { target, fields: { label: 'One', domains: [], ...fields } }
  const judged = edited ? { ...organization, edited } : organization
  return organizationProblems(judged, new Map(), homeRegion).map(
    ({ field, severity, message }) => `${field} ${severity}: ${message}`,
  )
}

describe('the session lifespan', () => {
  it('may be absent, empty or between the limits', () => {
    for (const value of ['', '1m', '90m', '8760h', null]) {
      expect(found({ session_lifespan: value })).toEqual([])
    }
    expect(found({})).toEqual([])
    expect(found({ session_lifespan: '30s' })).toEqual([
      expect.stringMatching(/^session_lifespan error: Too short/),
    ])
    expect(found({ session_lifespan: 'soon' })).toHaveLength(1)
  })

  it('is judged only where the draft set it', () => {
    expect(found({ session_lifespan: 'soon' }, 'eu', ['label'])).toEqual([])
    expect(found({ session_lifespan: 'soon' }, 'eu', ['session_lifespan'])).toHaveLength(1)
  })
})

describe('the default region', () => {
  it.each([
    ['eu', ['eu', 'eu-central']],
    ['us', ['us', 'us-east', 'us-west']],
    ['asia', ['asia', 'asia-northeast']],
    ['global', regions.map(({ value }) => value)],
    ['us-west', ['us-west']],
    ['mars', ['mars']],
    ['constructor', ['constructor']],
  ])('lies inside the home region %s', (home, inside) => {
    expect([...regionsInside(home)].sort()).toEqual([...inside].sort())
    for (const { value } of regions) {
      const problems = found({ default_region: value }, home)
      if (inside.includes(value)) expect(problems).toEqual([])
      else expect(problems).toEqual([expect.stringContaining(`home region, ${home}`)])
    }
  })

  it('may be absent or empty, and is not judged without a home region', () => {
    expect(found({ default_region: '' }, 'eu')).toEqual([])
    expect(found({}, 'eu')).toEqual([])
    expect(found({ default_region: 'mars' })).toEqual([])
    expect(found({ default_region: 'mars' }, 'eu', ['label'])).toEqual([])
  })
})
