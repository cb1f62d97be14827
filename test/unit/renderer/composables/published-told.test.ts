import { expect, it } from 'vitest'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../src/core/intents/intents'
import type { JsonObject } from '../../../../src/core/model/json'
import { toldOf } from '../../../../src/renderer/composables/published-told'
import { samlEntry } from '../../../support/states/radar'
import { snapshotOf } from '../../../support/states/snapshots'
import { published } from '../features/history/fixtures'

const own = 'https://calm.example/saml/api/oauth/saml/acme'
const at = (document: JsonObject) => ({ key: 'saml:acme', document })

function handOver(after: JsonObject, before: JsonObject | undefined, fields: string[]) {
  const parts = before ? { before: at(before), after: at(after) } : { after: at(after) }
  const entity = { kind: 'connection' as const, ...parts, fields }
  const record = { ...published([]).record, entities: [entity] }
  const snapshot = snapshotOf({ saml: [after] })
  const end = { publishId: record.id, requests: 1, warnings: [], dropped: [] }
  const copy = workingCopy(snapshot, noIntents)
  return toldOf(end, 'Project', record, { snapshot, copy }).handOver
}

it('hands over the ACS URL that the server assigned to a new connection', () => {
  const made = samlEntry('acme', { acs_url: own })
  expect(handOver(made, undefined, ['id', 'label'])).toMatchObject([
    { isMoved: false, addressName: 'ACS URL', address: own },
  ])
})

it('hands over another ACS URL after another engine, and names the one to keep', () => {
  const before = samlEntry('acme', { acs_url: own })
  const after = samlEntry('acme', { engine: 'native' })
  expect(handOver(after, before, ['engine'])).toMatchObject([
    { isMoved: true, address: expect.stringContaining('/saml/acs/acme'), replaced: own },
  ])
})

it('hands over no ACS URL that is not a web address', () => {
  expect(handOver(samlEntry('acme', { acs_url: 'acme' }), undefined, ['id'])).toMatchObject([
    { address: undefined },
  ])
})
