import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixtureFolder } from '../../../scripts/lib/engine/golden.mjs'

import { size } from '../../soak/size'
import { mapper, put, useMapperCli } from '../../support/mapping/mapper-cli'

useMapperCli()

describe('mapper run', () => {
  it('prints the output as the engine writes it', async () => {
    expect(await mapper('run', 'safe.jsonnet', '--claims', 'claims.json')).toEqual({
      status: 0,
      stdout:
        '{\n   "identity": {\n      "traits": {\n         "email": "a@b.c"\n      }\n   }\n}\n',
      stderr: '',
    })
  })

  it('prints an error with the file’s name as given', async () => {
    expect(await mapper('run', './fails.jsonnet', '--claims', 'claims.json')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'RUNTIME ERROR: Field does not exist: name\n\t./fails.jsonnet:2:31-56\tobject <anonymous>\n\tField "name"\t\n\tField "traits"\t\n\tField "identity"\t\n\tDuring manifestation\t\n',
    })
    const { status, stderr } = await mapper('run', 'broken.jsonnet', '--claims', 'claims.json')
    expect(status).toBe(1)
    expect(stderr).toContain('broken.jsonnet:1:13 Unexpected end of file')
  })

  it('names the memory that a mapper used up, and what Kratos says of it beside that', async () => {
    const double = 'local d(s, n) = if n == 0 then s else d(s + s, n - 1)'
    put(
      'memory.jsonnet',
      `${double}; { identity: { traits: { a: std.length(d('0123456789', 28)) } } }`,
    )
    const run = (...more: string[]) =>
      mapper('run', 'memory.jsonnet', '--claims', 'claims.json', ...more)
    expect((await run()).stderr).toMatch(
      /^The mapper used too much memory: more than 256 MB\.\nOry's error page says: .* did not return an object/,
    )
    expect(JSON.parse((await run('--json')).stdout).error).toMatchObject({
      code: 'mapper.memory',
      message: 'The mapper used too much memory: more than 256 MB.',
      text: expect.stringContaining('did not return an object'),
    })
  })

  it('takes the claims exactly, and normalises them for a kind of provider', async () => {
    put('sent.json', { iss: 'i', sub: 's', email: 'a@b.c', email_verified: 'true', groups: ['a'] })
    put('all.jsonnet', "{ identity: { traits: std.extVar('claims') } }")
    const traits = async (...more: string[]) =>
      JSON.parse((await mapper('run', 'all.jsonnet', '--claims', 'sent.json', ...more)).stdout)
        .identity.traits
    expect(await traits()).toMatchObject({ email_verified: 'true', groups: ['a'] })
    expect(await traits('--provider', 'google')).toMatchObject({
      email_verified: true,
      raw_claims: { groups: ['a'] },
    })
    expect(await traits('--provider', 'auth0')).toEqual({
      iss: 'i',
      sub: 's',
      email: 'a@b.c',
      email_verified: true,
    })
    expect(
      await mapper('run', 'all.jsonnet', '--claims', 'sent.json', '--provider', 'okta'),
    ).toMatchObject({ status: 1, stderr: expect.stringContaining('microsoft') })
  })

  it('reads claims as they were sent, and holds a token against its connection', async () => {
    const run = (name: string, ...more: string[]) =>
      mapper('run', 'safe.jsonnet', '--claims', name, '--provider', 'generic', ...more)
    put('float.json', '{ "iss": "i", "sub": "s", "updated_at": 1700000000.0 }')
    expect((await run('float.json')).stderr).toContain('cannot unmarshal number 1700000000.0')
    put('token.json', '{ "iss": "i", "sub": "s", "aud": ["other"], "email": "a@b.c" }')
    expect(await run('token.json')).toMatchObject({ status: 0 })
    expect(await run('token.json', '--issuer', 'i', '--client-id', 'other')).toMatchObject({
      status: 0,
    })
    expect(await run('token.json', '--client-id', 'app')).toMatchObject({
      status: 1,
      stderr:
        'oidc: expected audience "app" got ["other"]\n' +
        'Ory\'s registration page says: oidc: expected audience "app" got ["other"] (message 4000001)\n',
    })
    expect((await run('token.json', '--issuer', 'j')).stderr).toContain('expected "j" got "i"')
    put('list.json', '[]')
    expect((await run('list.json')).stderr).toContain('list.json is not a JSON object.')
  })

  it('refuses an output that Ory refuses', async () => {
    put('shape.jsonnet', '{ identity: { traits: [] } }')
    expect(await mapper('run', 'shape.jsonnet', '--claims', 'claims.json')).toMatchObject({
      status: 1,
      stderr:
        'OpenID Connect Jsonnet mapper did not return an object for key identity.traits. Please check your Jsonnet code!\n',
    })
  })

  it('holds the traits against a schema', async () => {
    const missing = await mapper(
      'run',
      'safe.jsonnet',
      '--claims',
      'claims.json',
      '--schema',
      'schema.json',
    )
    expect(missing.status).toBe(1)
    expect(missing.stderr).toBe(
      '`name` is required and missing: goes back to the registration form for `name`\n' +
        "Ory's registration page says: traits.name: Property name is missing. (message 4000002)\n",
    )
    const preset = (name: string) =>
      mapper('run', 'safe.jsonnet', '--claims', 'claims.json', '--schema', name)
    expect((await preset('preset://email')).status).toBe(0)
    expect((await preset('preset://username')).stderr).toContain('registration form for `username`')
    expect(await preset('preset://nobody')).toMatchObject({ status: 1, stdout: '' })
    put('identity.json', { id: 'x', traits: { name: 'Ann' } })
    const again = await mapper(
      'run',
      'safe.jsonnet',
      '--claims',
      'claims.json',
      '--schema',
      'schema.json',
      '--identity',
      'identity.json',
    )
    expect(again).toMatchObject({ status: 0, stderr: '' })
  })

  it('takes what a person typed into the form, which wins over the mapper', async () => {
    put('typed.json', { name: 'Ann', email: '' })
    const args = ['run', 'safe.jsonnet', '--claims', 'claims.json', '--schema', 'schema.json']
    const typed = await mapper(...args, '--form', 'typed.json', '--json')
    expect(JSON.parse(typed.stdout)).toMatchObject({
      ok: true,
      end: 'session',
      identity: { traits: { email: 'a@b.c', name: 'Ann' } },
    })
    const untyped = await mapper(...args, '--json')
    expect(JSON.parse(untyped.stdout)).toMatchObject({
      ok: false,
      end: 'registration',
      messages: [{ id: 4_000_002, field: 'traits.name' }],
      error: { code: 'mapper.schema' },
    })
  })

  it('says what is known from reading alone or not at all, in words and in JSON', async () => {
    put('userinfo.json', { sub: 's', email: 'a@b.c', email_verified: true })
    put('typed.json', { name: 'Ann' })
    put('iss.jsonnet', "{ identity: { traits: { email: std.extVar('claims').iss } } }")
    const run = (...more: string[]) =>
      mapper('run', 'iss.jsonnet', '--claims', 'userinfo.json', '--provider', ...more)
    const unknown = await run('generic')
    expect(unknown.stdout).toContain('https://issuer.example')
    const subject =
      'Not known: Ory refuses claims from userinfo whose sub is another than that of the ID token, which is not known here.\n'
    expect(unknown.stderr).toBe(
      subject +
        'Not known: Ory takes iss from the ID token, whose issuer is not known here: https://issuer.example is used instead.\n',
    )
    const known = await run('generic', '--issuer', 'https://sso.example')
    expect(known.stdout).toContain('"email": "https://sso.example"')
    expect(known.stderr).toBe(subject)
    expect((await run('google')).stdout).toContain('https://accounts.google.com')
    expect((await run('google')).stderr).toBe(
      'From reading: How Ory reads the claims of google is known from its source, not from a run.\n' +
        subject,
    )
    const basisOf = async (...more: string[]) => {
      const { basis = [] } = JSON.parse((await run(...more, '--json')).stdout) as {
        basis?: { about: string; known: string; text: string }[]
      }
      return basis.map(({ about, known: how }) => `${about} ${how}`)
    }
    expect(await basisOf('generic')).toEqual([
      'claims from a run',
      'subject not known',
      'issuer not known',
    ])
    expect(await basisOf('generic', '--issuer', 'https://sso.example')).toEqual([
      'claims from a run',
      'subject not known',
    ])
    put('token.json', { iss: 'https://sso.example', sub: 's', aud: 'app' })
    const ofToken = (...more: string[]) =>
      mapper('run', 'iss.jsonnet', '--claims', 'token.json', '--provider', 'generic', ...more)
    expect((await ofToken()).stderr).toContain(
      'Not known: Ory refuses a token whose aud does not hold',
    )
    expect((await ofToken('--client-id', 'app')).stderr).toBe('')
    expect((await ofToken('--client-id', 'other')).stderr).toContain('expected audience "other"')
    expect(await basisOf('google', '--form', 'typed.json')).toEqual([
      'claims from reading',
      'subject not known',
      'form from reading',
    ])
    expect(await basisOf('github')).toEqual(['claims from reading'])
    const exact = ['run', 'safe.jsonnet', '--claims', 'claims.json', '--json']
    expect(JSON.parse((await mapper(...exact)).stdout)).not.toHaveProperty('basis')
    const withSchema = await mapper(...exact, '--schema', 'preset://email')
    expect(JSON.parse(withSchema.stdout)).toMatchObject({
      basis: [{ about: 'addresses', known: 'not known' }],
    })
  })

  it('says of a sign-in without update that the mapper is not run', async () => {
    put('identity.json', { traits: { name: 'Ann' } })
    const args = ['run', 'fails.jsonnet', '--claims', 'claims.json', '--identity', 'identity.json']
    const left = await mapper(...args, '--update-on-login', 'never')
    expect(left).toMatchObject({ status: 0, stdout: '' })
    expect(left.stderr).toContain('The mapper is not run')
  })

  it('names a schema under which nobody can register, here and as a mistake of each mapper', async () => {
    const people = { type: 'array', items: { type: 'object' } }
    put('people.json', { properties: { traits: { properties: { people } } } })
    put('lookahead.json', { properties: { traits: { properties: { a: { pattern: '^(?=a)' } } } } })
    const blocked = await mapper(
      'run',
      'safe.jsonnet',
      '--claims',
      'claims.json',
      '--schema',
      'people.json',
    )
    expect(blocked.status).toBe(1)
    expect(blocked.stderr).toContain('Error in the identity schema: `people`')
    const rulesOf = async (schema: string) => {
      const { stdout } = await mapper('lint', 'safe.jsonnet', '--schema', schema, '--json')
      const { remarks } = JSON.parse(stdout) as { remarks: { rule: string; severity: string }[] }
      return remarks.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
    }
    expect(await rulesOf('people.json')).toContain('blocked-by-schema')
    expect(await rulesOf('lookahead.json')).toContain('unusable-schema')
    expect(await rulesOf('preset://basic')).toEqual([])
    put('list.json', [])
    expect(await mapper('lint', 'safe.jsonnet', '--schema', 'list.json')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('list.json is not a JSON object'),
    })
  })

  it('answers in JSON', async () => {
    const { status, stdout } = await mapper(
      'run',
      'safe.jsonnet',
      '--claims',
      'claims.json',
      '--json',
    )
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      output: { identity: { traits: { email: 'a@b.c' } } },
    })
    const failed = await mapper('run', 'fails.jsonnet', '--claims', 'claims.json', '--json')
    expect(failed.status).toBe(1)
    expect(JSON.parse(failed.stdout)).toMatchObject({
      error: { code: 'mapper.runtime', range: { line: 2, column: 31 } },
    })
  })

  it('passes traces on to stderr', async () => {
    put('trace.jsonnet', "std.trace('seen', { identity: { traits: {} } })")
    expect(await mapper('run', 'trace.jsonnet', '--claims', 'claims.json')).toMatchObject({
      status: 0,
      stderr: 'TRACE: trace.jsonnet:1 seen\n',
    })
  })

  it('says what it cannot read or understand', async () => {
    put('not.json', '{')
    expect(await mapper('run', 'safe.jsonnet', '--claims', 'none.json')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('none.json cannot be read'),
    })
    expect(await mapper('run', 'safe.jsonnet', '--claims', 'not.json')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('not.json is not JSON'),
    })
    put('deep.json', `${'{"a":'.repeat(60_000)}1${'}'.repeat(60_000)}`)
    const run = ['run', 'safe.jsonnet', '--claims', 'claims.json']
    for (const args of [
      [...run, '--form', 'deep.json'],
      ['lint', 'safe.jsonnet', '--schema', 'deep.json'],
    ]) {
      expect(await mapper(...args)).toEqual({
        status: 1,
        stdout: '',
        stderr: 'deep.json is nested deeper than 200 levels.\n',
      })
    }
    expect(await mapper('run', 'safe.jsonnet')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('--claims'),
    })
    expect(await mapper('walk')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no command “walk”'),
    })
    expect((await mapper('fmt', 'x', '--claims', 'y')).status).toBe(1)
    expect(await mapper('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('mapper run'),
    })
  })

  it('gives what native go-jsonnet gives, byte for byte, on a sample of the recorded snippets', async () => {
    const golden = JSON.parse(readFileSync(`${fixtureFolder}/golden.json`, 'utf8')) as {
      snippet: string
      output?: string
      error?: string
    }[]
    const seed = 41
    for (let at = seed; at < golden.length; at += size(141, 47)) {
      const { snippet, output, error } = golden[at]!
      put('mapper.jsonnet', snippet)
      const claims = join(fixtureFolder, 'claims.json')
      const identity = join(fixtureFolder, 'identity.json')
      const got = await mapper('run', 'mapper.jsonnet', '--claims', claims, '--identity', identity)
      expect({ snippet, stdout: got.stdout }).toEqual({ snippet, stdout: output ?? '' })
      if (error !== undefined) expect(got).toMatchObject({ status: 1, stderr: error })
    }
  })
})

