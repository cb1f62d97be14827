import { expect, it } from 'vitest'
import { scimServerUrls } from '../../../../src/core/links/scim-server'

it('has an address at every host of the project, its own first', () => {
  const project = { slug: 'calm-x', hosts: ['login.acme.example', 'calm-x.projects.oryapis.com'] }
  expect(scimServerUrls(project, 'acme/1')).toEqual([
    'https://calm-x.projects.oryapis.com/scim/acme%2F1/v2',
    'https://login.acme.example/scim/acme%2F1/v2',
  ])
})

it('has none without a client id, which it ends with', () => {
  expect(scimServerUrls({ slug: 'calm-x', hosts: [] }, '')).toEqual([])
})
