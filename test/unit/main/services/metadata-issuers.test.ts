import { readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { contentHash } from '../../../../src/core/model/mapper-text'
import { toMetadataValue } from '../../../../src/core/saml/metadata-value'
import { type AppFiles } from '../../../../src/main/files/app-files'
import { createMetadataIssuers } from '../../../../src/main/services/metadata-issuers'
import { value } from '../../../support/services/main-services'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { temporaryFiles } from '../../../support/services/temporary'

const xml = (name: string) =>
  readFileSync(new URL(`../../../fixtures/metadata/${name}.xml`, import.meta.url), 'utf8')
const hash = contentHash(new TextEncoder().encode(xml('okta')))
const stored = `https://storage.example/bucket/${hash}.xml`
const elsewhere = `https://storage.example/bucket/${'0a'.repeat(64)}.xml`

let files: AppFiles
beforeEach(async () => {
  ;({ files } = await temporaryFiles())
})

it('names who the identity providers are, as far as their metadata is here', async () => {
  const saml = Object.entries({
    inline: toMetadataValue(xml('adfs')),
    stored,
    elsewhere,
    address: 'https://idp.example/metadata.xml',
    broken: toMetadataValue('<EntityDescriptor'),
    none: '',
  }).map(([id, raw]) => ({ id, raw_idp_metadata_xml: raw }))
  const snapshot = snapshotOf({ oidc: [connection('a')], saml })
  value(await files.snapshots.write(snapshot))
  const asked: string[] = []
  const issuers = createMetadataIssuers({
    files,
    texts: {
      read: (wanted) => {
        asked.push(wanted)
        return Promise.resolve(wanted === hash ? xml('okta') : undefined)
      },
    },
  })
  const { id } = snapshot.summary
  const entityOf = (text: string) => /entityID="([^"]+)"/.exec(text)?.[1]
  const expected = { 'saml:inline': entityOf(xml('adfs')), 'saml:stored': entityOf(xml('okta')) }
  expect(value(await issuers(id))).toEqual(expected)
  expect(value(await issuers(id))).toEqual(expected)
  // What was read once is known; what is not here may be the next time.
  expect(asked.filter((each) => each === hash)).toHaveLength(1)
  expect(asked).toHaveLength(3)
})
