import { describe, expect, it } from 'vitest'
import { appError } from '../../../../../../../src/core/errors/app-error'
import type { MapperError } from '../../../../../../../src/core/mapper/engine'
import type { MapperRun } from '../../../../../../../src/core/mapper/kratos/run'
import { lintMapper } from '../../../../../../../src/core/mapper/lint/lint'
import { problemOfRun } from '../../../../../../../src/renderer/features/mappers/editor/text/problems'
import {
  identityChanges,
  resultGroups,
} from '../../../../../../../src/renderer/features/mappers/editor/result/result-rows'
import {
  failureWords,
  lastGoodWords,
} from '../../../../../../../src/renderer/features/mappers/editor/result/result-words'
import {
  basisLines,
  registrationOutlook,
  signInOutlook,
  traceLines,
  unknownOutlook,
} from '../../../../../../../src/renderer/features/mappers/editor/result/sign-in-words'

const claims = { mode: 'exact', json: '{}' } as const
const range = (line: number, column: number, endColumn: number, file = 'mapper.jsonnet') => ({
  file,
  line,
  column,
  endLine: line,
  endColumn,
})
const mappedRun = (more: Partial<MapperRun> = {}): MapperRun => ({
  mapped: {
    traits: { email: 'kim@example.com', name: { first: 'Kim' } },
    verifiedAddresses: [{ value: 'kim@example.com', via: 'email' }],
    ignored: ['identity.role'],
  },
  ...more,
})

describe('the problem of a run', () => {
  const text =
    "local claims = std.extVar('claims');\n{ identity: { traits: { g: claims.groups } } }"
  const error: MapperError = {
    code: 'mapper.runtime',
    message: 'Field does not exist: groups',
    retry: false,
    range: range(2, 28, 41),
  }
  const findings = lintMapper(text, { provider: 'google' })

  it('is told with its place, what it means, and the repair that a rule has for it', () => {
    const problem = problemOfRun({ error }, text, { text, findings })
    expect(problem && text.slice(problem.start, problem.end)).toBe('claims.groups')
    expect(problem && failureWords(problem)).toMatchObject({
      title: 'Field does not exist: groups',
      place: 'mapper.jsonnet:2:28-41',
      fix: 'Read groups from raw_claims',
    })
    expect(problem && failureWords(problem).text).toContain('raw_claims')
    expect(problem && failureWords(problem).text).toContain('error page')
  })

  it('takes no repair from findings of another text', () => {
    const problem = problemOfRun({ error }, text, { text: `${text}\n`, findings })
    expect(problem?.finding).toBeUndefined()
  })

  it('lies in the claims where the engine says so, and is none where only the schema objects', () => {
    const inClaims = { ...error, range: range(1, 2, 3, '<extvar:claims>') }
    expect(problemOfRun({ error: inClaims }, text, { text, findings })?.place).toBe('claims')
    const schema = { code: 'mapper.schema', message: 'no', retry: false } as const
    expect(problemOfRun({ error: schema }, text, { text, findings })).toBeUndefined()
  })

  it('knows the bracket in a comment behind a syntax error elsewhere', () => {
    const broken = '{\n  identity: {\n    traits: {\n    }, // ends the identity }\n}\n'
    const syntax: MapperError = {
      code: 'mapper.syntax',
      message: 'Expected , or ;',
      retry: false,
      range: range(6, 1, 1),
    }
    const found = { text: broken, findings: lintMapper(broken) }
    const problem = problemOfRun({ error: syntax }, broken, found)
    expect(problem && failureWords(problem).fix).toBe('Move the bracket out of the comment')
  })
})

describe('the last good result', () => {
  const good = { text: 'a\nb\nc', claims }
  it('says which line changed since, or that it was something else', () => {
    expect(lastGoodWords(good, { ...good, text: 'a\nb\nd' })).toContain('before line 3 changed')
    const others = { mode: 'exact', json: '{"a":1}' } as const
    expect(lastGoodWords(good, { ...good, claims: others })).toContain('other claims')
    expect(lastGoodWords(good, good)).toContain('another identity')
    expect(lastGoodWords(good, { ...good, form: { a: 1 } })).toContain('typed in the form')
  })
})

