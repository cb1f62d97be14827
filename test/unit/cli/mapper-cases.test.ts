import { createHash } from 'node:crypto'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { folder, mapper, put, read, safe, useMapperCli } from '../../support/mapping/mapper-cli'

useMapperCli()

describe('mapper test', () => {
  const base = { mode: 'exact', claims: { iss: 'i', sub: 's', email: 'a@b.c' } }

  it('reads no file outside the folder of the case', async () => {
    // A case comes with a repository or an e-mail; what it fails with is printed, and may be published.
    const secret = 'do-not-print'
    const ways = [
      '../outside.jsonnet',
      join(folder, 'outside.jsonnet'),
      'below/../../outside.jsonnet',
      'link.jsonnet',
      'linked/outside.jsonnet',
      '../confined-too/outside.jsonnet',
      '..\\outside.jsonnet',
      'C:\\outside.jsonnet',
    ]
    const outside = `error '${secret}'`
    put('outside.jsonnet', outside)
    put('confined-too/outside.jsonnet', outside)
    put('confined/below/own.jsonnet', safe)
    symlinkSync('../outside.jsonnet', join(folder, 'confined/link.jsonnet'))
    symlinkSync('below/own.jsonnet', join(folder, 'confined/own-link.jsonnet'))
    symlinkSync('..', join(folder, 'confined/linked'))
    const own = {
      ...base,
      mapper: { file: './below/own.jsonnet' },
      expect: { output: { identity: { traits: {} } } },
    }
    for (const [at, file] of ways.entries()) {
      put(`confined/m${at}.case.json`, { ...own, name: `mapper ${file}`, mapper: { file } })
      put(`confined/s${at}.case.json`, { ...own, name: `schema ${file}`, schema: { file } })
    }
    put('confined/own.case.json', { ...own, name: 'own' })
    const file = 'own-link.jsonnet'
    put('confined/own-link.case.json', { ...own, name: 'own link', mapper: { file } })
    const { status, stdout, stderr } = await mapper('test', 'confined', '--json')
    expect(status).toBe(1)
    expect(stdout + stderr).not.toContain(secret)
    const { cases } = JSON.parse(stdout)
    const refused = cases.filter(({ problem = '' }: { problem?: string }) =>
      problem.includes('A case reads files of its own folder only'),
    )
    expect(refused.map(({ name }: { name: string }) => name).toSorted()).toEqual(
      ways.flatMap((way) => [`mapper ${way}`, `schema ${way}`]).toSorted(),
    )
    const passed = cases.filter(({ pass }: { pass: boolean }) => pass)
    expect(passed.map(({ name }: { name: string }) => name).toSorted()).toEqual(['own', 'own link'])
  })

  it('runs the cases of a folder and says what differs', async () => {
    put('cases/safe.jsonnet', safe)
    put('cases/schema.json', read('schema.json'))
    const sha512 = createHash('sha512').update(safe).digest('hex')
    const empty = { output: { identity: { traits: {} } } }
    put('cases/one.case.json', {
      ...base,
      name: 'not verified',
      mapper: { file: 'safe.jsonnet' },
      expect: empty,
    })
    put('cases/deep/two.case.json', { ...base, name: 'by hash', mapper: { sha512 }, expect: empty })
    put('cases/three.case.json', {
      name: 'back to the form',
      mapper: { file: 'safe.jsonnet' },
      mode: { provider: 'google' },
      claims: { iss: 'i', sub: 's' },
      schema: { file: 'schema.json' },
      expect: { error: 'goes back to the registration form for `email`' },
    })
    put('cases/typed.case.json', {
      name: 'typed in the form',
      mapper: { file: 'safe.jsonnet' },
      mode: { provider: 'google' },
      claims: { iss: 'i', sub: 's' },
      form: { email: 'lee@example.com', name: 'Lee' },
      schema: { file: 'schema.json' },
      expect: empty,
    })
    put('cases/iss.jsonnet', "{ identity: { traits: { iss: std.extVar('claims').iss } } }")
    put('cases/issuer.case.json', {
      name: 'the issuer of the ID token',
      mapper: { file: 'iss.jsonnet' },
      mode: { provider: 'generic' },
      claims: { sub: 's' },
      issuer: 'https://sso.example',
      expect: { output: { identity: { traits: { iss: 'https://sso.example' } } } },
    })
    expect(await mapper('test', 'cases')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/\n5 passed, 0 failed\n$/),
    })

    put('cases/four.case.json', {
      ...base,
      name: 'wrong',
      mapper: { file: 'safe.jsonnet' },
      expect: { partial: { identity: { traits: { email: 'a@b.c' } } } },
    })
    put('cases/five.case.json', '{ "name": 5 }')
    const failed = await mapper('test', 'cases')
    expect(failed.status).toBe(1)
    expect(failed.stdout).toContain(
      'FAIL wrong (cases/four.case.json)\n     identity.traits.email: expected "a@b.c"\n     identity.traits.email: got      nothing\n',
    )
    expect(failed.stdout).toMatch(/\n5 passed, 2 failed\n$/)
    expect(JSON.parse((await mapper('test', 'cases', '--json')).stdout)).toMatchObject({
      passed: 5,
      failed: 2,
    })
    expect((await mapper('test', 'cases/one.case.json')).status).toBe(0)
  })

  it('a folder without cases is a failure', async () => {
    put('no-cases/a.jsonnet', '{ a: 1 }\n')
    expect(await mapper('test', 'no-cases')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('There is no *.case.json'),
    })
  })
})
