import { describe, expect, it } from 'vitest'
import { defaultMapper } from '../../../src/core/mapper/template/default-mapper'
import { runMapper } from '../../../src/main/mapper/run'
import { signInSamples, readSamples } from '../../support/mapping/samples'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine()

const samples = signInSamples(readSamples()).map((choice) => [choice.sample.id, choice] as const)

function runSample({ kind, sample }: (typeof samples)[number][1]) {
  const text = defaultMapper(kind === 'saml' ? 'saml' : 'oidc', kind)
  const claims = { mode: 'provider', kind, payload: sample.payload } as const
  return runMapper(engine, { text, fileName: 'mapper.jsonnet', claims })
}

describe('the default mapper of a kind', () => {
  it.each(samples)('runs with the sample %s', async (_, choice) => {
    const run = await runSample(choice)
    if (choice.sample.stops) {
      expect(run.error?.message).toMatch(/^Ory stops before the mapper: /)
      expect(run.evaluation).toBeUndefined()
      return
    }
    expect(run.error).toBeUndefined()
    expect(run.mapped?.traits).toBeDefined()
    const email = run.mapped?.traits['email']
    if (email !== undefined) expect(email).toBe(run.claims?.claims['email'])
  })

  it.each([
    ['okta-full', 'ines.farrow@example.com'],
    ['openid-capitals', 'toni.marsh@example.org'],
    ['okta-unverified', undefined],
    ['okta-no-email', undefined],
    ['entra-full', 'dana.orwick@example.com'],
    ['entra-generic-full', undefined],
    ['entra-thin', undefined],
    ['apple-relay', 'q7x2k9v4m1@privaterelay.appleid.com'],
    ['github-full', 'perrin.dale@example.com'],
    ['github-unverified', undefined],
    // LINE never sends email_verified: to demand it would drop every address.
    ['line-full', 'haru.minami@example.com'],
    ['facebook-full', 'gale.winters@example.com'],
    ['saml-oid', undefined],
    ['saml-entra-no-email', undefined],
  ])('takes from %s the address %s', async (id, email) => {
    const choice = samples.find(([name]) => name === id)?.[1]
    const run = choice && (await runSample(choice))
    expect(run?.mapped).toBeDefined()
    expect(run?.mapped?.traits['email']).toBe(email)
  })
})