describe('the values of a result', () => {
  const sources = [
    { path: ['traits', 'email'], from: ['email'], dependsOn: ['email', 'email_verified'] },
    { path: ['traits', 'name', 'first'], from: [], dependsOn: [] },
  ]
  it('stand with their source, the schema’s word, and what is missing', () => {
    const schemaProblems = [
      { path: ['name', 'first'], message: 'must be longer', keyword: 'minLength', missing: false },
      { path: ['phone'], message: 'is required and missing', keyword: 'required', missing: true },
    ]
    const [traits, verified, ignored] = resultGroups(mappedRun({ schemaProblems }), sources, true)
    expect(traits?.rows).toMatchObject([
      { name: 'email', value: 'kim@example.com', source: 'from email, when email_verified' },
      { name: 'name.first', source: 'written in the mapper', problem: 'must be longer' },
      { name: 'phone', problem: 'is required and missing' },
    ])
    expect(verified?.rows).toMatchObject([{ name: 'email', value: 'kim@example.com' }])
    expect(ignored?.rows).toMatchObject([{ name: 'identity.role' }])
  })

  it('are not said to be written in the mapper before all claims were tried', () => {
    const [traits] = resultGroups(mappedRun(), sources)
    expect(traits?.rows.map(({ source }) => source)).toEqual([
      'from email, when email_verified',
      undefined,
    ])
  })

  it('stand beside those that were typed in the form', () => {
    const schemaProblems = [
      { path: ['phone'], message: 'is no number', keyword: 'format', missing: false },
    ]
    const form = { email: 'lee@example.com', name: { first: 'Kim' }, phone: '1' }
    const [traits] = resultGroups(mappedRun({ schemaProblems }), sources, true, form)
    expect(traits?.rows).toMatchObject([
      { name: 'email', value: 'kim@example.com', typed: 'lee@example.com' },
      { name: 'name.first', value: 'Kim' },
      {
        name: 'phone',
        value: '1',
        source: 'typed in the registration form',
        problem: 'is no number',
      },
    ])
    expect(traits?.rows[1]).not.toHaveProperty('typed')
  })

  it('of a sign-in are told as old and new', () => {
    const before = { traits: { a: 1, b: [1] }, metadata_public: {} }
    const after = { traits: { a: 2, b: [1], c: 'x' }, metadata_public: {} }
    expect(identityChanges(before, after)).toEqual([
      { name: 'traits.a', before: '1', after: '2' },
      { name: 'traits.c', after: 'x' },
    ])
  })
})

describe('the outlook', () => {
  it('at registration tells of the form, of addresses and of the error page', () => {
    expect(registrationOutlook({})[0]?.text).toContain('nobody can register')
    expect(registrationOutlook(mappedRun())[1]?.text).toContain('not checked')
    const missing = { path: ['name'], message: 'is required and missing', keyword: 'required' }
    const consequences = ['`name` is required and missing: goes back to the form for `name`']
    const schemaProblems = [{ ...missing, missing: true }]
    expect(registrationOutlook(mappedRun({ schemaProblems, consequences }))).toEqual([
      { tone: 'warning', text: `${consequences[0]}.` },
    ])
    const address = { path: ['email'], value: 'kim@example.com', signIn: true, verified: true }
    const addresses = [{ ...address, verification: 'email' }]
    const lines = registrationOutlook(mappedRun({ schemaProblems: [], addresses }))
    expect(lines.map(({ text }) => text).join(' ')).toContain('counts as verified')
  })

  it('at sign-in tells whether the mapper runs and what changes', () => {
    expect(signInOutlook(mappedRun(), 'never')[0]?.text).toContain('not run')
    expect(signInOutlook({}, 'automatic')[0]?.text).toContain('nobody can sign in')
    const identity = { traits: {}, metadata_public: {}, metadata_admin: {} }
    const signIn = { identity, changed: true, mapped: true }
    const lines = signInOutlook(mappedRun({ signIn, schemaProblems: [] }), 'automatic')
    expect(lines).toEqual([
      { tone: 'good', text: 'The identity is updated, and the person is signed in.' },
    ])
  })
})

