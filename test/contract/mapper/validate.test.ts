import { describe, expect, it } from 'vitest'
import type { TraitsCheck } from '../../../src/core/mapper/engine'
import { presetSchemas } from '../../../src/core/mapper/kratos/preset-schemas'
import { schemaConsequences } from '../../../src/core/mapper/kratos/sign-in'
import type { JsonObject, JsonValue } from '../../../src/core/model/json'
import { useEngine } from '../../support/mapping/use-engine'

const engine = useEngine({ spare: false })

async function validate(schema: JsonValue, traits: JsonValue): Promise<TraitsCheck | string> {
  const checked = await engine.validate({
    schema: JSON.stringify(schema),
    traits: JSON.stringify(traits),
  })
  return checked.ok ? checked.value : checked.error.message
}

async function problemsOf(schema: JsonValue, traits: JsonValue) {
  const checked = await validate(schema, traits)
  if (typeof checked === 'string') throw new Error(checked)
  return checked.problems
}

const ofTraits = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  properties: { traits: { type: 'object', properties, ...more } },
})

/** Whether one trait of this schema takes the value. */
const takes = async (trait: JsonObject, value: JsonValue) =>
  (await problemsOf(ofTraits({ a: trait }), { a: value })).length === 0

const person = ofTraits(
  {
    email: {
      type: 'string',
      format: 'email',
      'ory.sh/kratos': {
        credentials: { password: { identifier: true } },
        verification: { via: 'email' },
        recovery: { via: 'email' },
      },
    },
    phone: { type: 'string', format: 'tel' },
    age: { type: 'integer' },
    name: { type: 'object', properties: { first: { type: 'string' } }, required: ['first'] },
  },
  { required: ['email', 'name'], additionalProperties: false },
)

describe('an identity schema', () => {
  it('passes traits that fit', async () => {
    const traits = { email: 'a@b.c', name: { first: 'Ann' }, age: 5, phone: '+49 30 901820' }
    expect(await problemsOf(person, traits)).toEqual([])
  })

  it('says in words what happens with those that do not', async () => {
    const traits = { email: 'nobody', name: {}, age: 'x', groups: [], phone: '030' }
    const problems = await problemsOf(person, traits)
    const back = 'goes back to the registration form'
    const mends = `${back}, where a person can correct`
    expect(schemaConsequences(problems, 'registration')).toEqual([
      `\`age\` must be integer, not string: ${mends} \`age\``,
      `\`email\` "nobody" can not be normalized for format "email": ${mends} \`email\``,
      `\`email\` must match format "email": ${mends} \`email\``,
      `\`groups\` is not known to the schema: ${back} again and again, until the mapper leaves \`groups\` out`,
      `\`phone\` must match format "tel": ${mends} \`phone\``,
      '`name.first` is required and missing: goes back to the registration form for `name.first`',
    ])
    const withoutName = await problemsOf(person, { email: 'a@b.c' })
    expect(schemaConsequences(withoutName, 'registration')).toEqual([
      '`name` is required and missing: goes back to the registration form for `name`',
    ])
    expect(schemaConsequences(withoutName, 'login')).toEqual([
      '`name` is required and missing: the sign-in fails',
    ])
  })

  it.each<[string, JsonValue]>([
    ['no object', []],
    ['no schema', { properties: { traits: { type: 'nothing' } } }],
    ['a lookahead', ofTraits({ a: { pattern: '^(?=.*\\d)[a-z0-9]+$' } })],
    ['a lookahead in a name', ofTraits({}, { patternProperties: { '^(?!x)': {} } })],
    ['a backreference', ofTraits({ a: { pattern: '(a)\\1' } })],
    ['another document', { properties: { traits: { $ref: 'https://example.com/x.json' } } }],
    ['a file', { properties: { traits: { $ref: 'file:///etc/hosts' } } }],
    ['a relative document', { properties: { traits: { $ref: 'other.json' } } }],
    ['an unknown draft', { $schema: 'https://json-schema.org/draft/2020-12/schema' }],
    ['a definition that is not there', { $ref: '#/definitions/x' }],
    ['a null for a schema', ofTraits({ a: null })],
    [
      'Ory’s keyword with something unknown',
      ofTraits({ a: { 'ory.sh/kratos': { verify: true } } }),
    ],
    ['a channel that is none', ofTraits({ a: { 'ory.sh/kratos': { recovery: { via: 'fax' } } } })],
  ])('with %s cannot be used, and says so', async (_what, schema) => {
    expect(await validate(schema, {})).toMatch(/^The identity schema cannot be used: ./)
  })

  it('of Ory’s presets can be used', async () => {
    for (const [name, preset] of Object.entries(presetSchemas)) {
      const problems = await problemsOf(preset, {})
      expect([name, problems.length]).toEqual([name, name === 'preset://blank' ? 0 : 1])
    }
  })

  it.each([4, 6, 7])('of draft %i is read as that draft', async (draft) => {
    const $schema = `http://json-schema.org/draft-0${draft}/schema#`
    const schema = { $schema, ...ofTraits({ a: { const: 1 } }) }
    expect((await problemsOf(schema, { a: 2 })).length).toBe(draft === 4 ? 0 : 1)
  })
})

