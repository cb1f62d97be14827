import { expect, it } from 'vitest'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { makeSetUpFile, setUpFileText } from '../../../../src/core/set-up-file/write'
import { connection, snapshotOf } from '../../../support/states/snapshots'

it('a member that lost a part is left out of a file and named, and whole ones are in it', () => {
  const entry = connection('a', { x_whole: { perDay: 5 }, x_part: {} })
  const organizations = [{ id: 'o', label: 'O', domains: [], x_part: {}, x_plain: 'gold' }]
  const snapshot = {
    ...snapshotOf({ organizations, oidc: [entry] }),
    cut: { 'oidc:a': ['x_part'], 'organization o': ['x_part'] },
  }
  const { file, remarks } = makeSetUpFile(setUpOf(snapshot), new Map())
  expect(file.connections[0]).toMatchObject({
    fields: { x_whole: { perDay: 5 } },
    withheld: expect.arrayContaining(['x_part']),
  })
  expect(file.organizations[0]).toMatchObject({
    fields: { x_plain: 'gold' },
    withheld: ['x_part'],
  })
  expect(setUpFileText(file)).not.toMatch(/"x_part": ?\{/)
  expect(remarks.filter((remark) => remark.includes('x_part'))).toHaveLength(2)
})
