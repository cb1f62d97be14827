import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isOwnComputer, projectHost } from '../../../../src/core/links/project-host'

it('is the project’s own host, or a path of an API on this computer', () => {
  expect(projectHost('brave-lovelace-7k2m9x4q1d', 'https://api.console.ory.com')).toEqual({
    origin: 'https://brave-lovelace-7k2m9x4q1d.projects.oryapis.com',
    base: '',
  })
  expect(projectHost('a-b', 'http://127.0.0.1:4000')).toEqual({
    origin: 'http://127.0.0.1:4000',
    base: '/project-hosts/a-b',
  })
})

it('takes no other address for this computer', () => {
  for (const own of ['http://localhost:1', 'http://[::1]:80', 'https://127.0.0.1']) {
    expect(isOwnComputer(own)).toBe(true)
  }
  for (const other of ['http://localhost.evil.example', 'http://127.0.0.1.evil.example:1']) {
    expect(isOwnComputer(other)).toBe(false)
  }
})

it('never leads to a host that a slug brought along', () => {
  for (const slug of ['', 'evil.example/', 'a.b', 'a@b', 'a:1', 'A', '-a', 'a#', 'a\\b']) {
    expect(projectHost(slug, 'https://api.console.ory.com')).toBeUndefined()
  }
  fc.assert(
    fc.property(fc.string(), (slug) => {
      const host = projectHost(slug, 'https://api.console.ory.com')
      if (!host) return
      expect(new URL(host.origin).host).toBe(`${slug}.projects.oryapis.com`)
    }),
  )
})
