import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fieldLabel } from '../../../../src/core/fields/fields'
import {
  guideProtocols,
  guideSchema,
  placeholders,
  type Guide,
} from '../../../../src/core/handover/guide'
import { guideFiles, readGuides } from '../../../support/states/guides'
import { providerKind } from '../../../../src/core/model/providers'

const guides = readGuides()
const parts = (guide: Guide) =>
  guideProtocols.flatMap((protocol) => {
    const part = guide[protocol]
    return part ? [{ protocol, part }] : []
  })

/** A guide that is right, to be spoilt. */
const good = () => JSON.parse(readFileSync(`${guideFiles}/okta.json`, 'utf8'))

test('every product that was asked for has a guide', () => {
  const wanted = ['ad-fs', 'auth0', 'entra-id', 'google-workspace', 'jumpcloud', 'keycloak']
  const more = ['okta', 'onelogin', 'ping', 'oidc-any', 'saml-any', 'github', 'gitlab', 'apple']
  expect(guides.map(({ id }) => id)).toEqual(
    expect.arrayContaining([...wanted, ...more, 'slack', 'salesforce']),
  )
})

test('nothing but guides and their README lies there', () => {
  const names = readdirSync(guideFiles).filter((name) => !name.endsWith('.json'))
  expect(names).toEqual(['README.md'])
})

describe.each(readdirSync(guideFiles).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const guide = guideSchema.parse(JSON.parse(readFileSync(`${guideFiles}/${name}`, 'utf8')))

  test('is named after its id, and fits something', () => {
    expect(`${guide.id}.json`).toBe(name)
    const { providers, addresses, words, anyOther } = guide.fits
    expect(anyOther || providers.length + addresses.length + words.length > 0).toBe(true)
    for (const value of providers) expect(providerKind(value), value).toBeDefined()
  })

  test('was checked in the past', () => {
    for (const { checked } of [guide, ...(guide.scim ? [guide.scim] : [])])
      expect(Date.parse(checked)).toBeLessThanOrEqual(Date.now() + 86_400_000)
  })

  test.each(parts(guide))('$protocol says where each of our values goes', ({ protocol, part }) => {
    const ours = part.steps.flatMap(({ fields }) =>
      fields.flatMap((field) => ('ours' in field ? [field.ours] : [])),
    )
    const own = {
      oidc: ['redirectUrl'],
      saml: ['acsUrl', 'audience'],
      scim: ['scimServerUrl'],
    } as const
    const needed = [...own[protocol], 'connectionLabel'] as const
    for (const placeholder of needed) expect(ours, placeholder).toContain(placeholder)
    const foreign = guideProtocols.flatMap((other) => (other === protocol ? [] : own[other]))
    for (const placeholder of foreign) expect(ours).not.toContain(placeholder)
  })

  const provisioning = guide.scim ? [guide.scim] : []
  test.each(provisioning)('scim says where the secret goes, and deletes nobody', (part) => {
    const { steps, claims } = part
    const choices = steps.flatMap(({ fields }) =>
      fields.flatMap((field) => ('choose' in field ? [field] : [])),
    )
    const secrets = choices.filter(
      ({ choose }) => choose === 'The secret token that comes separately',
    )
    expect(secrets).toHaveLength(1)
    // What a product would send as DELETE stays off.
    for (const { label, choose } of choices) {
      if (/^delete|removed|deprovisioning$/i.test(label)) {
        expect(choose, label).toMatch(/^Suspend|^Off|^Disable/)
      }
    }
    const kinds = claims.map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['user-name', 'email', 'name']))
  })

  const signIns = parts(guide).flatMap(({ protocol, part }) =>
    'sendBack' in part ? [{ protocol, part }] : [],
  )
  test.each(signIns)('$protocol asks back for what our form requires', ({ protocol, part }) => {
    const fields = part.sendBack.map(({ field }) => field)
    const needed = protocol === 'saml' ? ['raw_idp_metadata_xml'] : ['client_id']
    expect(fields).toEqual(expect.arrayContaining(needed))
    if (protocol === 'oidc') {
      expect(fields).toContain(guide.id === 'apple' ? 'apple_private_key' : 'client_secret')
    }
    for (const field of fields) expect(fieldLabel(field), field).toBeDefined()
    expect(part.claims.map(({ kind }) => kind)).toContain('email')
  })
})

test('every placeholder is used by some guide', () => {
  const used = new Set(
    guides.flatMap((guide) =>
      parts(guide).flatMap(({ part }) =>
        part.steps.flatMap(({ fields }) =>
          fields.flatMap((field) => ('ours' in field ? [field.ours as string] : [])),
        ),
      ),
    ),
  )
  // Shown on every sheet, in no box of any product.
  const elsewhere = new Set(['organizationName', 'organizationDomains', 'joinUrl'])
  expect(placeholders.filter((item) => !used.has(item) && !elsewhere.has(item))).toEqual([])
})

describe('what is wrong with a guide is refused', () => {
  const step = (guide: any) => guide.oidc.steps[1]
  test.each<[string, (guide: any) => void]>([
    ['an unknown placeholder', (guide) => (step(guide).fields[0].ours = 'clientSecret')],
    ['a placeholder in a sentence', (guide) => (step(guide).text = 'Enter {redirectUrl} here')],
    ['a field with neither', (guide) => step(guide).fields.push({ label: 'Name' })],
    ['a field with both', (guide) => (step(guide).fields[0].choose = 'Web')],
    ['an unknown key', (guide) => (guide.icon = 'okta.png')],
    ['an answer for no field of ours', (guide) => (guide.oidc.sendBack[0].field = 'password')],
    ['no day', (guide) => (guide.checked = 'lately')],
    ['a source without https', (guide) => (guide.source = 'http://help.okta.com')],
    ['no protocol', (guide) => guideProtocols.forEach((name) => delete guide[name])],
    ['an answer for SCIM', (guide) => (guide.scim.sendBack = guide.oidc.sendBack)],
    ['no day of its own for SCIM', (guide) => delete guide.scim.checked],
    ['no pitfall', (guide) => (guide.saml.pitfalls = [])],
    ['an address with a scheme', (guide) => guide.fits.addresses.push('https://okta.com')],
  ])('%s', (_what, spoil) => {
    const guide = good()
    expect(guideSchema.safeParse(guide).success).toBe(true)
    spoil(guide)
    expect(guideSchema.safeParse(guide).success).toBe(false)
  })
})
