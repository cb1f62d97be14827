import { describe, expect, test } from 'vitest'
import { buildSheet } from '../../../../src/core/handover/sheet'
import { sheetAsText } from '../../../../src/core/handover/sheet-text'
import catalogue from '../../../../src/core/language/de.json'
import { speaking } from '../../../../src/core/language/locale'
import type { JsonObject } from '../../../../src/core/model/json'
import { readGuides } from '../../../support/states/guides'
import { organization, valuesOf } from '../../../support/states/handover'

const guides = readGuides().filter(({ scim }) => scim)
const fields: JsonObject = {
  client_id: 'meadowlark-people',
  label: 'Meadowlark directory',
  organization_id: organization.id,
}
const url = 'https://calm-turing-abcdefghij.projects.oryapis.com/scim/meadowlark-people/v2'
const sheetOf = (id: string, more: JsonObject = {}, facts = { reads: ['userName', 'emails'] }) => {
  const guide = guides.find((each) => each.id === id)
  if (!guide) throw new Error(`There is no guide ${id}`)
  return buildSheet(guide, 'scim', valuesOf('scim', { ...fields, ...more }), facts)
}

describe.each(guides)('$id', ({ id, name }) => {
  const text = sheetAsText(sheetOf(id))

  test('names the address, and that the secret comes separately', () => {
    expect(text).toContain(`User provisioning with ${name}: Meadowlark directory`)
    expect(text).toContain(url)
    expect(text).toContain('It comes separately, by a secure channel')
    expect(text).toContain('Meadowlark Health')
  })

  test('says which attributes are used, what to test in which order, and what hurts', () => {
    expect(text).toContain('userName, active, emails')
    const order = ['Assign one test person', 'Change the last name', 'Only then assign everybody']
    const places = order.map((words) => text.indexOf(words))
    expect(places).toEqual(places.toSorted((left, right) => left - right))
    expect(places[0]).toBeGreaterThan(0)
    for (const words of ['sends DELETE', '409 (conflict)', 'provisioning stops until']) {
      expect(text).toContain(words)
    }
  })

  test('asks for nothing back', () => {
    expect(text).not.toContain('WHAT TO SEND BACK')
  })

  test('is German as a whole, but for the names of the product', () => {
    const german = speaking('de', catalogue, () => sheetAsText(sheetOf(id)))
    expect(german).toContain('IN DIESER REIHENFOLGE TESTEN')
    expect(german).toContain('Das geheime Token, das getrennt kommt')
    expect(german).not.toMatch(/\b(?:click|agreed|the test person|is sent)\b/)
  })
})

test('an address of the project’s owner takes the place of Ory’s', () => {
  const text = sheetAsText(
    sheetOf('okta', { proxy_scim_server_url: ' https://id.acme.example/s ' }),
  )
  expect(text).toContain('Base URL: https://id.acme.example/s')
  expect(text).not.toContain(url)
})

test('what is not known yet is said instead', () => {
  const text = sheetAsText(sheetOf('okta', { client_id: '', label: '' }))
  expect(text).toContain('the address ends with the client ID')
  expect(text).toContain('The SCIM client has no name yet')
  const okta = guides.find(({ id }) => id === 'okta')
  if (!okta) throw new Error('There is no guide for Okta')
  const values = valuesOf('scim', fields)
  const unread = sheetAsText(buildSheet(okta, 'scim', values))
  expect(unread).toContain('the text of the mapper could not be read')
  const empty = sheetAsText(buildSheet(okta, 'scim', values, { reads: [] }))
  // Ory itself takes these, whatever the mapper does.
  expect(empty).toContain('Attributes: userName, active')
})
