import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recogniseText } from '../../../../src/core/paste/recognise'
import { sampled, size as sized } from '../../../soak/size'
import { expectNoSquare, loadCounted } from '../../../support/runner/growth'

const counted = await loadCounted<typeof import('../../../../src/core/paste/recognise')>(
  'src/core/paste/recognise.ts',
)

const size = 40_000
const filled = (part: string, length = size) =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length)

/** Each is chosen to make one of the patterns try again and again. */
const parts = [
  'a',
  ' ',
  '\n',
  '>',
  '> ',
  '.',
  'a.',
  'a-',
  '|',
  '| ',
  '\t',
  '=',
  'A1',
  '((((',
  'https://',
  'https://a',
  'https://a.example/' + ')'.repeat(1_900) + ' ',
  'https://a.example/' + '('.repeat(1_900) + ' ',
  'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2F ',
  'https://urldefense.com/v3/__https://a ',
  'a_',
  'id ',
  'secret of the ',
  'secret id ',
  'staging ',
  'Production:\nclient id: a-1\nclient secret: kX9vQ2mW7t\n',
  'Staging:\nclient id: b-2\n\nProduction:\nclient id: c-3\n\n',
  'our client\nid is abc-123 ',
  'https://id.example/realms/a-b-c/\n',
  'the words of a line that a mail program has broken at 72 columns or so\n',
  'Value\n',
  'Value\nSecret ID\n',
  '„',
  '("',
  '[x',
  'client id ',
  'client id: ',
  'client id\n',
  'client id | client secret\n',
  'client id' + ' '.repeat(50),
  'client secret: abcdefgh12 ',
  'domains: ',
  'domains: a.example, ',
  'domains:\n- a.example\n',
  'scope: openid ',
  'scopes: ' + 'openid '.repeat(100),
  'issuer https://id.example/ ',
  '<EntityDescriptor ',
  '<EntityDescriptor>\n> ',
  '</EntityDescriptor>',
  '<a:EntityDescriptor></a:EntityDescriptor',
  '&lt;EntityDescriptor ',
  '&amp;',
  'PD94bWwg',
  'PD94bWwg ',
  'PEVudGl0\n',
  '<!--',
  '<?',
  'metadata metadata: ',
  'ä',
  '\u200B',
  '👩‍💻',
  // Lines of a header in which nobody is the sender, and signs that may stand before or behind a word.
  'a:\n',
  'To: a@a.example\n',
  'Von: a@a.example\n',
  '*',
  '1) *',
  'firma\t',
  'Firma:\t\n',
  'Customer: ____\n',
]

/** The work grows with the length of the text, not with its square. */
const expectReadInTime = (part: string, most = size) =>
  expectNoSquare((length) => filled(part, length), counted.recogniseText, most)

describe('much of one part', () => {
  // Each of them in the long run.
  test.each(sampled(parts, 4))('%j is read in time', async (part) => {
    await expectReadInTime(part)
  })
})

test('many values that stand for secrets, each longer than the one before, are read in time', async () => {
  const rows = (length: number) => {
    let text = ''
    for (let n = 4; text.length < length; n += 1) text += `client secret: ${'a'.repeat(n)}\n`
    return text.slice(0, length)
  }
  await expectNoSquare(rows, counted.recogniseText, size)
})

test.each(['Firma', 'From: ', '"', 'On Monday '])(
  'a line of stars after %j is read in time',
  async (word) => {
    await expectNoSquare((length) => word + filled('*', length), counted.recogniseText, size)
  },
)

// A busy computer takes minutes for the long run.
test(
  'any mixture of parts is read in time and without an error',
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...parts), fc.string()), { minLength: 1, maxLength: 12 }),
        async (mixture) => {
          await expectReadInTime(mixture.join('') || 'a')
        },
      ),
      { numRuns: sized(6, 100) },
    )
  },
)

test('eight times the text takes about eight times the work', async () => {
  const text = 'Client ID: abc-123\nIssuer: https://id.example/x\nDomains: a.example\n'
  await expectReadInTime(text)
})

test('no part of a secret is shown, whatever stands around it', () => {
  const around = parts.filter((part) => part.length < 60 && !/secret|Descriptor/.test(part))
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...around), { maxLength: 8 }),
      fc.array(fc.constantFrom(...around), { maxLength: 8 }),
      (before, after) => {
        const secret = 'kX9vQ2mW7tLz4RbN'
        const text = `${before.join('')}\nClient secret: ${secret}\n${after.join('')} ${secret}`
        const details = recogniseText(text)
        const setUps = details.blocks ?? [details]
        // Another text may look like a secret, too; then both are offered.
        const offered = setUps.flatMap(({ secret: found }) =>
          found ? [found.value, ...(found.alternatives ?? [])] : [],
        )
        expect(offered).toContain(secret)
        const shown = setUps.map((setUp) => ({ ...setUp, secret: undefined }))
        expect(JSON.stringify(shown)).not.toContain(secret.slice(0, 6))
      },
    ),
    { numRuns: 300 },
  )
})
