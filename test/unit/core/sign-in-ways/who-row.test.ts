import { expect, it } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { likelyOrganizations } from '../../../../src/core/sign-in-ways/likely-organization'
import { signInWays } from '../../../../src/core/sign-in-ways/sign-in-ways'
import { whoWay } from '../../../../src/core/sign-in-ways/who-row'
import { organizationEntry, setUpWithStates } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

it('names organization and connections of a way as plain data, at most 20 of them', () => {
  const many = Array.from({ length: 25 }, (_item, index) =>
    connection(`c${index}`, { organization_id: 'many' }),
  )
  const setUp = setUpOf(
    snapshotOf({
      organizations: [
        organizationEntry('many', 'many.example'),
        organizationEntry('none', 'none.example'),
        organizationEntry('one', 'twice.example'),
        organizationEntry('two', 'twice.example'),
      ],
      oidc: [connection('social', { issuer_url: '' }), ...many],
    }),
  )
  const of = (text: string) =>
    whoWay(
      signInWays(setUpWithStates(setUp, { 'oidc:c1': 'disabled' }))(text),
      likelyOrganizations(setUp.organizations),
    )
  const several = of('ada@many.example')
  expect(several).toMatchObject({
    kind: 'several',
    offered: 24,
    organizations: [{ key: 'many', label: 'Org many' }],
  })
  expect(several.connections).toHaveLength(20)
  expect(of('none.example')).toMatchObject({ kind: 'none', isLockOut: true, connections: [] })
  expect(of('twice.example').organizations.map(({ key }) => key)).toEqual(['one', 'two'])
  expect(of('x.many.example')).toMatchObject({
    kind: 'no-organization',
    likely: { key: 'many', label: 'Org many', because: { kind: 'above', domain: 'many.example' } },
    connections: [{ key: 'oidc:social', fault: 'It has no Issuer URL' }],
  })
  expect(of(' ')).toMatchObject({ kind: 'no-address', offered: 0 })
  expect(JSON.parse(JSON.stringify(several))).toEqual(several)
})
