import { describe, expect, test } from 'vitest'
import { recogniseText } from '../../../../src/core/paste/recognise'

const secret = 'aB3xyz0123456'

describe('quotes and brackets around a value', () => {
  test.each([
    `"${secret}"`,
    `'${secret}'`,
    `\`${secret}\``,
    `„${secret}“`,
    `„${secret}”`,
    `“${secret}”`,
    `”${secret}”`,
    `«${secret}»`,
    `« ${secret} »`,
    `»${secret}«`,
    `‚${secret}‘`,
    `‘${secret}’`,
    `‹${secret}›`,
    `›${secret}‹`,
    `(${secret})`,
    `[${secret}]`,
    `{${secret}}`,
    `<${secret}>`,
    `("${secret}")`,
    `**${secret}**`,
    `"${secret}",`,
    `„${secret}“.`,
  ])('%s', (written) => {
    for (const [label, end] of [
      ['Client secret: ', ''],
      ['Das Geheimnis lautet ', '.'],
      ['client_secret=', ''],
    ] as const) {
      expect(recogniseText(`${label}${written}${end}`).secret).toMatchObject({ value: secret })
    }
    expect(recogniseText(`Client ID: ${written}`).findings[0]).toMatchObject({ value: secret })
    const tenant = '5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01'
    expect(recogniseText(`Tenant ID: ${written.replace(secret, tenant)}`).findings).toContainEqual(
      expect.objectContaining({ field: 'microsoft_tenant', value: tenant }),
    )
  })

  test('what is quoted is whole to the character', () => {
    expect(recogniseText(`Client secret: "${secret}."`).secret).toEqual({
      value: `${secret}.`,
      confidence: 'sure',
      alternatives: [],
    })
  })
})

describe('a full stop behind a value', () => {
  test.each([
    `The client secret is ${secret}.`,
    `Das Client-Geheimnis lautet ${secret}.`,
    `Le secret client est ${secret}.`,
    `El secreto de cliente es ${secret}.`,
    `Il segreto client è ${secret}.`,
    `O segredo do cliente é ${secret}.`,
    `Het clientgeheim is ${secret}.`,
    `Sekret klienta jest ${secret}.`,
    `Client ID: abc-123. Client secret: ${secret}. Issuer: https://id.example/x.`,
  ])('is the sentence’s: %s', (text) => {
    expect(recogniseText(text).secret?.value).toBe(secret)
  })

  test('is doubtful behind a colon', () => {
    expect(recogniseText(`Client secret: ${secret}.`).secret).toMatchObject({
      confidence: 'likely',
      alternatives: [secret],
      note: expect.stringContaining('belong to the sentence'),
    })
  })

  test.each(['Client ID: abc-123.', 'The client ID is abc-123.', 'Client-ID: „abc-123“.'])(
    '%s',
    (text) => {
      expect(recogniseText(text).findings[0]).toMatchObject({ value: 'abc-123' })
    },
  )
})

describe('names of settings', () => {
  test.each([
    ['OIDC_CLIENT_ID="abc-123"', `OIDC_CLIENT_SECRET='${secret}'`],
    ['export CLIENT_ID=abc-123', `export CLIENT_SECRET="${secret}"`],
    ['set CLIENT_ID=abc-123', `set CLIENT_SECRET=${secret}`],
    ['$env:CLIENT_ID = "abc-123"', `$env:CLIENT_SECRET = "${secret}"`],
    ['clientId: "abc-123"', `clientSecret: "${secret}"`],
    ['  client_id: abc-123', `  client_secret: ${secret}`],
    ['AzureAd__ClientId=abc-123', `AzureAd__ClientSecret=${secret}`],
    ['sso.client-id=abc-123', `sso.client-secret=${secret}`],
    [
      'https://id.example/token?client_id=abc-123&x=1',
      `client_id=abc-123&client_secret=${secret}&scope=openid`,
    ],
    ['"client_id": "abc-123",', `"client_secret": "${secret}"`],
    ['<clientId>abc-123</clientId>', `<clientSecret>${secret}</clientSecret>`],
  ])('%s and %s', (id, line) => {
    const found = recogniseText(`${id}\n${line}\n`)
    expect(found.findings).toContainEqual(
      expect.objectContaining({ field: 'client_id', value: 'abc-123', confidence: 'sure' }),
    )
    expect(found.secret).toEqual({ value: secret, confidence: 'sure', alternatives: [] })
  })
})

