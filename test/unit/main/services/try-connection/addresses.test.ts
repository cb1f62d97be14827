import { expect, it } from 'vitest'
import type { JsonObject } from '../../../../../src/core/model/json'
import { projectHost } from '../../../../../src/core/links/project-host'
import { flowAddresses } from '../../../../../src/main/services/try-connection/addresses'

const slug = 'calm-noether-1a'
const own = `https://${slug}.projects.oryapis.com`
const project = {
  id: 'p',
  workspaceId: 'w',
  name: 'P',
  slug,
  environment: 'staging',
  state: 'running',
  hosts: ['id.customer.example'],
} as const
const flow = (action = `${own}/self-service/login?flow=f1`) => ({
  id: 'f1',
  expires_at: '',
  ui: {
    action,
    method: 'POST',
    nodes: [
      { attributes: { name: 'csrf_token', value: 'c&1' } },
      { attributes: { name: 'provider', value: 'okta' } },
      { attributes: {} },
    ],
  },
})
function document(ui_url?: string, base_redirect_uri?: string): JsonObject {
  const login: JsonObject = ui_url === undefined ? {} : { ui_url }
  const config: JsonObject = base_redirect_uri === undefined ? {} : { base_redirect_uri }
  const selfservice = { flows: { login }, methods: { oidc: { config } } }
  return { services: { identity: { config: { selfservice } } } }
}

function addressesOf(action?: string, ui?: string, base?: string) {
  const host = projectHost(slug, 'https://api.console.ory.com')
  if (!host) throw new Error('The slug is a good one')
  return flowAddresses(
    flow(action),
    host,
    { ...project, hosts: [...project.hosts] } as never,
    document(ui, base),
  )
}

it('presses the one button of the flow', () => {
  expect(addressesOf()?.start).toEqual({
    address: `${own}/self-service/login?flow=f1`,
    form: 'csrf_token=c%261&provider=okta',
  })
  expect(addressesOf('https://id.customer.example/self-service/login?flow=f1')).toBeDefined()
})

it('begins at no other host than the project’s', () => {
  for (const action of ['https://evil.example/', `http://${slug}.projects.oryapis.com/`, 'none']) {
    expect(addressesOf(action)).toBeUndefined()
  }
})

it('finds the page of the flow for a browser', () => {
  expect(addressesOf()?.page).toBe(`${own}/ui/login?flow=f1`)
  const custom = 'https://login.customer.example/sign-in?lang=de'
  expect(addressesOf(undefined, custom)?.page).toBe(`${custom}&flow=f1`)
  expect(addressesOf(undefined, '/ui/other')?.page).toBe(`${own}/ui/other?flow=f1`)
  for (const bad of ['http://a.example', 'javascript:alert(1)', 'file:///x']) {
    expect(addressesOf(undefined, bad)?.page).toBe(`${own}/ui/login?flow=f1`)
  }
})

it('knows the page of the results on every host of the project, and on no other', () => {
  const found = addressesOf(undefined, undefined, 'https://callback.customer.example')
  const at = (origin: string, rest = '/session/test-oidc?flow=f1') =>
    found?.resultsAt(origin + rest)
  for (const origin of [own, 'https://id.customer.example', 'https://callback.customer.example']) {
    expect(at(origin)).toBe(origin)
    expect(found?.result(origin)).toBe(`${origin}/self-service/login/flows?id=f1`)
  }
  expect(at('https://evil.example')).toBeUndefined()
  expect(at(own, '/session/test-oidc?flow=f2')).toBeUndefined()
  expect(at(own, '/session/other?flow=f1')).toBeUndefined()
  expect(found?.resultsAt('none')).toBeUndefined()
})