describe('where a person ends', () => {
  const words = (lines: readonly { readonly text: string }[]) =>
    lines.map(({ text }) => text).join(' ')
  const identity = { traits: {}, metadata_public: null, metadata_admin: null }
  const form = [{ id: 4_000_001, text: 'json: no `such` thing' }]

  it('is told with the text of the error page’s record', () => {
    const ending = {
      at: 'error',
      status: 502,
      text: 'provider did not return a subject\n\tmore',
    } as const
    const run = { error: appError('mapper.runtime', 'No'), ending }
    expect(words(registrationOutlook(run))).toContain(
      'The error details say `provider did not return a subject` (502).',
    )
    expect(words(signInOutlook(run, 'automatic'))).toContain('nobody can sign in')
  })

  it('is told with the limit that the mapper exceeded, which the page does not name', () => {
    const error = appError('mapper.memory', 'The mapper used too much memory.')
    const ending = {
      at: 'error',
      status: 500,
      text: 'the mapper did not return an object',
    } as const
    for (const lines of [
      registrationOutlook({ error, ending }),
      signInOutlook({ error, ending }, 'automatic'),
    ]) {
      expect(lines.slice(1).map(({ text }) => text)).toEqual([
        'The mapper used too much memory.',
        'The error details say `the mapper did not return an object` (500).',
      ])
    }
  })

  it('is a form that cannot mend what the claims or the output have wrong', () => {
    const error = { ...appError('mapper.runtime', 'No'), form }
    const ending = { at: 'registration', messages: form } as const
    expect(registrationOutlook({ error, ending })).toEqual([
      {
        tone: 'danger',
        text: 'Ory returns to the registration form, where it cannot be fixed: `json: no ’such’ thing` (message 4000001).',
      },
    ])
    expect(words(signInOutlook({ error }, 'automatic'))).toContain('sign-in page')
    // Claims are read before anybody looks whether the mapper runs.
    expect(words(signInOutlook({ error }, 'never'))).toContain('sign-in page')
  })

  it('is told with the message beside its field, and by tone whether a person can mend it', () => {
    const missing = { path: ['name'], message: 'is required and missing', keyword: 'required' }
    const schemaProblems = [{ ...missing, missing: true }]
    const messages = [{ id: 4_000_002, field: 'traits.name', text: 'Property name is missing.' }]
    const ending = { at: 'registration', messages } as const
    const lines = registrationOutlook(mappedRun({ schemaProblems, ending, consequences: ['x'] }))
    expect(lines[1]?.text).toBe(
      'Beside `traits.name` the page says `Property name is missing.` (message 4000002).',
    )
  })

  it('comes with what is kept otherwise, and with ends that depend on others', () => {
    const kept = { ...identity, traits: { email: 'kim@example.com', name: {}, phone: '+49301' } }
    const mapped = {
      traits: { email: 'kim@example.com', phone: '+49 301' },
      verifiedAddresses: [],
      ignored: [],
    }
    const conflict = { values: ['kim@example.com'], at: 'login', id: 1_010_016, text: '' } as const
    const run = { mapped, identity: kept, schemaProblems: [], addresses: [], conflicts: [conflict] }
    const told = words(registrationOutlook(run))
    expect(told).toContain('`name` is stored as `{}`: the form adds it')
    expect(told).toContain('`phone` is stored as `+49301`.')
    expect(told).toContain('(message 1010016)')
    const signIn = { identity: kept, changed: true, mapped: true }
    const taken = { ...conflict, at: 'error', id: 409 } as const
    expect(words(signInOutlook({ ...run, signIn, conflicts: [taken] }, 'automatic'))).toContain(
      'Ory shows an error page (409)',
    )
  })

  it('names what was typed in the form, and what of the mapper it wins over', () => {
    const form = { email: 'lee@example.com', phone: '+49 301', name: { first: 'Kim', last: 'Lee' } }
    const traits = { ...form, phone: '+49301' }
    const run = mappedRun({ identity: { ...identity, traits }, schemaProblems: [] })
    const told = registrationOutlook(run, form).map(({ tone, text }) => `${tone}: ${text}`)
    expect(told).toContain(
      'warning: `email` is `lee@example.com`, as typed in the form: it overrides `kim@example.com` from the mapper.',
    )
    expect(told).toContain('neutral: `phone` is `+49301`, as typed in the form.')
    // The mapper gives the same.
    expect(told).toContain('neutral: `name.first` is `Kim`, as typed in the form.')
    expect(told.join(' ')).not.toContain('is stored as')
    // Also where the schema refuses it, and where there is no schema.
    const schemaProblems = [
      { path: ['email'], message: 'no', keyword: 'format', missing: false },
    ] as const
    for (const more of [{ schemaProblems }, {}]) {
      expect(words(registrationOutlook(mappedRun(more), form))).toContain('it overrides')
    }
    expect(words(registrationOutlook(mappedRun({ schemaProblems: [] })))).not.toContain('typed')
  })

  it('says where that is known from reading alone', () => {
    const of = (kind: string) => ({ claims: { mode: 'provider', kind, payload: {} } }) as const
    expect(basisLines(of('google'), {}, 'Google')).toEqual([
      'How Ory reads the claims of Google is known from its source, not from a run.',
    ])
    expect(basisLines(of('generic'), {}, 'Generic')).toEqual([])
    const form = { email: 'a@b.c' }
    expect(basisLines({ claims, form }, {}, '').join(' ')).toContain('typed in the form win')
    expect(basisLines({ claims }, {}, '')).toEqual([])
  })
})

