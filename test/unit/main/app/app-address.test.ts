import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAppAddress, pathSegments } from '../../../../src/main/app/app-address'
import { createAppResponses, contentSecurityPolicy } from '../../../../src/main/app/app-responses'

test.each([
  ['app://workbench', ['index.html']],
  ['app://workbench/', ['index.html']],
  ['app://workbench/index.html?x=1#there', ['index.html']],
  ['app://workbench/assets/index-a1.js', ['assets', 'index-a1.js']],
  ['app://workbench/assets/a%20b.css', ['assets', 'a b.css']],
])('%s is a file', (address, segments) => {
  expect(pathSegments(address)).toEqual(segments)
})

test.each([
  'app://workbench/../secret.html',
  'app://workbench/assets/../../secret.html',
  'app://workbench/..%2fsecret.html',
  'app://workbench/%2e%2e/secret.html',
  'app://workbench/..%5csecret.html',
  'app://workbench/..\\secret.html',
  'app://workbench/index.html%00.js',
  'app://workbench/%E0%A4%A',
  'app://workbench//etc/passwd.html',
  'app://workbench/.hidden.html',
  'app://workbench/C:/secret.html',
  'app://other/index.html',
  'app://workbench@other/index.html',
  'app://user@workbench/index.html',
  'app://workbench.example/index.html',
  'https://workbench/index.html',
  'file:///index.html',
  '',
])('%s is none', (address) => {
  expect(pathSegments(address)).toBeUndefined()
})

test.each([
  ['app://workbench/index.html', true],
  ['app://workbench:80/index.html', false],
  ['app://workbench.example.com', false],
  ['https://example.com/app://workbench', false],
  ['about:blank', false],
  ['javascript:alert(1)', false],
])('%s is of the app: %s', (address, expected) => {
  expect(isAppAddress(address)).toBe(expected)
})

describe('responses', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sso-workbench-'))
    await mkdir(join(folder, 'root/assets'), { recursive: true })
    await writeFile(join(folder, 'root/index.html'), '<p>start</p>')
    await writeFile(join(folder, 'root/assets/a.js'), 'a')
    await writeFile(join(folder, 'root/assets/a.exe'), 'a')
    await writeFile(join(folder, 'secret.html'), 'secret')
    await symlink(join(folder, 'secret.html'), join(folder, 'root/link.html'))
    await symlink(folder, join(folder, 'root/out'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const get = (path: string, method = 'GET') =>
    createAppResponses(join(folder, 'root'))({ method, url: `app://workbench${path}` })

  test('files come with their type and the policy', async () => {
    const response = get('/')
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<p>start</p>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const script = get('/assets/a.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  test.each(['/link.html', '/out/secret.html', '/assets', '/none.html', '/assets/a.exe'])(
    '%s is not found',
    (path) => {
      const response = get(path)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    },
  )

  test('only GET is answered', () => {
    expect(get('/', 'POST').status).toBe(404)
  })
})

test('the policy lets in nothing but the app itself', () => {
  const directives = new Map(
    contentSecurityPolicy.split('; ').map((item) => {
      const [name = '', ...values] = item.split(' ')
      return [name, values.join(' ')] as const
    }),
  )
  expect(directives.get('default-src')).toBe("'none'")
  expect(directives.get('script-src')).toBe("'self'")
  expect(directives.get('object-src')).toBe("'none'")
  expect(directives.get('base-uri')).toBe("'none'")
  expect(directives.get('form-action')).toBe("'none'")
  expect(directives.get('frame-ancestors')).toBe("'none'")
  expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*/)
})
