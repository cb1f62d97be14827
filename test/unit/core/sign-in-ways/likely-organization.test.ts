import { describe, expect, it, test } from 'vitest'
import { likelyOrganizations } from '../../../../src/core/sign-in-ways/likely-organization'

const organization = (key: string, label: string, ...domains: string[]) => ({
  key,
  fields: { label, domains },
})
const find = likelyOrganizations([
  organization('meadowlark', 'Meadowlark Health', 'meadowlark.example'),
  organization('quarry', 'Quarry & Sons', 'corp.quarryandsons.example'),
  organization('north', 'Harbor North', 'north.example'),
  organization('south', 'Harbor South', 'south.example'),
  organization('short', 'Ace', 'ace.example'),
  organization('none', '', 'BÜCHER.example'),
])

describe('the organization that would need a domain', () => {
  test.each([
    ['under one that it has', 'it.emea.meadowlark.example', 'meadowlark', 'above'],
    ['above one that it has', 'quarryandsons.example', 'quarry', 'below'],
    ['with its name in another country', 'meadowlark.test', 'meadowlark', 'name'],
    ['named by all its words', 'meadowlark-health.test', 'meadowlark', 'name'],
    ['named like its domain', 'quarryandsons.co.test', 'quarry', 'name'],
    ['in the form that DNS has', 'mail.xn--bcher-kva.example', 'none', 'above'],
  ])('%s: %s', (_case, domain, key, kind) => {
    expect(find(domain)).toMatchObject({ organization: { key }, because: { kind } })
  })

  test.each([
    ['nothing is like it', 'elsewhere.test'],
    ['two organizations are named so', 'harbor.test'],
    ['the name is too short to mean anything', 'ace.test'],
    ['it is the last part of all of them', 'example'],
    ['it only ends with the letters of one', 'notmeadowlark.example'],
  ])('none where %s: %s', (_case, domain) => {
    expect(find(domain)).toBeUndefined()
  })

  it('is named with the domain that tells it', () => {
    expect(find('quarryandsons.example')?.because).toEqual({
      kind: 'below',
      domain: 'corp.quarryandsons.example',
    })
  })
})
