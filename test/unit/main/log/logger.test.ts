import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLogger } from '../../../../src/main/log/logger'
import { createSecretsInUse } from '../../../../src/main/scrub/secrets-in-use'
import { redact, redactText } from '../../../../src/main/log/redact'

test.each([
  'key ory_wak_abcDEF123',
  'ory_pat_abcDEF123 and ory_apikey_abcDEF123',
  'Authorization: Bearer abcDEF123',
  '{"authorization":"Bearer abcDEF123"}',
])('%s is written without its secret', (text) => {
  expect(redactText(text)).not.toContain('abcDEF123')
})

test('members that a contract marks as secret are left out, at any depth', () => {
  const input = { apiKey: 'abc', deep: [{ value: 'abc', client_secret: 'abc' }], name: 'kept' }
  expect(redact(input)).toEqual({
    apiKey: '[hidden]',
    deep: [{ value: '[hidden]', client_secret: '[hidden]' }],
    name: 'kept',
  })
})

test('writes lines that only the owner may read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sso-workbench-'))
  const secrets = createSecretsInUse()
  const log = createLogger({ folder: join(folder, 'logs'), now: () => new Date(0), secrets })
  log.info('one', { apiKey: 'ory_wak_canary' })
  log.error('two ory_wak_canary')
  await log.flush()
  const file = join(folder, 'logs/main.log')
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    { at: '1970-01-01T00:00:00.000Z', level: 'info', message: 'one', apiKey: '[hidden]' },
    { at: '1970-01-01T00:00:00.000Z', level: 'error', message: 'two [hidden]' },
  ])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await rm(folder, { recursive: true })
})
