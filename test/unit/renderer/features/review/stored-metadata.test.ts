import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { consequencesOf, toldText } from '../../../../../src/core/publish/consequences'
import { planPublish } from '../../../../../src/core/publish/publish-plan'
import { toMetadataValue } from '../../../../../src/core/saml/metadata-value'
import { recogniseCertificates } from '../../../../../src/core/saml/recognise-certificate'
import { metadataWith } from '../../../../../src/core/saml/rollover'
import { setBridge } from '../../../../support/page/bridge'
import ReviewDialog from '../../../../../src/renderer/features/review/ReviewDialog.vue'
import { connection, snapshotOf } from '../../../../support/states/snapshots'
import { showProject } from '../../../../support/page/project'
import { press } from '../../../../support/page/find'

const fixtures = join(import.meta.dirname, '../../../../fixtures/metadata')
const fixture = (name: string) => readFileSync(join(fixtures, `${name}.xml`), 'utf8')
const old = fixture('keycloak')
const stored = `https://storage.example/content/${'a'.repeat(128)}.xml`
const asked: { name: string; input: any }[] = []
let canRead: boolean

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] })
  asked.length = 0
  canRead = true
  setBridge({
    request: (name: string, input: unknown) => {
      asked.push({ name, input })
      if (name === 'draft.publish') return new Promise(() => undefined)
      if (name !== 'mapper.read') return Promise.resolve(success({ sequence: 1 }))
      const refused = failure(appError('network.offline', 'No network'))
      return Promise.resolve(canRead ? success({ text: old }) : refused)
    },
  })
})

/** The review of a further certificate for a connection whose metadata Ory stores. */
async function reviewed() {
  const certificates = recogniseCertificates(fixture('okta'))
  if (!certificates.ok) throw new Error(certificates.message)
  const made = metadataWith(old, certificates.certificates[0]!, 'both')
  if (!made.ok) throw new Error(made.message)
  const adfs = { ...connection('s'), label: 'ADFS', raw_idp_metadata_xml: stored }
  const plain = snapshotOf({ saml: [adfs] })
  const snapshot = { ...plain, summary: { ...plain.summary, environment: 'production' as const } }
  const project = showProject(snapshot)
  const target = { kind: 'connection', key: 'saml:s' } as const
  const value = toMetadataValue(made.xml)
  project.draft.edit({ kind: 'set-field', target, field: 'raw_idp_metadata_xml', value }, 'ADFS')
  project.place.open({ name: 'review' })
  const wrapper = mount(ReviewDialog, { attachTo: document.body })
  vi.advanceTimersToNextFrame()
  await vi.waitFor(() => expect(asked.map(({ name }) => name)).toContain('mapper.read'))
  await flushPromises()
  const { intents } = planPublish(snapshot, project.draft.current!.intents)
  const told = toldText(consequencesOf(snapshot, intents, '2026-11-25T12:00:00Z'))
  return { wrapper, told }
}
const question = () => document.querySelector('dialog:last-of-type')?.textContent ?? ''
const sent = () => asked.find(({ name }) => name === 'draft.publish')?.input

it('names the certificate in the question, and publishes what main works out without the text', async () => {
  const { wrapper, told } = await reviewed()
  await press('Publish')
  expect(question()).toContain('ADFS: Certificate of alder-works')
  expect(question()).toContain('beside the old one')
  await press('Publish to production')
  expect(sent()).toMatchObject({ told })
  wrapper.unmount()
})

it('says no more than it knows where the old metadata cannot be read', async () => {
  canRead = false
  const { wrapper, told } = await reviewed()
  await press('Publish')
  expect(question()).toContain('Certificate of alder-works, valid to 1 Jan 2040. Sign-ins fail')
  await press('Publish to production')
  expect(sent()).toMatchObject({ told })
  wrapper.unmount()
})