describe('an outlook that nobody knows', () => {
  const stopped = { error: appError('mapper.stopped', 'Gone', { retry: true }) }
  const words = (lines: readonly { readonly text: string }[]) =>
    lines.map(({ text }) => text).join(' ')

  it('is not told as an error page of Ory where this app’s engine stopped', () => {
    for (const lines of [registrationOutlook(stopped), signInOutlook(stopped, 'automatic')]) {
      expect(words(lines)).toBe('This is unknown: The mapper engine stopped.')
    }
    const failed = { error: appError('mapper.runtime', 'No') }
    expect(words(registrationOutlook(failed))).toContain('nobody can register')
    expect(words([unknownOutlook(undefined)])).toBe('This is unknown.')
  })

  it('is that of a schema that cannot be used, or of a check that did not end', () => {
    const broken = mappedRun({ error: appError('mapper.schema', 'no type "objekt"') })
    expect(words(registrationOutlook(broken))).toContain('The identity schema itself')
    expect(words(registrationOutlook(broken))).not.toContain('signed in')
    const unended = mappedRun(stopped)
    expect(words(registrationOutlook(unended))).toContain('unknown')
    const identity = { traits: {}, metadata_public: {}, metadata_admin: {} }
    const signIn = { identity, changed: true, mapped: true }
    expect(words(signInOutlook({ ...broken, signIn }, 'automatic'))).toContain('itself')
  })

  it('says of a sign-in without update only what this run does', () => {
    expect(words(signInOutlook(mappedRun(), 'never'))).not.toContain('connection')
  })
})

it('reads the place of a traced line', () => {
  expect(traceLines('TRACE: mapper.jsonnet:3 hello there\nrest\n')).toEqual([
    { place: 'mapper.jsonnet:3', text: 'hello there' },
    { text: 'rest' },
  ])
})
