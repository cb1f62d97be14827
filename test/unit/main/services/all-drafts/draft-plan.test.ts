import { describe, expect, test } from 'vitest'
import { appError, type ErrorCode } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import { impactOf } from '../../../../../src/core/impact/impact'
import type { Consequences } from '../../../../../src/core/publish/consequences'
import { readTold, planDraft } from '../../../../../src/main/services/all-drafts/draft-plan'
import { setUpOfParts } from '../../../core/impact/set-ups'
import { connectionsOf } from '../../../../../src/core/model/connection'
import { textMember } from '../../../../../src/core/model/json'
import { metadataForm, toMetadataValue } from '../../../../../src/core/saml/metadata-value'
import { recogniseCertificates } from '../../../../../src/core/saml/recognise-certificate'
import { metadataWith } from '../../../../../src/core/saml/rollover'
import { agreeingTo } from '../../../../support/publishing/agreeing'
import { demoIds } from '../../../../emulator'
import { draftOf, outcomeOf, startBench, value } from '../../../../support/services/main-services'
import { fieldEdit } from '../../../../support/states/field-edit'
import { fixture } from '../../../core/saml/fixtures'

const projectId = demoIds.northwindProduction

/** A draft that gives a connection, whose metadata Ory stores, a further certificate. */
async function rolledOver() {
  const bench = await startBench()
  const snapshot = value(await bench.projects.read(projectId, {}))
  const found = connectionsOf(snapshot).find(
    ({ entry, ambiguous }) =>
      !ambiguous && metadataForm(textMember(entry, 'raw_idp_metadata_xml') ?? '') === 'stored',
  )
  const { key = '', entry = {} } = found ?? {}
  const address = textMember(entry, 'raw_idp_metadata_xml') ?? ''
  const hash = address.split('/').at(-1)?.split('.')[0] ?? ''
  const stored = bench.emulator.state().content[hash]
  const certificates = recogniseCertificates(fixture('okta'))
  if (!certificates.ok || stored === undefined) throw new Error('There is no such metadata')
  const made = metadataWith(stored, certificates.certificates[0]!, 'both')
  if (!made.ok) throw new Error(made.message)
  const edit = fieldEdit(
    { kind: 'connection', key },
    'raw_idp_metadata_xml',
    toMetadataValue(made.xml),
  )
  const { draft } = await draftOf(bench, projectId, [edit])
  const describe = () =>
    planDraft({ ...bench, now: () => new Date('2026-11-25T12:00:00Z') }, bench.id(projectId))
  return { bench, snapshot, draft, describe, hash, label: textMember(entry, 'label') ?? '' }
}
const words = /: Certificate of alder-works, valid to 1 Jan 2040, beside the old one\.$/

test('the question and the history name the certificate, and what was told is what may be sent', async () => {
  const { bench, snapshot, draft, describe, label } = await rolledOver()
  const plan = value(await describe())
  const lines = plan.confirmation.lines.first
  expect(lines).toMatchObject([{ kind: 'certificate-new', subject: label }])
  expect(lines[0]?.words).toMatch(words)
  const { shown, told } = plan
  const asked = { projectId, excluded: [], shown, told, ...agreeingTo(snapshot, draft) }
  const { publishId } = outcomeOf(await bench.publishing.publish(asked), 'published')
  const record = value(await bench.publishHistory.read({ projectId, id: publishId }))
  expect(record.impact).toEqual(lines)
})

test('where the old metadata cannot be read, the new certificate is named and the publish is the same', async () => {
  const { told } = value(await (await rolledOver()).describe())
  const { bench, describe, hash } = await rolledOver()
  bench.emulator.edit((state) => void delete state.content[hash])
  const plan = value(await describe())
  expect(plan.confirmation.lines.first).toMatchObject([
    { kind: 'metadata', words: expect.stringContaining('Certificate of alder-works') },
  ])
  expect(plan.told).toBe(told)
})

describe('several texts', () => {
  const addresses = ['a', 'b', 'c'].map(
    (letter) => `https://storage.example/content/${letter.repeat(128)}.xml`,
  )
  const metadata = fixture('keycloak')
  const sideWith = (values: readonly string[]) =>
    setUpOfParts({
      organizations: [{ id: 'o', label: 'Pebble', domains: ['pebble.example'] }],
      connections: values.map((value, place) => ({
        id: `s${place}`,
        label: `S${place}`,
        protocol: 'saml' as const,
        organization: 'o',
        issuer: true,
        more: { raw_idp_metadata_xml: value },
      })),
      oidc: true,
      saml: true,
    })
  const nowIso = '2026-11-25T12:00:00Z'
  const before = sideWith(addresses)
  const after = sideWith(addresses.map(() => toMetadataValue(fixture('okta'))))
  const impact = impactOf(before, after, { nowIso })
  const consequences = { before, after, impact } as unknown as Consequences

  async function asked(answers: readonly string[]) {
    const read: string[] = []
    const told = await readTold(
      consequences,
      (address) => {
        const answer = answers[read.length] ?? ''
        read.push(address)
        const isText = answer.startsWith('<') || answer.startsWith('\n')
        return Promise.resolve(
          isText ? success(answer) : failure(appError(answer as ErrorCode, 'No')),
        )
      },
      nowIso,
    )
    return { read: read.length, told }
  }

  test('are all tried where one of them is gone, and none after the network is', async () => {
    const gone = await asked(['api.not-found', 'api.not-found', metadata])
    expect(gone.read).toBe(3)
    expect(gone.told).not.toBe(consequences)
    expect((await asked([metadata, 'network.offline', metadata])).read).toBe(2)
  })

  test('of which none can be read leave what is told as it is', async () => {
    const none = await asked(['network.offline'])
    expect(none.told).toBe(consequences)
  })
})
