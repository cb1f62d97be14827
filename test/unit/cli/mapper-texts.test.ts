import { describe, expect, it } from 'vitest'

import { mapper, put, read, useMapperCli } from '../../support/mapping/mapper-cli'

useMapperCli()

describe('mapper fmt', () => {
  it('prints, checks and writes', async () => {
    put('ugly/a.jsonnet', '{a:1}')
    put('ugly/b.jsonnet', '{ b: 1 }\n')
    expect(await mapper('fmt', 'ugly/a.jsonnet')).toEqual({
      status: 0,
      stdout: '{ a: 1 }\n',
      stderr: '',
    })
    expect(await mapper('fmt', '--check', 'ugly')).toEqual({
      // There is something to do.
      status: 2,
      stdout: 'ugly/a.jsonnet\n',
      stderr: '',
    })
    expect((await mapper('fmt', '--write', 'ugly/*.jsonnet')).status).toBe(0)
    expect(read('ugly/a.jsonnet')).toBe('{ a: 1 }\n')
    expect((await mapper('fmt', '--check', 'ugly/**/*.jsonnet')).status).toBe(0)
    expect(await mapper('fmt', 'broken.jsonnet')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('broken.jsonnet:1:13'),
    })
    expect((await mapper('fmt', 'ugly/none.jsonnet')).status).toBe(1)
  })
})

describe('mapper lint', () => {
  it('tells, explains in JSON, and fixes', async () => {
    put(
      'lint/groups.jsonnet',
      "local claims = std.extVar('claims');\n{ identity: { traits: { groups: claims.groups } } }\n",
    )
    expect(await mapper('lint', 'lint/groups.jsonnet')).toEqual({
      status: 1,
      stdout:
        'lint/groups.jsonnet:2:33 error: “groups” is a custom claim: it is only in raw_claims [custom-claim] (--fix: Read groups from raw_claims)\n',
      stderr: '',
    })
    const { remarks } = JSON.parse((await mapper('lint', '--json', 'lint')).stdout)
    expect(remarks).toMatchObject([
      { rule: 'custom-claim', line: 2, column: 33, why: expect.stringContaining('raw_claims') },
    ])
    expect(await mapper('lint', '--fix', 'lint')).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(read('lint/groups.jsonnet')).toContain('claims.raw_claims.groups')
    expect((await mapper('lint', 'safe.jsonnet', '--provider', 'google')).status).toBe(0)
    expect(await mapper('lint', 'broken.jsonnet')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('[jsonnet]'),
    })
  })
})
