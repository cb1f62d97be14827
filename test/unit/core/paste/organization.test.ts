import { describe, expect, it } from 'vitest'
import type { WorkingEntity } from '../../../../src/core/draft/working-copy'
import { nameOfDomain, organizationOf } from '../../../../src/core/paste/organization'

const organization = (key: string, label: string, domains: string[]): WorkingEntity => ({
  target: { kind: 'organization', key },
  status: 'unchanged',
  fields: { label, domains },
  edited: [],
})
const known = [
  organization('1', 'Alder Works', ['alder-works.example']),
  organization('2', 'Brass Lantern GmbH', ['brass-lantern.example']),
]

describe('the organization of a pasted text', () => {
  it('is the one that has a domain of the text, or one above it', () => {
    const found = { domains: ['mail.ALDER-works.example'] }
    expect(organizationOf('Company: Other', found, known)).toEqual({
      kind: 'known',
      key: '1',
      by: 'domain',
    })
  })

  it('is one of its name, whatever stands between the words', () => {
    const text = 'Hello,\nCompany: brass  lantern gmbh\n'
    expect(organizationOf(text, { domains: [] }, known)).toEqual({
      kind: 'known',
      key: '2',
      by: 'name',
    })
  })

  it('is a new one of the name in the text, else of its first domain', () => {
    const domains = ['copper-kettle.example']
    expect(organizationOf('Firma: Kupferkessel AG', { domains }, known)).toEqual({
      kind: 'new',
      label: 'Kupferkessel AG',
    })
    expect(organizationOf('', { domains }, known)).toEqual({ kind: 'new', label: 'Copper Kettle' })
    expect(organizationOf('', { domains: [] }, known)).toEqual({ kind: 'new', label: '' })
  })

  it('is that of a sender where the text says nothing of domains', () => {
    const text = 'From: Jonas <jonas@brass-lantern.example>'
    expect(organizationOf(text, { domains: [] }, known)).toMatchObject({ key: '2' })
  })

  it('reads only the beginning of a long text', () => {
    const text = `${'a@b.example '.repeat(200_000)}\nCompany: Too Late`
    expect(organizationOf(text, { domains: [] }, known)).toEqual({ kind: 'new', label: '' })
  })

  it.each([
    ['copper-kettle.example', 'Copper Kettle'],
    ['mail.copper.example', 'Copper'],
    ['example', 'Example'],
  ])('%s: %s', (domain, name) => {
    expect(nameOfDomain(domain)).toBe(name)
  })
})
