import { expect, it } from 'vitest'
import { scimServerUrl, scimServerUrls } from '../../../../src/core/links/scim-server'
import { projectIdOf } from '../../../../src/core/model/project-id'

const uuid = '3f0cbd1e-3a0c-4a5f-9b1d-000000000001'
const id = projectIdOf('https://api.console.ory.com', uuid)

it('has an address at every host of the project, its own first', () => {
  const hosts = ['login.acme.example', 'calm-x.projects.oryapis.com']
  expect(scimServerUrls({ id, slug: 'calm-x', hosts }, 'acme-1')).toEqual([
    'https://calm-x.projects.oryapis.com/scim/acme-1/v2',
    'https://login.acme.example/scim/acme-1/v2',
  ])
})

it('is at this computer where the API is, which serves its projects itself', () => {
  const local = { slug: 'calm-x', hosts: ['login.acme.example'] }
  const at = projectIdOf('http://127.0.0.1:4000', uuid)
  expect(scimServerUrls({ ...local, id: at }, 'acme')).toEqual([
    'http://127.0.0.1:4000/project-hosts/calm-x/scim/acme/v2',
  ])
  // The demo's server has another port after each start.
  const demo = projectIdOf('demo:', uuid)
  expect(scimServerUrls({ ...local, id: demo }, 'acme')[0]).toBe(
    'https://calm-x.projects.oryapis.com/scim/acme/v2',
  )
})

it.each(['', '.', '..', '..\t', '%2e%2e', '%2F', 'a/b', '\uff0e\uff0e', '\ud800'])(
  'has none for a client id that makes another path of it: %j',
  (clientId) => {
    expect(scimServerUrls({ id, slug: 'calm-x', hosts: [] }, clientId)).toEqual([])
    expect(scimServerUrl('https://calm-x.projects.oryapis.com', clientId)).toBeUndefined()
  },
)