describe('formats as Kratos knows them', () => {
  const email = { type: 'string', format: 'email' }
  it.each([
    ['user@localhost', true],
    ['a@b', true],
    ['jürgen@example.com', true],
    ['"a b"@example.com', true],
    [' alice@example.com', true],
    ['a+b@example.com', true],
    ['Alice <alice@example.com>', false],
    ['a@example.com.', false],
    ['a@foo_bar.com', false],
    ['a@[127.0.0.1]', false],
    ['.a@example.com', false],
    ['', false],
    [`${'a'.repeat(64)}@example.com`, true],
    [`${'a'.repeat(65)}@example.com`, false],
    [`a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(61)}`, false],
  ])('email %s: %s', async (value, taken) => {
    expect(await takes(email, value)).toBe(taken)
  })

  it.each<[string, JsonValue, boolean]>([
    ['date-time', '2024-01-01T00:00:00Z', true],
    ['date-time', '2024-01-01T00:00:00.123+02:00', true],
    ['date-time', '2024-01-01 00:00:00Z', false],
    ['date-time', '2024-01-01T00:00:00', false],
    ['date', '2024-02-29', true],
    ['date', '2024-02-30', false],
    ['time', '10:00:00Z', true],
    ['time', '10:00', false],
    ['uri', 'https://example.com/a b', true],
    ['uri', '/relative', false],
    ['hostname', 'example.com.', true],
    ['hostname', '-example.com', false],
    ['regex', '(?=a)b', false],
    ['ipv4', '127.0.0.1', true],
    ['ipv4', '127.0.0.256', false],
    ['uuid', 'no uuid', true],
    ['idn-email', 'nobody', true],
    ['no-such-format', 'x', true],
    ['email', null, false],
    ['email', 5, false],
    ['date', { a: 1 }, false],
    ['no-such-format', null, true],
  ])('%s: %j %s', async (format, value, taken) => {
    expect(await takes({ format }, value)).toBe(taken)
  })

  it.each([
    ['+49 30 901820', true],
    ['+4930901820', true],
    ['+49 (0) 30 901820', true],
    ['tel:+49-30-901820', true],
    ['＋49 30 901820', true],
    ['+1-800-FLOWERS', true],
    ['+49 111 1111111', false],
    ['+1 555 0100', false],
    ['030 901820', false],
    ['0049 30 901820', false],
    ['+', false],
    ['', false],
  ])('tel %s: %s', async (value, taken) => {
    expect(await takes({ format: 'tel' }, value)).toBe(taken)
  })
})

