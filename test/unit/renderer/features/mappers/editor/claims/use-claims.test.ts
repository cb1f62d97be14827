import { describe, expect, it } from 'vitest'
import { effectScope, ref } from 'vue'
import type { MapperCase } from '../../../../../../../src/core/mapper/cases/case'
import { setOfCase } from '../../../../../../../src/renderer/features/mappers/editor/claims/use-samples'
import {
  useClaims,
  type ClaimsSet,
} from '../../../../../../../src/renderer/features/mappers/editor/claims/use-claims'

const payload = {
  iss: 'https://accounts.google.com',
  sub: '1',
  email: 'kim@example.com',
  email_verified: false,
  groups: ['a'],
}
const sample: ClaimsSet = { id: 's', name: 'A sample', mode: 'provider', claims: payload }

const registration: MapperCase = {
  name: 'A registration',
  mapper: { file: 'mapper.jsonnet' },
  mode: { provider: 'google' },
  claims: payload,
  expect: { output: {} },
}

function start() {
  const kind = ref('google')
  const scope = effectScope()
  const claims = scope.run(() =>
    useClaims(
      () => kind.value,
      () => 'never',
      () => ({
        issuer: 'https://accounts.google.com',
        clientId: 'app',
        connectionIssuer: 'https://sso.example',
      }),
      () => undefined,
    ),
  )
  if (!claims) throw new Error('The scope ended')
  return { claims, kind }
}

describe('the claims of a session', () => {
  it('are nothing to run until some are chosen', () => {
    const { claims } = start()
    expect(claims.input.value).toBeUndefined()
    claims.choose(sample)
    const json = JSON.stringify(payload, null, 2)
    expect(claims.input.value).toEqual({
      mode: 'provider',
      kind: 'google',
      payload,
      json,
      connectionIssuer: 'https://sso.example',
    })
    claims.text.value = '{ "updated_at": 1.0 }'
    expect(claims.input.value).toMatchObject({ json: '{ "updated_at": 1.0 }' })
    expect(claims.normalised.value).toMatchObject({ ok: false })
  })

  it('of one’s own are held against the connection, and tried all the same', () => {
    const { claims } = start()
    const own = (changed: object) =>
      claims.choose({
        id: 'own',
        name: 'Own',
        mode: 'provider',
        claims: { iss: 'https://accounts.google.com', sub: '1', ...changed },
      })
    own({ aud: ['other', 'app'] })
    expect(claims.foreign.value).toBeUndefined()
    own({ aud: 'other' })
    expect(claims.foreign.value).toBe('oidc: expected audience "app" got ["other"]')
    own({ iss: 'https://elsewhere.example' })
    expect(claims.foreign.value).toContain('issued by a different provider')
    expect(claims.normalised.value).toMatchObject({ ok: true })
    claims.setMode('exact')
    expect(claims.foreign.value).toBeUndefined()
    claims.choose({
      ...sample,
      kind: 'google',
      claims: { ...payload, iss: 'https://elsewhere.example' },
    })
    expect(claims.foreign.value).toBeUndefined()
  })

  it('are normalised as Ory does, with what it leaves out', () => {
    const { claims } = start()
    claims.choose(sample)
    expect(claims.mapperClaims.value).toMatchObject({
      email: 'kim@example.com',
      raw_claims: payload,
    })
    expect(claims.mapperClaims.value).not.toHaveProperty('email_verified')
    const { value } = claims.normalised
    expect(value?.ok && value.value.dropped).toEqual([
      { name: 'email_verified', why: 'empty' },
      { name: 'groups', why: 'raw' },
    ])
  })

  it('become exact ones and come back as they were', () => {
    const { claims } = start()
    claims.choose(sample)
    const sent = claims.text.value
    claims.setMode('exact')
    expect(JSON.parse(claims.text.value)).toHaveProperty('raw_claims.groups')
    expect(claims.input.value).toMatchObject({ mode: 'exact' })
    claims.setMode('provider')
    expect(claims.text.value).toBe(sent)
  })

  it('that were changed as exact ones are not thrown away on the way back', () => {
    const { claims } = start()
    claims.choose(sample)
    claims.setMode('exact')
    claims.text.value = '{"iss":"https://a.example","sub":"2","raw_claims":{"sub":"2","x":1}}'
    claims.setMode('provider')
    expect(JSON.parse(claims.text.value)).toEqual({
      iss: 'https://a.example',
      sub: '2',
      x: 1,
    })
  })

  it('say what is wrong with them, and are then nothing to run', () => {
    const { claims } = start()
    claims.choose(sample)
    for (const text of ['{', '[1]', '']) {
      claims.text.value = text
      expect(claims.parsed.value.ok).toBe(false)
      expect(claims.input.value).toBeUndefined()
    }
  })

  it('keep the kind of a sample that another provider sends', () => {
    const { claims } = start()
    claims.choose({ ...sample, kind: 'github', claims: { id: 5 } })
    expect(claims.kind.value).toBe('github')
    expect(claims.mapperClaims.value).toMatchObject({ sub: '5' })
  })
})

