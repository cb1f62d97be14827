import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { asciiDomain, domainForms, unicodeDomain } from '../../../../src/core/model/domain-name'

describe('a domain beyond a to z', () => {
  it.each([
    ['bücher.example', 'xn--bcher-kva.example'],
    ['MÜLLER.Example', 'xn--mller-kva.example'],
    ['mu\u0308ller.example', 'xn--mller-kva.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    ['почта.рф', 'xn--80a1acny.xn--p1ai'],
    ['faß.example', 'xn--fa-hia.example'],
    ['ｆｕｌｌ.example', 'full.example'],
    ['so\u00ADft.example', 'soft.example'],
    ['Customer.Example', 'customer.example'],
    [' two words.example', 'two words.example'],
  ])('%s is %s', (text, ascii) => expect(asciiDomain(text)).toBe(ascii))

  test('is written as the platform writes it, and back', () => {
    const label = fc
      .array(fc.constantFrom(...'abcxyz019äöüßéñçøåłžабвгдежзик例えテスト点看한국어עברית'), {
        minLength: 1,
        maxLength: 12,
      })
      .map((letters) => letters.join(''))
    fc.assert(
      fc.property(label, label, (one, other) => {
        const domain = `${one}.${other}`.normalize('NFC')
        const wanted = domainToASCII(domain)
        // The platform refuses mixed directions of writing, which Punycode does not care for.
        fc.pre(wanted !== '' && wanted.split('.').every((part) => part.length <= 63))
        expect(asciiDomain(domain)).toBe(wanted)
        expect(unicodeDomain(wanted)).toBe(domainToUnicode(wanted))
      }),
    )
  })

  it('stays as it is where it is no Punycode', () => {
    for (const text of [
      'xn--.example',
      'xn--99999999999999.example',
      'xn--ü.example',
      'a.example',
    ]) {
      expect(typeof unicodeDomain(text)).toBe('string')
    }
    expect(unicodeDomain('plain.example')).toBe('plain.example')
    expect(domainForms('plain.example')).toEqual(['plain.example'])
    expect(domainForms('Plain.example')).toEqual(['Plain.example'])
    expect(domainForms('bücher.example')).toEqual(['bücher.example', 'xn--bcher-kva.example'])
    expect(domainForms('xn--bcher-kva.example')).toEqual([
      'xn--bcher-kva.example',
      'bücher.example',
    ])
  })

  it('costs nothing where it is far longer than a name', () => {
    const long = 'ü'.repeat(200_000)
    expect(asciiDomain(`${long}.example`)).toBe(`${long}.example`)
    expect(unicodeDomain(`xn--${'a'.repeat(200_000)}`)).toHaveLength(200_004)
  })
})
