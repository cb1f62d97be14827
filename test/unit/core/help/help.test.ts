import { expect, it } from 'vitest'
import { oidcFields } from '../../../../src/core/fields/oidc-fields'
import { methodFields, organizationFields } from '../../../../src/core/fields/other-fields'
import { samlFields } from '../../../../src/core/fields/saml-fields'
import { findHelp, helpEntries } from '../../../../src/core/help/find-help'
import { formHelp } from '../../../../src/core/help/form-help'
import { helpOf, type HelpId } from '../../../../src/core/help/help'
import { fieldsOfPage, helpPageNames, helpPages, pageWith } from '../../../../src/core/help/pages'

const inTables: readonly HelpId[] = [
  ...[...oidcFields, ...samlFields].map(({ name }) => `connection.${name}` as const),
  ...organizationFields.map(({ name }) => `organization.${name}` as const),
  ...methodFields.map(({ name }) => `method.${name}` as const),
]
// An object literal has the keys that its type says.
const inForms = Object.keys(formHelp) as (keyof typeof formHelp)[]

it('explains every field of the tables under the label that the form has', () => {
  expect(inTables.length).toBeGreaterThan(50)
  expect(inTables.filter((id) => !helpOf(id))).toEqual([])
  expect(helpOf('connection.new_in_ory')).toBeUndefined()
  expect(helpOf('connection.issuer_url')?.label).toBe('Issuer URL')
})

it('says of each what it is, an example, and what goes wrong, in whole sentences', () => {
  for (const id of [...inTables, ...inForms]) {
    const { what = '', example = '', wrong = '' } = helpOf(id) ?? {}
    const said = [/^[A-Z].*\.$/.test(what), example.length > 1, wrong.endsWith('.')]
    expect([id, said]).toEqual([id, [true, true, true]])
  }
})

it('has every field on a page, and every page says what one can do and what goes wrong', () => {
  const onPages = new Set(helpPageNames.flatMap(fieldsOfPage))
  expect([...inTables, ...inForms].filter((id) => !onPages.has(id))).toEqual([])
  for (const name of helpPageNames) {
    const { steps, wrong } = helpPages[name]
    expect([name, steps.length > 0, wrong.length > 0]).toEqual([name, true, true])
  }
})

it('finds pages and fields by title, with letters left out, and by any word of their text', () => {
  const entries = helpEntries()
  const titles = (typed: string) => findHelp(entries, typed, 5).map(({ item }) => item.title)
  expect(titles('issuer url')[0]).toBe('Issuer URL')
  expect(titles('trsh')).toContain('Trash')
  expect(titles('discovery document cannot be read')).toEqual(['Issuer URL'])
  expect(titles('')).toEqual([])
  expect(titles('zzzzqq')).toEqual([])
  const names = entries.map(({ page, field }) => `${page} ${field ?? ''}`)
  expect(names).toEqual([...new Set(names)])
})

it('leads from a field to the page that was asked for, or to the one that has it', () => {
  expect(pageWith('home', 'project')).toBe('home')
  expect(pageWith('main', 'paste')).toBe('paste')
  expect(pageWith('review', undefined)).toBe('review')
})
