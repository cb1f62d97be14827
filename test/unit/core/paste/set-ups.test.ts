import { describe, expect, test } from 'vitest'
import { recogniseText } from '../../../../src/core/paste/recognise'

const secretOf = (letter: string) => `${letter}Secret_12345678`

/** Two set-ups, `a` and `b`, in the ways in which people write them into one mail. */
const texts: readonly (readonly [form: string, names: readonly string[], text: string])[] = [
  [
    'headings',
    ['Staging', 'Production'],
    `Staging:\nClient ID: a-1\nClient secret: ${secretOf('a')}\n\nProduction:\nClient ID: b-1\nClient secret: ${secretOf('b')}\n\nRegards`,
  ],
  [
    'Markdown',
    ['Staging', 'Production'],
    `## Staging\n**Client ID**: \`a-1\`\n**Client Secret**: \`${secretOf('a')}\`\n## Production\n**Client ID**: \`b-1\`\n**Client Secret**: \`${secretOf('b')}\`\n`,
  ],
  [
    'German headings in a sentence',
    ['Für den Test-Mandanten', 'Für den produktiven Mandanten (Produktion)'],
    `Für den Test-Mandanten:\n- Client-ID = a-1\n- Client-Schlüssel = ${secretOf('a')}\nFür den produktiven Mandanten (Produktion):\n- Client-ID = b-1\n- Client-Schlüssel = ${secretOf('b')}\n`,
  ],
  [
    'words beside labels, in turns',
    ['Recette', 'Production'],
    `L'ID client (recette) : a-1\nL'ID client (production) : b-1\nLe secret client (recette) : ${secretOf('a')}\nLe secret client (production) : ${secretOf('b')}`,
  ],
  [
    'words before labels',
    ['Staging', 'Production'],
    `Staging Client ID: a-1\nStaging Client Secret: ${secretOf('a')}\nProduction Client ID: b-1\nProduction Client Secret: ${secretOf('b')}`,
  ],
  [
    'sentences',
    ['Staging', 'Production'],
    `The client ID for staging is a-1, the client secret for staging is ${secretOf('a')}.\nThe client ID for production is b-1, the client secret for production is ${secretOf('b')}.`,
  ],
  [
    'names of settings',
    ['DEV', 'PROD'],
    `DEV_CLIENT_ID=a-1\nPROD_CLIENT_ID=b-1\nDEV_CLIENT_SECRET="${secretOf('a')}"\nPROD_CLIENT_SECRET="${secretOf('b')}"`,
  ],
  [
    'a row each',
    ['Pruebas', 'Producción'],
    `Entorno | ID de cliente | Clave secreta\nPruebas | a-1 | ${secretOf('a')}\nProducción | b-1 | ${secretOf('b')}`,
  ],
  [
    'a column each',
    ['Collaudo', 'Produzione'],
    `|            | Collaudo | Produzione |\n| ---------- | -- | -- |\n| ID client  | a-1 | b-1 |\n| Segreto    | ${secretOf('a')} | ${secretOf('b')} |`,
  ],
  [
    'a line each',
    ['Ambiente de homologação', 'Ambiente de produção'].map((name) => name.split(' ').at(-1) ?? ''),
    `Ambiente de homologação: ID do cliente: a-1, segredo: ${secretOf('a')}\nAmbiente de produção: ID do cliente: b-1, segredo: ${secretOf('b')}`,
  ],
  [
    'Polish headings',
    ['Dane dla środowiska testowego', 'Oraz dla środowiska produkcyjnego'],
    `Dane dla środowiska testowego:\n  Identyfikator klienta: a-1\n  Klucz tajny: ${secretOf('a')}\noraz dla środowiska produkcyjnego:\n  Identyfikator klienta: b-1\n  Klucz tajny: ${secretOf('b')}`,
  ],
  [
    'names that are no environments',
    ['Germany', 'Switzerland'],
    `Germany\nClient ID: a-1\nClient secret: ${secretOf('a')}\n\nSwitzerland\nClient ID: b-1\nClient secret: ${secretOf('b')}`,
  ],
  [
    'no names',
    ['Set-up 1', 'Set-up 2'],
    `Client ID: a-1\nClient secret: ${secretOf('a')}\nClient ID: b-1\nClient secret: ${secretOf('b')}`,
  ],
]

describe('two set-ups as', () => {
  test.each(texts)('%s are two, and never mixed', (_, names, text) => {
    const { findings, secret, blocks = [] } = recogniseText(text)
    expect([findings, secret]).toEqual([[], undefined])
    expect(
      blocks.map((block) => ({
        client: block.findings.find(({ field }) => field === 'client_id')?.value,
        secret: block.secret?.value,
      })),
    ).toEqual([
      { client: 'a-1', secret: secretOf('a') },
      { client: 'b-1', secret: secretOf('b') },
    ])
    const [first, second] = blocks.map((block) => JSON.stringify(block))
    expect(first).not.toMatch(/b-1|bSecret/)
    expect(second).not.toMatch(/a-1|aSecret/)
    if (!text.startsWith('Ambiente')) expect(blocks.map(({ name }) => name)).toEqual(names)
  })
})

test.each(texts)('two set-ups as %s are the same below empty lines', (_, _names, text) => {
  const whole = recogniseText(text).blocks
  for (const above of ['\n', '\n\n', ' \n', '\r\n']) {
    expect(recogniseText(above + text).blocks).toEqual(whole)
  }
})

test('what belongs to all set-ups is in each of them', () => {
  const { blocks = [] } = recogniseText(
    'Scopes: openid email\n\nStaging\nClient ID: a-1\nIssuer: https://a.example/x\n\nProduction\nClient ID: b-1\nIssuer: https://b.example/x\n\nOur domains are a.example and c.example.\n',
  )
  for (const block of blocks) {
    const values = Object.fromEntries(block.findings.map(({ field, value }) => [field, value]))
    expect(values).toMatchObject({
      scope: ['openid', 'email'],
      domains: ['a.example', 'c.example'],
    })
  }
  expect(blocks).toHaveLength(2)
})

test('two documents of metadata are two set-ups', () => {
  const { blocks = [] } = recogniseText(
    'Test metadata: https://test.a.example/saml/metadata\nProduction metadata: https://a.example/saml/metadata',
  )
  expect(blocks.map(({ findings }) => findings.map(({ value }) => value))).toEqual([
    ['https://test.a.example/saml/metadata'],
    ['https://a.example/saml/metadata'],
  ])
})

test.each([
  'Issuer: https://a.example/x (production and staging)\nClient ID: a-1',
  'Here are the values for production; staging follows.\nClient ID: a-1\nClient secret: aSecret_12345678',
  'Display name\nNorthwind Production\nApplication (client) ID\n2f6b1c1e-3c55-4b1d-8e0a-9c1f0d7a5e21',
  'Client ID: a-1\nPlease test with anna@a.example.\nClient ID: a-1',
])('one set-up stays one: %s', (text) => {
  expect(recogniseText(text).blocks).toBeUndefined()
})

test('what a reply corrects comes before what it quotes', () => {
  const text =
    'Sorry, the client secret is newSecret_12345678.\n\n> Client ID: a-1\n> Client secret: oldSecret_12345678'
  const { secret, findings, blocks } = recogniseText(text)
  expect(blocks).toBeUndefined()
  expect(secret).toMatchObject({ value: 'newSecret_12345678', confidence: 'likely' })
  expect(secret?.alternatives).toContain('oldSecret_12345678')
  expect(findings[0]).toMatchObject({ field: 'client_id', value: 'a-1' })
})
