import { describe, expect, it } from 'vitest'
import { normaliseClaims } from '../../../../../src/core/mapper/kratos/normalise'
import { withInventedValues } from '../../../../../src/core/mapper/own-claims/invented-values'
import type { JsonObject } from '../../../../../src/core/model/json-value'
import { allSamples, readSamples } from '../../../../support/samples'
import { email, shape, texts, wordsIn } from '../../../../support/invented-values'

describe('invented values', () => {
  const person: JsonObject = {
    iss: 'https://login.acme-works.com/v2.0',
    aud: 'b7d1e0a2-6c35-4f8e-9b04-2a1f8c7d6e53',
    exp: 1764075600,
    iat: 1764072000,
    sub: 'auth0|6740c1f2a9b8d3e4f5061728',
    oid: 'B4E0C7D2-58A1-4F36-9D7B-2C80E1F5A693',
    name: 'Gertrude McAllister',
    given_name: 'Gertrude',
    family_name: 'McAllister',
    preferred_username: 'gertrude.mcallister',
    email: 'gertrude.mcallister@acme-works.com',
    upn: 'Gertrude.McAllister@acme-works.com',
    email_verified: 'true',
    hd: 'acme-works.com',
    phone_number: '+49 151 23456789',
    picture: 'https://media.acme-works.com/photos/gertrude-82731.jpg?v=4',
    locale: 'de-AT',
    zoneinfo: 'Europe/Vienna',
    amr: ['pwd', 'mfa'],
    birthdate: '1984-03-12',
    gender: 'female',
    updated_at: '2025-11-24T16:42:07.318Z',
    groups: ['Engineering', 'Payroll Approvers', 'Engineering'],
    employee_number: 482915,
    level: 7,
    active: true,
    manager: null,
    about: 'Gertrude runs the Payroll team in Salzburg.',
    address: { street_address: '12 Mill Lane', postal_code: '5020', country: 'AT' },
  }
  const invented = withInventedValues(person)

  it('are as a reader would make them', () => {
    expect(invented).toMatchObject({
      name: 'Robin Alderman',
      given_name: 'Robin',
      family_name: 'Alderman',
      preferred_username: 'robin.alderman',
      email: 'robin.alderman@example.com',
      upn: 'Robin.Alderman@example.com',
      hd: 'example.com',
      phone_number: '+15 550 10000000',
      gender: 'other',
    })
    expect(invented['groups']).toEqual(['Anchor', 'Basalt Cobalt', 'Anchor'])
    expect(invented['about']).toMatch(/^Robin [a-z]+ [a-z]+ Basalt [a-z]+ [a-z]+ [A-Z][a-z]+\.$/)
    expect(invented['sub']).toMatch(/^auth0\|[0-9a-z]{24}$/)
    expect(invented['oid']).toMatch(
      /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-9[0-9A-F]{3}-[0-9A-F]{12}$/,
    )
    expect(invented['picture']).toMatch(
      /^https:\/\/example\.org\/photos\/robin-\d{5}\.jpg\?[a-z]=\d$/,
    )
    expect(invented['birthdate']).toMatch(/^19\d\d-01-01$/)
    expect(String(invented['employee_number'])).toMatch(/^[1-9]\d{5}$/)
    expect(invented['address']).toMatchObject({ country: 'AT' })
  })

  it('leave what is no person', () => {
    const kept = ['iss', 'aud', 'exp', 'iat', 'email_verified', 'locale', 'zoneinfo', 'amr']
    for (const name of [...kept, 'updated_at', 'level', 'active', 'manager']) {
      expect(invented[name], name).toEqual(person[name])
    }
  })

  it('do not tell one person from another: they depend on places, not on values', () => {
    const other = JSON.parse(
      JSON.stringify(person).replaceAll('Gertrude', 'Wilfried').replaceAll('gertrude', 'wilfried'),
    ) as JsonObject
    expect(withInventedValues(other)).toEqual(invented)
  })

  it('avoid names that the payload has itself', () => {
    const result = withInventedValues({
      given_name: 'Sasha',
      family_name: 'Robin',
      name: 'Sasha Robin',
    })
    expect(wordsIn(texts(result).join(' '))).not.toContain('sasha')
    expect(wordsIn(texts(result).join(' '))).not.toContain('robin')
  })

  it('keep a directory’s id where the issuer has it, and Entra’s mark of guests', () => {
    const tid = '5d2f6b18-0c4e-4a97-9b3d-71e8c0a45f26'
    const result = withInventedValues({
      iss: `https://login.microsoftonline.com/${tid}/v2.0`,
      tid,
      email: 'ari@partner.com',
      upn: 'ari_partner.com#EXT#@acme.onmicrosoft.com',
    })
    expect(result['tid']).toBe(tid)
    expect(result['email']).toBe('robin@example.com')
    expect(result['upn']).toBe('robin_example.com#EXT#@example.org')
  })

  it('keep names of claims, formats and ways of signing in that are addresses', () => {
    const name = 'http://schemas.microsoft.com/claims/authnmethodsreferences'
    const value = [
      'http://schemas.microsoft.com/claims/multipleauthn',
      'urn:oasis:names:tc:SAML:2.0:ac',
    ]
    expect(withInventedValues({ [name]: value })).toEqual({ [name]: value })
  })

  it('know an identifier that looks like a time', () => {
    const result = withInventedValues({ id: 1476395128, login_at: 1476395128, sub: '1476395128' })
    expect(result['id']).not.toBe(1476395128)
    expect(result['sub']).toBe(String(result['id']))
    expect(result['login_at']).toBe(1476395128)
  })

  it.each([
    ['a note after a time', { note: '2025-11-24T16:42:07Z Gertrude called' }],
    ['a word in a time', { updated_at: 'by Gertrude 2025' }],
    ['an address that only begins as a vocabulary', { link: 'https://schemas.acme.com/gertrude' }],
    ['a telephone number as a number', { mobile: 1555987654 }],
    ['a name that is a word of addresses', { sub: 'photo.profile', name: 'Photo Profile' }],
    ['a name in another script', { about: 'Wer ist Żółćińska?' }],
  ])('replace %s', (_, payload) => {
    const out = texts(withInventedValues(payload)).flatMap(wordsIn)
    for (const found of ['gertrude', '1555987654', 'photo', 'profile', 'żółćińska']) {
      expect(out).not.toContain(found)
    }
  })

  it('leave times in every form', () => {
    const times = {
      created_at: 'Tue Dec 07 17:22:10 +0000 2021',
      seen: '2025-11-24 16:42',
      lastLoginTime: 'Mon, 24 Nov 2025 10:00:00 GMT',
    }
    expect(withInventedValues(times)).toEqual(times)
  })

  it('hide what an address has in percent escapes', () => {
    const result = withInventedValues({
      profile: 'https://acme.com/u/%47ert%72ude?name=G%C3%BCnther',
    })
    expect(result['profile']).toMatch(/^https:\/\/example\.com\/\w\/\w+\?\w+=\w+$/)
  })
})

