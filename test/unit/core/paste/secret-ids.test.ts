import { describe, expect, test } from 'vitest'
import { recogniseText } from '../../../../src/core/paste/recognise'

const id = '3f8a1c2e-1111-4b1d-8e0a-9c1f0d7a5e99'
const tenant = 'Tenant ID: 5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01'
/** The new form of Entra's secrets, and older ones, which had no form of their own. */
const secrets = [
  'Abc8Q~fixture.Secret-0123456789_abcdefgh',
  '~Qx.7-kLmnOPQrsTUVwxYZ12abCDefGH34_9',
  'hT3=pL9+wQ/x]aVkZ2mR7rN4bYcD1eF5',
  'kf8Jw2pQ9sLx4VbN7mZt:rW0xY2bN4cD6eF7g=',
]
const words: readonly (readonly [language: string, value: string, id: string])[] = [
  ['English', 'Value', 'Secret ID'],
  ['English', 'Value', 'Client secret ID'],
  ['English', 'Client secret value', 'Secret identifier'],
  ['German', 'Wert', 'Geheimnis-ID'],
  ['German', 'Wert', 'Geheime ID'],
  ['German', 'Geheimer Clientschlüssel (Wert)', 'ID des geheimen Clientschlüssels'],
  ['German', 'Wert des geheimen Clientschlüssels', 'Geheimer Schlüssel-ID'],
  ['French', 'Valeur', 'ID de secret'],
  ['French', 'Valeur', 'ID du secret'],
  ['French', 'Secret client (valeur)', 'Identifiant du secret client'],
  ['French', 'Clé secrète client', 'ID de la clé secrète'],
  ['Spanish', 'Valor', 'Id. de secreto'],
  ['Spanish', 'Secreto de cliente (valor)', 'Identificador de secreto'],
  ['Spanish', 'Valor del secreto de cliente', 'ID del secreto de cliente'],
  ['Italian', 'Valore', 'ID segreto'],
  ['Italian', 'Segreto client', 'ID del segreto client'],
  ['Italian', 'Valore del segreto client', 'Identificatore segreto'],
  ['Portuguese', 'Valor', 'ID do segredo'],
  ['Portuguese', 'Valor', 'ID Secreta'],
  ['Portuguese', 'Segredo do cliente (Valor)', 'ID do Segredo do Cliente'],
  ['Dutch', 'Waarde', 'Geheime id'],
  ['Dutch', 'Waarde', 'Geheim-ID'],
  ['Dutch', 'Clientgeheim (waarde)', 'Id van clientgeheim'],
  ['Polish', 'Wartość', 'Identyfikator wpisu tajnego'],
  ['Polish', 'Wartość', 'Identyfikator klucza tajnego'],
  ['Polish', 'Wartość klucza tajnego klienta', 'Identyfikator tajny'],
]

type Write = (value: string, idLabel: string, secret: string) => string
const forms: readonly (readonly [string, Write])[] = [
  ['on lines', (value, label, secret) => `${value}: ${secret}\n${label}: ${id}`],
  ['in the other order', (value, label, secret) => `${label}: ${id}\n${value}: ${secret}`],
  ['as a table', (value, label, secret) => `${value}\t${label}\n${secret}\t${id}`],
  ['as columns', (value, label, secret) => `${value}\n${label}\n${secret}\n${id}`],
  ['label over value', (value, label, secret) => `${value}\n${secret}\n\n${label}\n${id}`],
  [
    'with bars',
    (value, label, secret) => `| ${value} | ${label} |\n|--|--|\n| ${secret} | ${id} |`,
  ],
]

describe.each(words)('%s: %s beside %s', (_, value, label) => {
  test.each(forms)('%s', (_form, write) => {
    for (const secret of secrets) {
      const found = recogniseText(`${tenant}\n\n${write(value, label, secret)}\n`)
      expect(found.secret).toMatchObject({ value: secret, alternatives: [] })
      expect(found.secret?.confidence).not.toBe('guess')
      expect(JSON.stringify(found.findings)).not.toContain(secret.slice(0, 12))
      expect(found.findings.find(({ field }) => field === 'client_id')).toBeUndefined()
    }
  })

  test('the ID alone is no secret', () => {
    expect(recogniseText(`${tenant}\n${label}: ${id}`).secret).toBeUndefined()
  })

  test('not even where it is called the secret too', () => {
    expect(recogniseText(`${label}: ${id}\nClient secret: ${id}`).secret).toBeUndefined()
  })
})

describe('a GUID that is called a secret', () => {
  test.each(['Client secret', 'Client-Schlüssel', 'Mot de passe client', 'Secret key', 'Segreto'])(
    '%s: beside a Microsoft tenant it is a guess with the reason',
    (label) => {
      const near = [tenant, 'Issuer: https://login.microsoftonline.com/common/v2.0']
      for (const microsoft of near) {
        const { secret } = recogniseText(`${microsoft}\n${label}: ${id}`)
        expect(secret).toMatchObject({ value: id, confidence: 'guess' })
        expect(secret?.note).toContain('under “Value”')
      }
    },
  )

  test('elsewhere it is a secret: Keycloak’s have been GUIDs', () => {
    const text = `Issuer: https://id.example/realms/a\nClient secret: ${id}`
    expect(recogniseText(text).secret).toEqual({ value: id, confidence: 'sure', alternatives: [] })
  })

  test('beside a longer value it comes last', () => {
    const { secret } = recogniseText(`${tenant}\nClient secret: ${id}\nValue: ${secrets[1]}`)
    expect(secret).toMatchObject({ value: secrets[1], alternatives: [id] })
  })

  test('one that is the client’s or the tenant’s ID is none', () => {
    const own = '5f0f2c1e-7a55-4d0c-9c3e-2b1f6d8a9e01'
    expect(recogniseText(`${tenant}\nClient secret: ${own}`).secret).toBeUndefined()
  })
})

describe('in a sentence', () => {
  const secret = 'Vt6.bN8-mK1_xZ3~cL5qW7eR9tY2uI4oP0'
  test.each([
    `The Secret ID is ${id} and the value is ${secret}.`,
    `Der Wert des geheimen Clientschlüssels lautet ${secret}, die Geheimnis-ID ist ${id}.`,
    `La valeur du secret est ${secret} et l’ID du secret est ${id}.`,
    `El valor del secreto es ${secret} y el id. de secreto es ${id}.`,
    `Il valore del segreto client è ${secret}. L'ID del segreto è ${id}.`,
    `O valor do segredo é ${secret} (o ID do segredo é ${id}).`,
    `De waarde van het clientgeheim is ${secret} en de geheim-id is ${id}.`,
    `Wartość wpisu tajnego to ${secret}, identyfikator wpisu tajnego to ${id}.`,
  ])('%s', (text) => {
    const found = recogniseText(`${tenant}\n${text}`).secret
    expect(found?.value).toBe(secret)
    expect(JSON.stringify(found)).not.toContain(id)
  })
})

test('a value that stands beside no secret is none', () => {
  expect(recogniseText('Attribute: email\nValue: user.mail1234567890').secret).toBeUndefined()
})
