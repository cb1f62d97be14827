import { expect, it } from 'vitest'
import type {
  CompareList,
  FieldRow,
} from '../../../../../src/renderer/features/compare/compare-store'
import { valueOfDifference } from '../../../../../src/renderer/features/compare/compare-words'

const row = (field: string, left: string | undefined, right: string | undefined): FieldRow => ({
  type: 'field',
  id: 'connection a a',
  kind: 'connection',
  field,
  name: 'Issuer URL',
  label: 'Okta',
  left,
  right,
  leftKey: 'oidc:a',
  rightKey: 'oidc:a',
  state: 'differs',
  raw: 'differs',
})
const sides = (left: 'staging' | 'production', right: 'staging' | 'production') =>
  ({
    left: { name: 'Left', environment: left },
    right: { name: 'Right', environment: right },
  }) satisfies Pick<CompareList, 'left' | 'right'>
const ids = { left: 'left', right: 'right' }
const none = { left: undefined, right: undefined }

it('names a difference by the texts of two environments, and by hosts where only these differ', () => {
  const issuer = row('issuer_url', 'https://preview.example/a', 'https://live.example/a')
  expect(valueOfDifference(issuer, sides('staging', 'production'), none)).toEqual({
    name: 'Issuer URL',
    what: 'issuer',
    texts: { staging: 'preview.example', production: 'live.example' },
    projects: [],
  })
  const other = row('issuer_url', 'https://preview.example/a', 'https://live.example/b')
  expect(valueOfDifference(other, sides('staging', 'production'), none)?.texts).toEqual({
    staging: 'https://preview.example/a',
    production: 'https://live.example/b',
  })
})

it('names it by the texts of two projects within one environment, and nothing else', () => {
  const label = row('label', 'Okta (preview)', 'Okta')
  expect(valueOfDifference(label, sides('staging', 'staging'), ids)).toMatchObject({
    what: 'label',
    texts: {},
    projects: [
      { of: 'left', text: 'Okta (preview)' },
      { of: 'right', text: 'Okta' },
    ],
  })
  expect(valueOfDifference(label, sides('staging', 'staging'), none)).toBeUndefined()
  const both = sides('staging', 'production')
  for (const field of ['scope', 'domains', 'pkce', 'client_secret']) {
    expect(valueOfDifference(row(field, 'a', 'b'), both, ids)).toBeUndefined()
  }
  expect(valueOfDifference(row('label', undefined, 'Okta'), both, ids)).toBeUndefined()
})
