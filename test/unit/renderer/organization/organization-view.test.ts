import { expect, it } from 'vitest'
import { noIntents } from '../../../../src/core/editing/intents'
import { workingCopy } from '../../../../src/core/editing/working-copy'
import {
  membersOf,
  problemsOfNew,
  problemText,
  wrongDomains,
} from '../../../../src/renderer/features/organization/organization-view'
import { connection, snapshotOf } from '../../../support/snapshots'

const copy = workingCopy(
  snapshotOf({
    oidc: [
      connection('z', { organization_id: 'o1', label: 'A' }),
      connection('y', { organization_id: 'o1', label: 'B' }),
      connection('x'),
    ],
    organizations: [{ id: 'o1', label: 'One', domains: ['one.example'] }],
  }),
  noIntents,
)

it('judges a new organization as the draft will', () => {
  const text = (label: string, domains: string[], field: string, severity: 'error' | 'warning') =>
    problemText(problemsOfNew(copy, label, domains), field, severity)
  expect(text('', [], 'label', 'error')).toBe('Enter a label')
  expect(text('New', ['@new.example'], 'domains', 'error')).toContain('is not a domain')
  expect(text('New', ['new.example', 'NEW.example'], 'domains', 'error')).toContain('twice')
  expect(text('New', ['one.example'], 'domains', 'error')).toBeUndefined()
  expect(text('New', ['one.example'], 'domains', 'warning')).toContain('One')
  expect(problemsOfNew(copy, 'New', ['new.example'])).toEqual([])
})

it('marks the domains that are wrong in themselves', () => {
  expect(wrongDomains(['a.example', 'b', 'A.example'])).toEqual(['b', 'A.example'])
})

it('lists an organization’s connections by label', () => {
  expect(membersOf(copy, 'o1').map(({ target }) => target.key)).toEqual(['oidc:z', 'oidc:y'])
})
