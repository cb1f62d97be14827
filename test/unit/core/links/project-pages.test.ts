import { expect, test } from 'vitest'
import {
  isInConsole,
  projectPage,
  projectPageNames,
} from '../../../../src/core/links/project-pages'
import { projectIdOf } from '../../../../src/core/model/project-id'

const uuid = '11111111-2222-4333-8444-555555555555'
const at = (server: string, more: { slug?: string; hosts?: string[] } = {}) => ({
  id: projectIdOf(server, uuid),
  slug: 'calm-turing-abcdefghij',
  hosts: [],
  ...more,
})
const ory = 'https://api.console.ory.com'
const own = 'https://calm-turing-abcdefghij.projects.oryapis.com'
const pagesOf = (project: ReturnType<typeof at>, apiAddress: string, base?: string) =>
  projectPageNames.map((page) => projectPage(page, project, apiAddress, base))

test('a project at Ory has pages of its own and pages in the Console', () => {
  expect(pagesOf(at(ory), ory)).toEqual([
    `${own}/self-service/login/browser`,
    `${own}/self-service/registration/browser`,
    `https://console.ory.com/projects/${uuid}/organizations`,
    `https://console.ory.com/projects/${uuid}/activity`,
  ])
})

test('its own pages are where the sign-in link leads', () => {
  const login = (base: string) => projectPage('sign-in', at(ory), ory, base)
  expect(login('https://id.customer.example/')).toBe(
    'https://id.customer.example/self-service/login/browser',
  )
  for (const base of ['http://id.example', 'javascript:alert(1)//', 'file:///etc', 'https://']) {
    expect(login(base)).toBe(`${own}/self-service/login/browser`)
  }
})

test.each([
  ['demo:', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000/project-hosts/calm-turing-abcdefghij'],
  ['https://api.other.example', 'https://api.other.example', own],
])('a project of %s is in no Console', (server, apiAddress, origin) => {
  expect(isInConsole(at(server).id)).toBe(false)
  expect(
    pagesOf(at(server), apiAddress, apiAddress.startsWith('http:') ? 'https://x' : undefined),
  ).toEqual([
    `${origin}/self-service/login/browser`,
    `${origin}/self-service/registration/browser`,
    undefined,
    undefined,
  ])
})

test('a slug that is no part of a host name leads nowhere', () => {
  const project = at(ory, { slug: 'evil.example/' })
  expect(projectPage('sign-in', project, ory, undefined)).toBeUndefined()
})