describe('invented values of every sample', () => {
  const samples = allSamples(readSamples()).map((choice) => [choice.sample.id, choice] as const)
  it.each(samples)('%s', (_, { sample, kind }) => {
    const result = withInventedValues(sample.payload)
    expect(shape(result)).toEqual(shape(sample.payload))
    const before = normaliseClaims(kind, sample.payload)
    const after = normaliseClaims(kind, result)
    expect(after.ok).toBe(before.ok)
    if (!before.ok || !after.ok) return
    expect(Object.keys(after.value.claims)).toEqual(Object.keys(before.value.claims))
    const address = before.value.claims['email']
    if (typeof address === 'string') {
      expect(after.value.claims['email']).not.toBe(address)
      expect(after.value.claims['email']).toMatch(email)
    }
  })
})

describe('what only looks like something to keep', () => {
  it('is replaced: numbers of a person, and texts below a kept name', () => {
    const invented = withInventedValues({
      sub: 'u1',
      exp: 1764075600,
      badge: 1723456789,
      pesel: 1802345678,
      status: { text: 'On leave, ask Anna' },
      type: { label: 'Anna’s contractor' },
    })
    expect(invented['exp']).toBe(1764075600)
    const text = JSON.stringify(invented)
    for (const own of ['1723456789', '1802345678', 'Anna']) expect(text).not.toContain(own)
  })
})