describe('keywords as Kratos knows them', () => {
  it.each<[string, JsonObject, JsonValue, boolean]>([
    ['letters of any language', { pattern: '^\\p{L}+$' }, 'Jürgen', true],
    ['RE2 knows no end of a line at \\Z', { pattern: '^a\\z' }, 'a', true],
    ['a pattern may begin anywhere', { pattern: 'b' }, 'abc', true],
    ['a length counts characters', { maxLength: 8 }, '👩👩👩👩👩👩👩👩', true],
    ['a length counts code points', { maxLength: 1 }, 'e\u0301', false],
    ['null of OpenAPI is none here', { type: 'string', nullable: true }, null, false],
    ['1.0 is an integer in JavaScript’s text alone', { type: 'integer' }, 1, true],
    ['a half is no integer', { type: 'integer' }, 18.5, false],
    ['an unknown keyword is nothing', { minimal: 3 }, 1, true],
    ['if without then', { if: { type: 'string' } }, 1, true],
    ['0.3 is a multiple of 0.1', { multipleOf: 0.1 }, 0.3, true],
    ['any text beside minimum', { minimum: 5 }, 'x', true],
    ['keywords beside $ref are nothing', { $ref: '#/definitions/x', maxLength: 1 }, 'abc', true],
  ])('%s', async (_what, trait, value, taken) => {
    const schema = { ...ofTraits({ a: trait }), definitions: { x: { type: 'string' } } }
    expect((await problemsOf(schema, { a: value })).length === 0).toBe(taken)
  })
})

describe('messages as Kratos shows them', () => {
  it.each<[string, JsonObject, JsonValue, number, string]>([
    ['email', { format: 'email' }, 'x', 4000040, 'Enter a valid email address'],
    ['email, of a number', { format: 'email' }, 5, 4000040, 'Enter a valid email address'],
    ['email, of null', { format: 'email' }, null, 4000001, '%!q(<nil>) is not valid "email"'],
    ['tel', { format: 'tel' }, '+49 111 1111111', 4000041, 'Enter a valid phone number'],
    ['date', { format: 'date' }, '2024-02-30', 4000001, '"2024-02-30" is not valid "date"'],
    ['type', { type: 'string' }, null, 4000026, 'expected string, but got null'],
    ['types', { type: ['string', 'null'] }, 5, 4000026, 'expected string or null, but got number'],
    ['minLength', { minLength: 2 }, 'a', 4000003, 'length must be >= 2, but got 1'],
    ['maxLength', { maxLength: 1 }, 'ab', 4000017, 'length must be <= 1, but got 2'],
    ['pattern', { pattern: '^a' }, 'b', 4000004, 'does not match pattern "^a"'],
    ['minimum', { minimum: 18 }, 17, 4000018, 'must be >= 18 but found 17'],
    ['exclusiveMinimum', { exclusiveMinimum: 18 }, 18, 4000019, 'must be > 18 but found 18'],
    ['maximum', { maximum: 18.5 }, 19, 4000020, 'must be <= 18.5 but found 19'],
    ['exclusiveMaximum', { exclusiveMaximum: 1 }, 1, 4000021, 'must be < 1 but found 1'],
    ['a large bound', { minimum: 1000000 }, 5, 4000018, 'must be >= 1e+06 but found 5'],
    ['multipleOf', { multipleOf: 2 }, 3, 4000022, '3 not multipleOf 2'],
    ['maxItems', { maxItems: 0 }, [1], 4000023, 'maximum 0 items allowed, but found 1 items'],
    ['minItems', { minItems: 1 }, [], 4000024, 'minimum 1 items allowed, but found 0 items'],
    ['uniqueItems', { uniqueItems: true }, [1, 1], 4000025, 'items at index 0 and 1 are equal'],
    ['const', { const: 'x' }, 'y', 4000029, 'must be equal to constant "x"'],
    ['const of an object', { const: {} }, 'y', 4000030, 'const failed'],
    ['enum', { enum: ['free', 'paid'] }, 'x', 4000001, 'value must be one of "free", "paid"'],
    [
      'minProperties',
      { minProperties: 1 },
      {},
      4000001,
      'minimum 1 properties allowed, but found 0 properties',
    ],
  ])('%s', async (_what, trait, value, id, text) => {
    const [problem, ...more] = await problemsOf(ofTraits({ a: trait }), { a: value })
    expect(problem).toMatchObject({ path: ['a'], page: { id, field: 'traits.a', text } })
    expect(more).toEqual([])
  })

  it('name the field in a list, a nested one, and those of each branch', async () => {
    const schema = ofTraits({
      groups: { items: { type: 'string' } },
      name: { properties: { 'a.b': { type: 'string' } }, required: ['first'] },
      who: { oneOf: [{ type: 'string', maxLength: 3 }, { type: 'integer' }] },
    })
    const problems = await problemsOf(schema, {
      groups: ['a', 5],
      name: { 'a.b': 1 },
      who: 'long text',
    })
    expect(problems.map(({ path, page }) => [path.join('/'), page?.field, page?.id])).toEqual([
      ['who', 'traits.who', 4000017],
      ['who', 'traits.who', 4000026],
      ['groups/1', 'traits.groups.1', 4000026],
      ['name/a.b', 'traits.name.a\\.b', 4000026],
      ['name/first', 'traits.name.first', 4000002],
    ])
  })

  it('stand at the object for members that are not allowed', async () => {
    const problems = await problemsOf(ofTraits({}, { additionalProperties: false }), { b: 1, a: 2 })
    expect(problems.map(({ path, message }) => [path, message])).toEqual([
      [['a'], 'is not known to the schema'],
      [['b'], 'is not known to the schema'],
    ])
    expect(problems[0]?.page).toMatchObject({ id: 4000001, field: 'traits' })
  })
})

