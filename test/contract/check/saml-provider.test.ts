import { describe, expect, it } from 'vitest'
import { appError } from '../../../src/core/errors/app-error'
import { failure, success } from '../../../src/core/errors/result'
import { readMetadata } from '../../../src/core/saml/metadata'
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

  it('inside the connection is read from there, and nobody but its entity ID is asked', async () => {
    const { metadata, seen } = await samlProvider(['certificate-expired'])
    const report = await reportOn(toMetadataValue(metadata))
    expect(report.steps.map(({ id }) => id)).toEqual([
      'address',
      'metadata',
      'certificates',
      'published',
    ])
    expect(idsWith(report, 'skipped')).toEqual(['published'])
    expect(idsWith(report, 'warning')).toEqual(['certificates'])
    expect(idsWith(report, 'failed')).toEqual([])
    expect(report.address).toBe('')
    expect(seen.map(({ path }) => path)).toEqual(['/entity'])
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

describe('metadata that is published', () => {
  const stored = `https://storage.test/bucket/${'0a'.repeat(64)}.xml`
  const read = (metadata: string): BenchOptions => ({
    readStored: () => Promise.resolve(success(metadata)),
  })

  it('with a further certificate offers it, whether Ory stores the metadata or the connection holds it', async () => {
    const { metadata, publishNext } = await samlProvider()
    const next = await publishNext()
    for (const report of [
      await reportOn(stored, read(metadata)),
      await reportOn(toMetadataValue(metadata)),
    ]) {
      expect(report.verdict).toBe('warnings')
      expect(idsWith(report, 'warning')).toEqual(['published'])
      expect(stepOf(report, 'published')).toMatchObject({
        text: expect.stringMatching(/^A certificate is published that the connection has not: CN=/),
        remedy: expect.stringMatching(/beside/),
        certificates: [{ base64: next, notAfter: expect.stringMatching(/^\d{4}-/) }],
      })
    }
  })

  it('is read at the address that the connection names, before its entity ID', async () => {
    const { metadata, address, publishNext, seen } = await samlProvider()
    await publishNext()
    const bench = await startCheckBench(
      { saml: { raw_idp_metadata_xml: toMetadataValue(metadata), idp_metadata_url: address } },
      {},
    )
    expect(stepOf(value(await bench.check()), 'published').status).toBe('warning')
    expect(seen.map(({ path }) => path)).toEqual(['/metadata'])
  })

  it('with the same certificates, or with one that has ended, offers nothing', async () => {
    const { metadata, publishNext } = await samlProvider()
    await publishNext({ notAfter: new Date('2020-01-01') })
    const report = await reportOn(toMetadataValue(metadata))
    expect(stepOf(report, 'published')).toMatchObject({ status: 'passed' })
    expect(stepOf(report, 'published').certificates).toBeUndefined()
  })

  it('of another identity provider is compared with nothing', async () => {
    const { metadata } = await samlProvider()
    const other = await samlProvider()
    const bench = await startCheckBench({
      saml: { raw_idp_metadata_xml: toMetadataValue(metadata), idp_metadata_url: other.address },
    })
    expect(stepOf(value(await bench.check()), 'published')).toMatchObject({
      status: 'skipped',
      text: expect.stringContaining(other.entityId),
    })
  })

  it('in a private network is not read, and nobody is asked', async () => {
    const { metadata, publishNext, seen } = await samlProvider()
    await publishNext()
    const report = await reportOn(toMetadataValue(metadata), { guardsLoopback: true })
    expect(report.verdict).toBe('good')
    expect(stepOf(report, 'published').status).toBe('skipped')
    expect(seen).toEqual([])
  })

  it('is compared with the ends that Ory tells where the connection holds the address alone', async () => {
    const { metadata, address, publishNext } = await samlProvider()
    const reading = readMetadata(metadata)
    if (!reading.ok) throw new Error('It is metadata')
    const ends = reading.metadata.certificates.map(({ notAfter }) =>
      new Date(notAfter).toUTCString(),
    )
    const fields = { raw_idp_metadata_xml: address, valid_to: ends }
    const check = async () => value(await (await startCheckBench({ saml: fields })).check())
    expect(stepOf(await check(), 'published').status).toBe('passed')
    const next = await publishNext({ notAfter: new Date('2099-01-01') })
    expect(stepOf(await check(), 'published')).toMatchObject({
      status: 'warning',
      certificates: [{ base64: next }],
    })
  })
})
