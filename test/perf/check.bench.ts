import { get } from 'node:https'
import { expect, test } from '@playwright/test'
import { success } from '../../src/core/errors/result'
import { createTransportLoader } from '../../src/main/api/dispatcher'
import { createPublicFetch } from '../../src/main/api/public-fetch'
import { createPublicReader } from '../../src/main/api/public-reader'
import { createCheckService } from '../../src/main/check/check-service'
import { inParallel } from '../../src/main/concurrency/in-parallel'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { newUserData, removeUserData } from '../support/window/app'
import { createAuthority } from '../support/identity-providers/certificates'
import { startOidcProvider } from '../support/identity-providers/oidc'
import { connection, snapshotOf } from '../support/states/snapshots'
import { beside, figure, report } from './figures'
import { noScim } from '../support/states/no-scim'

const many = 200
const atOnce = 8

/** One GET over a connection of its own, read to its end, as a check makes it. */
function getAll(url: string, ca: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { ca, agent: false }, (response) => {
      response.on('end', resolve).on('error', reject).resume()
    })
    asked.on('error', reject)
  })
}

test('the check of all connections, beside their requests alone', async () => {
  test.setTimeout(240_000)
  const authority = await createAuthority()
  const ca = authority.certificate
  const provider = await startOidcProvider({ tls: await authority.issue() })
  const folder = newUserData()
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  const transport = createTransportLoader({}, { extraCertificates: () => [ca] })
  try {
    const keys = Array.from({ length: many }, (_item, index) => `connection-${index}`)
    const oidc = keys.map((key) => connection(key, { issuer_url: provider.issuer }))
    const snapshot = snapshotOf({ oidc })
    await files.snapshots.write(snapshot)
    const fetch = createPublicFetch({
      transport,
      userAgent: 'bench/1',
      isPrivate: () => false,
      extraCertificates: () => [ca],
    })
    const checks = createCheckService({
      files,
      reader: createPublicReader({ fetch, now: Date.now }),
      readStored: () => Promise.resolve(success('')),
      now: () => new Date(),
      onStep: () => undefined,
      scim: noScim,
      askPrivate: () => Promise.resolve({ ok: true, value: true }),
    })
    const projectId = snapshot.summary.id
    const { signal } = new AbortController()
    let checked: unknown
    // What a check reads: the discovery document and the keys.
    const addresses = ['/.well-known/openid-configuration', '/jwks']
    const { subjects, floors } = await beside(5, {
      floor: () =>
        inParallel(
          keys,
          async () => {
            for (const path of addresses) await getAll(`${provider.issuer}${path}`, ca)
          },
          signal,
          atOnce,
        ),
      subject: async () => {
        checked = await checks.checkAll({ projectId }, signal, () => undefined)
      },
    })
    expect(checked).toMatchObject({ ok: true, value: { checked: many, of: many, bad: 0, asks: 0 } })
    report({
      name: 'check-all',
      subject: figure(`checking ${many} connections, eight at a time`, subjects),
      floor: figure('their requests alone, as many at a time', floors),
      budget: { times: 1.5, why: 'a check waits for the network and for nothing else' },
    })
  } finally {
    await files.flush()
    await transport.close()
    await provider.close()
    removeUserData(folder)
  }
})