describe('what the schema marks', () => {
  const marked = (mark: JsonObject, more: JsonObject = {}) =>
    ofTraits({ a: { type: 'string', 'ory.sh/kratos': mark, ...more } })

  it('is kept as Kratos keeps it', async () => {
    const schema = ofTraits({
      mail: {
        format: 'email',
        'ory.sh/kratos': {
          credentials: { password: { identifier: true }, code: { identifier: true, via: 'email' } },
          verification: { via: 'email' },
          recovery: { via: 'email' },
        },
      },
      name: { 'ory.sh/kratos': { credentials: { password: { identifier: true } } } },
      phone: {
        format: 'tel',
        'ory.sh/kratos': {
          credentials: { code: { identifier: true, via: 'sms' } },
          verification: { via: 'sms' },
        },
      },
    })
    const checked = await validate(schema, {
      mail: ' "A b"@Example.com',
      name: '+49 30 901820',
      phone: '+49 (30) 901820',
    })
    const raw = ' "A b"@Example.com'
    expect(checked).toEqual({
      problems: [],
      addresses: [
        { raw, use: 'code', via: 'email', value: 'a b@example.com' },
        { raw: '+49 (30) 901820', use: 'code', via: 'sms', value: '+4930901820' },
        { raw, use: 'password', value: '"a b"@example.com' },
        { raw: '+49 30 901820', use: 'password', value: '+4930901820' },
        { raw, use: 'recovery', via: 'email', value: '"a b"@example.com' },
        { raw, use: 'verification', via: 'email', value: 'a b@example.com' },
        { raw: '+49 (30) 901820', use: 'verification', via: 'sms', value: '+4930901820' },
      ],
    })
  })

  it.each<[string, JsonObject, JsonValue, string]>([
    [
      'a verified address without a format',
      marked({ verification: { via: 'email' } }),
      'nobody',
      '"nobody" is not valid "email"',
    ],
    [
      'a verified phone without a format',
      marked({ verification: { via: 'sms' } }),
      '+4930901820',
      'no format specified',
    ],
    [
      'a recovery address that is none',
      marked({ recovery: { via: 'email' } }),
      'nobody',
      '"nobody" is not valid "email"',
    ],
    [
      'a phone to sign in with that is none',
      marked({ credentials: { code: { identifier: true, via: 'sms' } } }),
      'nobody',
      'not a valid phone number',
    ],
  ])('%s is refused', async (_what, schema, value, message) => {
    const checked = await validate(schema, { a: value })
    if (typeof checked === 'string') throw new Error(checked)
    expect(checked.problems.map(({ page }) => page?.text ?? '').join()).toMatch(
      message.includes('is not valid "email"') ? /valid email/ : new RegExp(message),
    )
  })

  it('is not looked at with the format no-validate', async () => {
    const schema = marked({ verification: { via: 'email' } }, { format: 'no-validate' })
    expect(await problemsOf(schema, { a: 'nobody' })).toEqual([])
  })
})

