import { expect, it } from 'vitest'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import type { RecordedEntity } from '../../../../src/core/history/publish-history'
import { noIntents } from '../../../../src/core/intents/intents'
import type { JsonObject } from '../../../../src/core/model/json'
import { needsState, toldOf } from '../../../../src/renderer/composables/published-told'
import { snapshotOf } from '../../../support/states/snapshots'
import { published } from '../features/history/fixtures'

const client = { client_id: 'people', label: 'Directory', organization_id: 'o1' }
const proxied = { ...client, proxy_scim_server_url: 'https://id.acme.example/scim' }
const address = 'https://calm-turing-abcdefghij.projects.oryapis.com/scim/people/v2'

/** What is told of a publish that changed one SCIM client. */
function handOver(now: JsonObject, entity: Omit<RecordedEntity, 'kind'>) {
  const entities: RecordedEntity[] = [{ kind: 'scim-client', ...entity }]
  const record = { ...published([]).record, entities }
  const snapshot = snapshotOf({ scimClients: [now] })
  const end = { publishId: record.id, requests: 1, warnings: [], dropped: [] }
  expect(needsState(end, record)).toBe(true)
  return toldOf(end, 'Project', record, { snapshot, copy: workingCopy(snapshot, noIntents) })
}
const at = (document: JsonObject) => ({ key: 'people', document })

it('hands over a new SCIM client by the key of its sheet', () => {
  const told = handOver(client, { after: at(client), fields: Object.keys(client) })
  expect(told.handOver).toEqual([
    {
      key: 'scim:people',
      label: 'Directory',
      isMoved: false,
      addressName: 'SCIM server URL',
      address,
      replaced: undefined,
    },
  ])
  expect(told.text).toContain(`Directory: SCIM server URL ${address}`)
})

it('hands over another address, and names none to keep: a product has one place for it', () => {
  const fields = ['proxy_scim_server_url']
  const told = handOver(proxied, { before: at(client), after: at(proxied), fields })
  expect(told.handOver).toMatchObject([
    { isMoved: true, address: 'https://id.acme.example/scim', replaced: undefined },
  ])
})

it('hands over nothing where the address is the same', () => {
  const fields = ['proxy_scim_server_url']
  const same = { before: at(client), after: at(client), fields }
  expect(handOver(client, same).handOver).toEqual([])
})
