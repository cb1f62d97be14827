import { describe, expect, it } from 'vitest'
import { appError } from '../../../src/core/errors/app-error'
import { failure, success } from '../../../src/core/errors/result'
import { toMetadataValue } from '../../../src/core/saml/metadata-value'
import type { SamlFault } from '../../support/identity-providers/saml'
import { idsWith, samlProvider, startCheckBench, stepOf, value, type BenchOptions } from './harness'
import { atOry } from '../../support/states/project-ids'

async function reportOn(raw: string, options?: BenchOptions) {
  const bench = await startCheckBench({ saml: { raw_idp_metadata_xml: raw } }, options)
  return value(await bench.check())
}

it('passes a good provider', async () => {
  const { address, entityId, seen } = await samlProvider()
  const report = await reportOn(address)
  expect(report).toMatchObject({ verdict: 'good', address, connectionKey: 'saml:a' })
  expect(idsWith(report, 'passed')).toEqual([
    'address',
    'resolve',
    'tls',
    'metadata',
    'certificates',
    'clock',
  ])
  expect(stepOf(report, 'metadata').text).toContain(entityId)
  expect(seen).toHaveLength(1)
  expect(seen[0]?.headers.accept).toContain('xml')
})

describe('a provider that is wrong', () => {
  it.each<[SamlFault, string, string, RegExp]>([
    ['doctype', 'metadata', 'failed', /DOCTYPE/],
    ['no-idp-role', 'metadata', 'failed', /IDPSSODescriptor/],
    ['html', 'metadata', 'failed', /\w/],
    ['large', 'metadata', 'failed', /larger than 1 MiB/],
    ['not-found', 'metadata', 'failed', /nothing at this address/],
    ['certificate-expired', 'certificates', 'warning', /members still sign in.*Expired 3 days ago/],
    ['certificate-soon', 'certificates', 'warning', /Expires in 1[12] days/],
  ])('with %s: %s is %s', async (fault, id, status, words) => {
    const { address } = await samlProvider([fault])
    const report = await reportOn(address)
    expect(stepOf(report, id as any)).toMatchObject({
      status,
      text: expect.stringMatching(words),
      remedy: expect.stringMatching(/\w/),
    })
    const wrong = report.steps.filter((item) => ['failed', 'warning'].includes(item.status))
    expect(wrong.map((item) => item.id)).toEqual([id])
  })
})

describe('metadata that Ory has', () => {
  const stored = `https://storage.test/bucket/${'0a'.repeat(64)}.xml`

  it('inside the connection is read without asking anyone', async () => {
    const { metadata, seen } = await samlProvider(['certificate-expired'])
    const report = await reportOn(toMetadataValue(metadata))
    expect(report.steps.map(({ id }) => id)).toEqual(['address', 'metadata', 'certificates'])
    expect(idsWith(report, 'warning')).toEqual(['certificates'])
    expect(idsWith(report, 'failed')).toEqual([])
    expect(report.address).toBe('')
    expect(seen).toEqual([])
  })

  it('as a list around one descriptor is what Ory refuses, with the way out', async () => {
    const { metadata } = await samlProvider()
    const descriptor = metadata.replace(/^\uFEFF?<\?xml[^>]*\?>/, '')
    const list = `<EntitiesDescriptor>${descriptor}</EntitiesDescriptor>`
    const report = await reportOn(toMetadataValue(list))
    expect(stepOf(report, 'metadata')).toMatchObject({
      status: 'failed',
      text: expect.stringContaining('“Could not find X509Certificate”'),
      remedy: expect.stringContaining('the EntityDescriptor alone is offered there'),
    })
  })

  it('in its storage is read from there', async () => {
    const { metadata } = await samlProvider()
    const asked: string[] = []
    const report = await reportOn(stored, {
      readStored: (projectId, address) => {
        asked.push(projectId, address)
        return Promise.resolve(success(metadata))
      },
    })
    expect(asked).toEqual([atOry('b1f6a2b4-0000-4000-8000-000000000001'), stored])
    expect(report.verdict).toBe('good')
  })

  it('in its storage may be out of reach', async () => {
    const error = appError('network.offline', 'storage.test: no answer')
    const report = await reportOn(stored, { readStored: () => Promise.resolve(failure(error)) })
    expect(stepOf(report, 'metadata')).toMatchObject({
      status: 'failed',
      text: expect.stringContaining('storage.test: no answer'),
    })
  })
})