describe('addresses in the form in which Kratos keeps them', () => {
  const asked = (value: string, ...uses: JsonObject[]) =>
    validate(
      ofTraits({
        a: { type: 'string', 'ory.sh/kratos': Object.assign({}, ...uses) as JsonObject },
      }),
      { a: value },
    )
  const verified: JsonObject = { verification: { via: 'email' } }
  const recovered: JsonObject = { recovery: { via: 'email' } }
  const named: JsonObject = { credentials: { password: { identifier: true } } }
  const coded: JsonObject = { credentials: { code: { identifier: true, via: 'email' } } }
  const kept = async (value: string, use: JsonObject) => {
    const checked = await asked(value, use)
    if (typeof checked === 'string') return checked
    return checked.addresses[0]?.value ?? checked.problems[0]?.page?.text
  }

  it.each([
    ['Ann@Example.COM', 'ann@example.com'],
    [' ann@example.com', 'ann@example.com'],
    ['JÜRGEN@example.com', 'jürgen@example.com'],
    // The same letter as one character and as two.
    ['ju\u0308rgen@example.com', 'jürgen@example.com'],
    ['ｊｕｅ@example.com', 'jue@example.com'],
    ['o\uFB03ce@example.com', 'office@example.com'],
    ['party🎉@example.com', 'party🎉@example.com'],
  ])('%j becomes %j for every use', async (value, wanted) => {
    for (const use of [verified, recovered, named, coded]) {
      expect(await kept(value, use)).toBe(wanted)
    }
  })

  it.each([
    ['a zero-width space', 'al\u200Bice@example.com', 'alice@example.com'],
    ['a soft hyphen', 'al\u00ADice@example.com', 'alice@example.com'],
    ['a byte order mark', 'alice\uFEFF@example.com', 'alice@example.com'],
    ['a turned direction', '\u202Ealice@example.com', 'alice@example.com'],
    ['a Hangul filler', 'al\u3164ice@example.com', 'alice@example.com'],
    ['a variation selector', 'al\uFE0Fice@example.com', 'alice@example.com'],
    ['a private character', 'al\uE000ice@example.com', 'alice@example.com'],
    ['capitals, too', 'AL\u200BICE@example.com', 'alice@example.com'],
    ['Hebrew before Latin', 'דוד@example.com', 'דוד@example.com'],
  ])('%s cannot be verified, and is left out of names', async (_, value, name) => {
    expect(await kept(value, verified)).toMatch(/ can not be normalized for format \\?"email\\?"/)
    expect(await kept(value, coded)).toMatch(/precis|bidirule|bidi/)
    expect(await kept(value, recovered)).toBe(name)
    expect(await kept(value, named)).toBe(name)
  })

  it('a phone number in full width is one', async () => {
    const sms: JsonObject = { credentials: { code: { identifier: true, via: 'sms' } } }
    expect(await kept('＋４９ ３０ ９０１８２０', sms)).toBe('+4930901820')
    expect(await kept('+49 30\u200B 901820', named)).toBe('+4930901820')
  })
})
