import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What may stand in the named files of `src` only, and what could happen elsewhere. */
const dangerous: readonly {
  readonly call: RegExp
  readonly why: string
  readonly allowed: readonly string[]
}[] = [
  {
    call: /\bopenExternal\b/,
    why: 'opens any program with an address',
    allowed: ['src/main/app/open-link.ts'],
  },
  {
    call: /\bexposeInMainWorld\b/,
    why: 'gives functions to pages',
    allowed: ['src/preload/index.ts'],
  },
  {
    call: /\bipcMain\b/,
    why: 'answers pages without asking who they are',
    allowed: ['src/main/ipc/attach-router.ts'],
  },
  {
    call: /\bnew BrowserWindow\(|\bnew WebContentsView\(/,
    why: 'needs the preferences of the others',
    allowed: [
      'src/main/app/window.ts',
      'src/main/app/sign-in-window.ts',
      'src/main/app/refusal-window.ts',
    ],
  },
  {
    call: /\bv-html\b|\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b|\bDOMParser\b/,
    why: 'makes markup of a text',
    allowed: [],
  },
  {
    call: /\beval\(|\bnew Function\(|\bexecuteJavaScript\b|\binsertCSS\b/,
    why: 'makes a program of a text',
    allowed: [],
  },
  {
    call: /\bcrashReporter\b|\bcontentTracing\b|\bnetLog\b/,
    why: 'sends or writes what nobody asked for',
    allowed: [],
  },
  {
    call: /\bautoUpdater\b/,
    why: 'downloads a program, which only a person may ask for',
    allowed: ['src/main/app/install-update.ts'],
  },
  {
    call: /\brejectUnauthorized(?!: true\b)|\bsetCertificateVerifyProc\b|['"]certificate-error['"]/,
    why: 'trusts other certificates',
    allowed: [],
  },
  {
    call: /\b(?:window|webContents)\.loadFile\(|\bloadURL\(['"`]file:/,
    why: 'shows files as pages',
    allowed: [],
  },
  {
    call: /\b(?:nodeIntegration\w*|webviewTag|experimentalFeatures|allowRunningInsecureContent): true\b/,
    why: 'opens a window to what it shows',
    allowed: [],
  },
  {
    call: /\b(?:sandbox|contextIsolation|webSecurity): false\b|\benableBlinkFeatures\b/,
    why: 'opens a window to what it shows',
    allowed: [],
  },
  {
    call: /\bdevTools: (?!false\b|!app\.isPackaged)\S+/,
    why: 'has developer tools in the packaged app',
    allowed: [],
  },
  {
    call: /\bsafeStorage\b|\bcreateCipheriv\b/,
    why: 'is a second place for secrets',
    allowed: [],
  },
]

/** What a text of a file has that it must not. */
function found(file: string, text: string): string[] {
  return dangerous.flatMap(({ call, why, allowed }) => {
    const [match] = call.exec(text) ?? []
    return match === undefined || allowed.includes(file) ? [] : [`${file}: ${match} ${why}`]
  })
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => join('src', name).replaceAll('\\', '/'))
  .filter((name) => /\.(?:ts|vue|html)$/.test(name))

const read = (file: string) => readFileSync(join(root, file), 'utf8')

test('what is dangerous stands only where it is guarded', () => {
  expect(files.length).toBeGreaterThan(900)
  expect(files.flatMap((file) => found(file, read(file)))).toEqual([])
})

test('each place that is allowed has what it is allowed', () => {
  for (const { call, allowed } of dangerous) {
    for (const file of allowed) expect(call.test(read(file)), file).toBe(true)
  }
})

test.each([
  ['src/main/services/x.ts', 'void shell.openExternal(url)', 'openExternal opens any program'],
  ['src/renderer/X.vue', '<p v-html="text" />', 'v-html makes markup'],
  ['src/main/app/x.ts', 'devTools: true,', 'devTools: true, has developer tools'],
  ['src/main/app/x.ts', 'sandbox: false,', 'sandbox: false opens a window'],
  ['src/main/index.ts', 'crashReporter.start({})', 'crashReporter sends'],
])('in %s %s is found', (file, text, message) => {
  expect(found(file, text)).toEqual([expect.stringContaining(message)])
})
