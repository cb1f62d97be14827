import { expect, it } from 'vitest'
import { noIntents } from '../../../../../src/core/intents/intents'
import { workingCopy } from '../../../../../src/core/draft/working-copy'
import {
  fieldsOfNew,
  membersOf,
  otherFields,
  problemsOfNew,
  problemText,
  regionChoices,
  wrongDomains,
} from '../../../../../src/renderer/features/organization/organization-view'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

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
    problemText(problemsOfNew(copy, { label, domains }), field, severity)
  expect(text('', [], 'label', 'error')).toBe('Enter a label')
  expect(text('New', ['@new.example'], 'domains', 'error')).toContain('is not a domain')
  expect(text('New', ['new.example', 'NEW.example'], 'domains', 'error')).toContain('twice')
  expect(text('New', ['one.example'], 'domains', 'error')).toBeUndefined()
  expect(text('New', ['one.example'], 'domains', 'warning')).toContain('One')
  const good = { label: 'New', domains: ['new.example'] }
  expect(problemsOfNew(copy, good)).toEqual([])
  const optional = { ...good, sessionLifespan: '168h', defaultRegion: 'eu' }
  expect(problemsOfNew(copy, optional, 'eu')).toEqual([])
  const wrong = problemsOfNew(copy, { ...optional, sessionLifespan: '1s' }, 'us')
  expect(wrong.map(({ field }) => field)).toEqual(['session_lifespan', 'default_region'])
})

it('puts optional fields into a new organization only where they are set', () => {
  const given = { label: ' New ', domains: [] }
  expect(fieldsOfNew({ ...given, sessionLifespan: '', defaultRegion: '' })).toEqual({
    label: 'New',
    domains: [],
  })
  expect(fieldsOfNew({ ...given, sessionLifespan: '8h', defaultRegion: 'us' })).toEqual({
    label: 'New',
    domains: [],
    session_lifespan: '8h',
    default_region: 'us',
  })
})

it('offers the regions inside the home region, and keeps the present one', () => {
  const values = (home: string | undefined, present?: string) =>
    regionChoices(home, present).map(({ value }) => value)
  expect(values('us')).toEqual(['', 'us', 'us-east', 'us-west'])
  expect(values('eu-central', '')).toEqual(['', 'eu-central'])
  expect(values('us', 'us-east')).toEqual(['', 'us', 'us-east', 'us-west'])
  expect(values('us', 'mars')).toEqual(['', 'us', 'us-east', 'us-west', 'mars'])
  expect(values(undefined)).toEqual([''])
})

it('shows the members that it does not know as text', () => {
  const fields = { id: 'o', label: 'O', domains: [], future: 'x', more: { a: [1] }, none: null }
  expect(otherFields(fields)).toEqual([
    { name: 'future', text: 'x' },
    { name: 'more', text: '{"a":[1]}' },
    { name: 'none', text: 'null' },
  ])
})

it('marks the domains that are wrong in themselves', () => {
  expect(wrongDomains(['a.example', 'b', 'A.example'])).toEqual(['b', 'A.example'])
})

it('lists an organization’s connections by label', () => {
  expect(membersOf(copy, 'o1').map(({ target }) => target.key)).toEqual(['oidc:z', 'oidc:y'])
})
