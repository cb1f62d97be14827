import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shownAddress, startsWithTls } from '../../../../src/main/app/sign-in-address'

it('lets a page of a sign-in go over TLS alone, and without it on this computer where that is the project’s', () => {
  for (const own of [true, false]) {
    for (const address of [
      'https://a.example/x',
      'wss://a.example',
      'about:blank',
      'data:text/html,x',
    ]) {
      expect(startsWithTls(address, own)).toBe(true)
    }
    for (const address of [
      'http://a.example',
      'ws://a.example',
      'ftp://a.example',
      'file:///etc/passwd',
      'app://workbench/index.html',
      'ms-authenticator://x',
      'javascript:alert(1)',
      'http://127.0.0.1.evil.example/',
      'http://localhost@evil.example/',
      '',
    ]) {
      expect([address, startsWithTls(address, own)]).toEqual([address, false])
    }
  }
  expect(startsWithTls('http://127.0.0.1:4000/x', true)).toBe(true)
  expect(startsWithTls('http://127.0.0.1:4000/x', false)).toBe(false)
})

it('shows an address as it is looked up, without its codes', () => {
  expect(shownAddress('https://login.example/a?code=1#b')).toBe('https://login.example/a')
  expect(shownAddress('https://user:pass@login.example/')).toBe('https://login.example/')
  // A letter of another alphabet.
  expect(shownAddress('https://bаnk.example/')).toMatch(/^https:\/\/xn--/)
  expect(shownAddress('data:text/html,https://bank.example')).toBe('data:…')
  expect(shownAddress('none')).toBe('no page')
  expect(shownAddress(`https://a.example/${'x'.repeat(500)}`).length).toBeLessThan(100)
})

it('begins with the host that the browser asks, for any address', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
      expect(shownAddress(address).startsWith(new URL(address).origin)).toBe(true)
    }),
  )
})
