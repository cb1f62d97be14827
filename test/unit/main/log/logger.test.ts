import { readdirSync, readFileSync } from 'node:fs'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLogger, largestLog } from '../../../../src/main/log/logger'
import { createSecretsInUse } from '../../../../src/main/scrub/secrets-in-use'
import { redact, redactText } from '../../../../src/main/log/redact'
import { temporaryFolder } from '../../../support/services/temporary'

test.each([
  'key ory_wak_abcDEF123',
  'ory_pat_abcDEF123 and ory_apikey_abcDEF123',
  'Authorization: Bearer abcDEF123',
  '{"authorization":"Bearer abcDEF123"}',
])('%s is written without its secret', (text) => {
  expect(redactText(text)).not.toContain('abcDEF123')
})

test('members that a contract marks as secret are left out, at any depth', () => {
  // That of a check may be left out of its request.
  const deep = [{ value: 'abc', client_secret: 'abc', secret: 'abc' }]
  const input = { apiKey: 'abc', deep, name: 'kept' }
  expect(redact(input)).toEqual({
    apiKey: '[hidden]',
    deep: [{ value: '[hidden]', client_secret: '[hidden]', secret: '[hidden]' }],
    name: 'kept',
  })
})

test('writes lines that only the owner may read', async () => {
  const folder = await temporaryFolder()
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

test('the log is two files of about 1 MiB at most, the newest lines in them', async () => {
  const folder = await temporaryFolder()
  const secrets = createSecretsInUse()
  const log = createLogger({ folder, now: () => new Date(0), secrets })
  const text = 'x'.repeat(100_000)
  const lines = 35
  for (let at = 0; at < lines; at += 1) log.info(`line ${at}`, { text })
  await log.flush()
  expect((await readdir(folder)).toSorted()).toEqual(['main.log', 'main.old.log'])
  for (const name of ['main.log', 'main.old.log']) {
    expect((await stat(join(folder, name))).size).toBeLessThan(largestLog + 2 * text.length)
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  }
  expect(await readFile(join(folder, 'main.log'), 'utf8')).toContain(`line ${lines - 1}`)
  await rm(folder, { recursive: true })
})

/** Calls of the log whose message is not a text of the source: what else is logged belongs into the details. */
const madeMessages = (text: string) =>
  [...text.matchAll(/\blog\.(?:info|error)\((?!\s*'[^']*'\s*[,)]).{0,40}/g)].map(([found]) => found)

test('messages of the log are texts of the app, which a report may show', () => {
  const root = new URL('../../../../src/main/', import.meta.url)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('logger.ts'))
    .map((name) => name.replaceAll('\\', '/'))
  const texts = files.map((name) => readFileSync(new URL(name, root), 'utf8'))
  expect(texts.filter((text) => /\blog\.(?:info|error)\(/.test(text)).length).toBeGreaterThan(2)
  expect(texts.flatMap(madeMessages)).toEqual([])
  expect(madeMessages('log.info(`Read ${label}`)')).toEqual(['log.info(`Read ${label}`)'])
  expect(madeMessages("log.error('Read ' + label)")).toHaveLength(1)
})