describe('mapper run for SCIM', () => {
  const user = {
    userName: 'kim@example.com',
    emails: [{ value: 'kim@example.com', primary: true }],
  }
  const useUser = () => {
    put('user.json', user)
    put(
      'scim.jsonnet',
      "local scim = std.extVar('scim');\n{ identity: { traits: { email: scim.userName, active: scim.active } } }\n",
    )
  }

  it('gives the mapper the user, and says what is known from documents alone', async () => {
    useUser()
    const { status, stdout, stderr } = await mapper('run', 'scim.jsonnet', '--scim', 'user.json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout).identity.traits).toEqual({ email: 'kim@example.com', active: true })
    expect(stderr).toContain('Ory answers the identity provider with 201.')
    expect(stderr).toContain('documents alone')
    const known = await mapper(
      'run',
      'scim.jsonnet',
      '--scim',
      'user.json',
      '--identity',
      'user.json',
    )
    expect(known.stderr).toContain('with 200.')
  })

  it('takes exact input, and tells in JSON how it ends', async () => {
    useUser()
    put('exact.json', { userName: 'k', active: 'False' })
    const exact = await mapper('run', 'scim.jsonnet', '--scim', 'exact.json', '--exact', '--json')
    expect(JSON.parse(exact.stdout)).toMatchObject({
      ok: true,
      end: 'provisioned',
      status: 201,
      output: { identity: { traits: { active: 'False' } } },
    })
    put('nobody.json', {})
    const refused = await mapper('run', 'scim.jsonnet', '--scim', 'nobody.json', '--json')
    expect(refused.status).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({ ok: false, end: 'refused', status: 400 })
  })

  it('does not go with what only a sign-in has', async () => {
    useUser()
    const run = async (...more: string[]) => (await mapper('run', 'scim.jsonnet', ...more)).stderr
    expect(await run('--scim', 'user.json', '--claims', 'claims.json')).toContain(
      '--claims does not go with --scim.',
    )
    expect(await run('--scim', 'user.json', '--form', 'user.json')).toContain('--form does not go')
    expect(await run('--claims', 'claims.json', '--exact')).toContain('--exact goes with --scim.')
    expect(await run()).toContain('run needs --claims FILE or --scim FILE.')
  })

  it('is linted as one of a SCIM client', async () => {
    put('wrong.jsonnet', "{ identity: { traits: { a: std.extVar('claims').sub } } }\n")
    const { status, stdout } = await mapper('lint', 'wrong.jsonnet', '--provider', 'scim')
    expect(status).toBe(1)
    expect(stdout).toContain('[other-variable]')
    put('cases/mapper.jsonnet', "{ identity: { traits: { u: std.extVar('scim').userName } } }\n")
    put('cases/one.case.json', {
      name: 'One',
      mapper: { file: 'mapper.jsonnet' },
      mode: 'exact',
      given: 'scim',
      claims: { userName: 'kim' },
      expect: { output: { identity: { traits: { u: 'kim' } } } },
    })
    expect((await mapper('test', 'cases')).stdout).toContain('1 passed')
  })
})