describe('labels of a secret', () => {
  test.each([
    'Secret key',
    'Client-Schlüssel',
    'Mot de passe client',
    'Mot de passe du client',
    'Client key',
    'Clave del cliente',
    'Chiave segreta',
    'Senha do cliente',
    'Chave secreta',
    'Geheime sleutel',
    'Wachtwoord client'.replace('Wachtwoord client', 'Clientwachtwoord'),
    'Klucz tajny klienta',
    'Hasło klienta',
    'Clé secrète',
  ])('%s', (label) => {
    expect(recogniseText(`${label}: ${secret}`).secret).toMatchObject({
      value: secret,
      confidence: 'sure',
    })
    expect(recogniseText(`${label}\n${secret}`).secret).toMatchObject({ value: secret })
  })
})

describe('a place to fill in', () => {
  test.each([
    'Client ID: <your-client-id>',
    'Client ID: <client id>',
    'Client ID: YOUR_CLIENT_ID',
    'Client ID: {client_id}',
    'Client ID: {{ client_id }}',
    'Client ID: ${CLIENT_ID}',
    'Client ID: %CLIENT_ID%',
    'Client ID: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
    'Client ID: 00000000-0000-0000-0000-000000000000',
    'Client ID: ________',
    'Client ID: [to be provided]',
    'Client ID: …',
    'Client-ID: <Ihre Client-ID>',
    'ID client : <votre-id-client>',
    'ID de cliente: <su-id-de-cliente>',
    'Client ID: insert-client-id-here',
    'Client ID: TBD',
    'Client secret: <your client secret>',
    'Client secret: YOUR_CLIENT_SECRET',
    'Client secret: xxxxxxxxxxxxxxxx',
    'Client secret: ****************',
    'Client secret: [to be filled in]',
    'Client secret: {{secret_from_portal}}',
    'Client secret: (sent via 1Password)',
    'Client-Geheimnis: wird nachgereicht',
    'Client-Geheimnis: nachgereicht',
    'Secret client : à renseigner',
    'Segreto: separatamente',
    'Client secret: changeme',
    'Client secret: 2027-11-26',
    'Client secret: +49 30 5550 1234',
    'Client secret: to jo.1@alder.example',
    'Issuer: https://{yourOktaDomain}/oauth2/default',
    'Issuer: https://login.microsoftonline.com/{tenant}/v2.0',
    'Issuer: https://login.microsoftonline.com/<tenant-id>/v2.0',
    'Issuer: https://login.microsoftonline.com/YOUR_TENANT_ID/v2.0',
    'Issuer: https://your-domain.okta.com',
    'Okta domain: your-company.okta.com',
    'Metadata URL: https://your-tenant.okta.com/app/exk1/sso/saml/metadata',
    'Tenant ID: <tenant-id>',
    'Tenant ID: 12345678-1234-1234-1234-123456789012',
  ])('%s holds nothing', (text) => {
    expect(recogniseText(`${text}\n`)).toEqual({ findings: [] })
  })
})

test('a tenant is one of Microsoft’s words, whole, or an ID or a domain', () => {
  const tenantIn = (value: string) =>
    recogniseText(`Tenant: ${value}`).findings.find(({ field }) => field === 'microsoft_tenant')
  for (const value of ['common', 'organizations', 'consumers', 'acme.example.dev']) {
    expect(tenantIn(value)?.value, value).toBe(value)
  }
  for (const value of ['uncommon', 'commons', 'ourorganizations']) {
    expect(tenantIn(value), value).toBeUndefined()
  }
})