describe('the issuer of claims that have none', () => {
  const fromUserInfo = { ...sample, claims: { sub: '1' } }

  it('is that of the connection, but for the claims of another kind of provider', () => {
    const { claims, kind } = start()
    kind.value = 'generic'
    claims.choose(fromUserInfo)
    expect(claims.mapperClaims.value).toMatchObject({ iss: 'https://sso.example' })
    expect(claims.input.value).toMatchObject({ connectionIssuer: 'https://sso.example' })
    claims.choose({ ...fromUserInfo, kind: 'gitlab' })
    expect(claims.mapperClaims.value).toMatchObject({ iss: 'https://gitlab.com' })
    expect(claims.input.value).not.toHaveProperty('connectionIssuer')
  })

  it('is what a saved case says', () => {
    const { claims } = start()
    const issuer = 'https://other.example'
    const mode = { provider: 'generic' }
    claims.choose(setOfCase('one', { ...registration, mode, claims: { sub: '1' }, issuer }))
    expect(claims.mapperClaims.value).toMatchObject({ iss: issuer })
  })
})

describe('what is typed in the registration form', () => {
  it('are the values that are not empty, and words for what is no JSON', () => {
    const { typed } = start().claims
    expect(typed.form.value).toBeUndefined()
    typed.text.value = '{ "email": "", "name": { "first": "", "last": "Lee" }, "a": {} }'
    expect(typed.form.value).toEqual({ name: { last: 'Lee' }, a: {} })
    expect(typed.names.value).toEqual(['name.last'])
    typed.text.value = '{ "email": "", "name": { "first": "" } }'
    expect(typed.form.value).toBeUndefined()
    for (const text of ['{ "email": ', '[]']) {
      typed.text.value = text
      expect(typed.form.value).toBeUndefined()
      expect(typed.problem.value).toContain('Not used')
    }
  })

  it('comes and goes with saved cases, and stays beside a sample', () => {
    const { claims } = start()
    claims.typed.put({ email: 'a' })
    claims.choose(sample)
    expect(claims.typed.form.value).toEqual({ email: 'a' })
    claims.choose(setOfCase('one', registration))
    expect(claims.typed.text.value).toBe('')
    claims.choose(setOfCase('two', { ...registration, form: { email: 'b' } }))
    expect(claims.typed.form.value).toEqual({ email: 'b' })
  })
})

describe('the identity that signs in', () => {
  it('is absent where nothing is typed, and its parts must be objects', () => {
    const { claims } = start()
    expect(claims.identity.value).toBeUndefined()
    claims.putIdentity('{"traits":{"email":"a"},"other":1}')
    expect(claims.identity.value).toEqual({ traits: { email: 'a' } })
    claims.putIdentity('{"traits":[]}')
    expect(claims.identityProblem.value).toContain('traits')
    expect(claims.identity.value).toBeUndefined()
  })

  it('comes from a saved case together with how it is updated', () => {
    const { claims } = start()
    expect(claims.updateOnLogin.value).toBe('never')
    const identity = { traits: { email: 'a' } }
    claims.choose({ ...sample, identity, updateOnLogin: 'automatic' })
    expect(claims.identity.value).toEqual(identity)
    expect(claims.updateOnLogin.value).toBe('automatic')
    claims.choose(sample)
    expect(claims.updateOnLogin.value).toBe('never')
  })
  it('goes when a saved case is opened that has none, and stays beside a sample', () => {
    const { claims } = start()
    claims.putIdentity('{"traits":{"email":"a"}}')
    claims.choose(sample)
    expect(claims.identity.value).toEqual({ traits: { email: 'a' } })
    claims.choose(setOfCase('one', registration))
    expect(claims.identityText.value).toBe('')
    expect(claims.identity.value).toBeUndefined()
    claims.choose(setOfCase('two', { ...registration, identity: { traits: { email: 'b' } } }))
    expect(claims.identity.value).toEqual({ traits: { email: 'b' } })
  })
})

it('the schema that a case keeps comes with it and goes with the next claims', () => {
  const { claims, kind } = start()
  const schema = { type: 'object' }
  claims.choose(setOfCase('one', { ...registration, schema }))
  expect(claims.schema.value).toEqual(schema)
  claims.choose(sample)
  expect(claims.schema.value).toBeUndefined()
  // A file beside the case is nothing that the mapper editor can read.
  claims.choose(setOfCase('one', { ...registration, schema: { file: 'a.schema.json' } }))
  expect(claims.schema.value).toBeUndefined()
  claims.choose(setOfCase('one', { ...registration, schema }))
  kind.value = 'microsoft'
  return Promise.resolve().then(() => expect(claims.schema.value).toBeUndefined())
})
