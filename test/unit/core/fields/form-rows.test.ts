import { describe, expect, it } from 'vitest'
import { formRows, otherFieldNames } from '../../../../src/core/fields/form-rows'
import { samlFields } from '../../../../src/core/fields/saml-fields'
import type { JsonObject } from '../../../../src/core/model/json'

const namesOf = (fields: JsonObject) => {
  const { main, advanced, native } = formRows('saml', '', fields)
  const names = (rows: typeof main) => rows.map(({ field }) => field.name)
  return { main: names(main), advanced: names(advanced), native: names(native) }
}
const nativeNames = samlFields.filter(({ section }) => section === 'native').map(({ name }) => name)

describe('the form of a SAML connection', () => {
  it('has the fields of the native engine only with it, and only shows them otherwise', () => {
    expect(namesOf({ engine: 'native' }).native).toEqual(nativeNames)
    expect(nativeNames).toHaveLength(10)
    for (const engine of ['jackson', 'future', null]) {
      const fields = { engine, binding: 'http-post' }
      expect(namesOf(fields).native).toEqual([])
      expect(otherFieldNames('saml', fields)).toEqual(['binding'])
    }
  })

  it('has additional ACS URLs only with Ory Polis, where the connection has an own one or some', () => {
    const offers = (fields: JsonObject) => namesOf(fields).advanced.includes('additional_acs_urls')
    expect(offers({})).toBe(false)
    expect(offers({ acs_url: 'https://a.example' })).toBe(true)
    expect(offers({ additional_acs_urls: ['https://a.example'] })).toBe(true)
    expect(offers({ acs_url: 'https://a.example', engine: 'native' })).toBe(false)
    expect(offers({ acs_url: null })).toBe(false)
  })

  it('shows the own ACS URL and never edits it', () => {
    expect(otherFieldNames('saml', { acs_url: 'https://a.example' })).toEqual(['acs_url'])
  })
})
