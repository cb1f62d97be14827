import { readdir } from 'node:fs/promises'
import { beforeEach, expect, it } from 'vitest'
import { publishCommands, type Tool } from '../../../src/core/publish/commands/commands'
import type { Edit } from '../../../src/core/draft/edits'
import { planPublish } from '../../../src/core/publish/publish-plan'
import { demoIds } from '../../emulator'
import { draftOf, startBench } from '../../support/services/main-services'
import { startGateway } from './gateway'
import { cliFolder } from './real-cli'
import { missingPrograms, shellsHere } from './run'
import { temporaryFolder } from '../../support/services/temporary'
import { fieldEdit } from '../../support/states/field-edit'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('terminal.py', import.meta.url))

/** How each shell is started so that it reads no file of the person's, with keys as it has them. */
const interactive: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash', '--norc', '--noprofile', '-i'],
  dash: ['dash', '-i'],
  zsh: ['zsh', '-f', '-i'],
}

/** An interactive shell in a terminal of its own. */
function openTerminal(shell: string, env: Readonly<Record<string, string>>, cwd: string) {
  const child = spawn('python3', [program, ...(interactive[shell] ?? [shell, '-i'])], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', COLUMNS: '200', ...env },
  })
  let shown = ''
  const watchers = new Set<() => void>()
  const told = (chunk: Buffer) => {
    shown += chunk.toString('latin1')
    for (const watch of watchers) watch()
  }
  child.stdout.on('data', told)
  child.stderr.on('data', told)
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return {
    shown: () => shown,
    type: (text: string) => void child.stdin.write(text),
    /** Waits until a text stands on the screen, after what was there before. */
    async until(text: string | RegExp, from = 0): Promise<number> {
      const at = () => {
        const rest = shown.slice(from)
        if (typeof text === 'string') return rest.indexOf(text)
        return rest.search(text)
      }
      if (at() < 0) {
        await new Promise<void>((resolve, reject) => {
          const watch = () => {
            if (at() < 0) return
            watchers.delete(watch)
            resolve()
          }
          watchers.add(watch)
          void ended.then(() => reject(new Error(`It ended: ${shown.slice(-2000)}`)))
        })
      }
      return from + at()
    },
    ended,
    close: () => void child.kill('SIGKILL'),
  }
}

const cli = cliFolder()
const missing = missingPrograms(['python3', 'curl', 'jq'])
const skipped = missing.length > 0 || shellsHere.length === 0
if (skipped) console.log(`Skipped: nothing was pasted, there is no ${missing.join(', ')}`)
if (!shellsHere.includes('zsh')) console.log('Skipped for zsh, which is not installed')
const tool: Tool = cli === undefined ? 'curl' : 'Ory CLI'

const project = demoIds.northwindStaging
const organization = 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000001'
const reference = '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001'

/** Keys that run, cut or end what is being typed, each followed by a command. */
const keys = [
  ...Array.from({ length: 32 }, (_item, code) => String.fromCharCode(code + 1)),
  '\u007f'.repeat(300),
  ...Array.from({ length: 32 }, (_item, code) => String.fromCharCode(0x80 + code)),
  // The end of what a terminal pastes, the start of it, and the keys that edit in another program.
  '\u001b[201~',
  '\u001b[200~',
  '\u0018\u0005',
  '\u0015',
  '\u0003',
  '\u0004',
  '\u2028',
  '\u202e',
  '\u2066',
]
const command = `touch ran`
const label = `${keys.map((key) => `${key}${command}${key}`).join('')}\`${command}\` $(${command}) !touch '"`
// Longer than what a terminal without line editing takes as one line.
const long = `${'\'"x`touch ran`'.repeat(400)} !$ Ê Ç`

const edits: readonly Edit[] = [
  {
    kind: 'create-organization',
    key: organization,
    // Ê and Ç hold bytes that are control characters in a locale that is not UTF-8.
    fields: { label: `Ê;${command};Ç !touch 'x' "y"`, domains: ['made.example'] },
  },
  {
    kind: 'create-connection',
    key: 'new:0b5a8f0e-2f8e-4f0e-9c52-000000000011',
    protocol: 'oidc',
    fields: {
      id: 'made',
      label,
      provider: 'generic',
      organization_id: organization,
      client_id: long,
      client_secret: { $secret: reference },
      issuer_url: 'https://id.customer.example',
      mapper_url: `base64://${'QQ'.repeat(3_000)}`,
      scope: ['openid'],
    },
  },
  fieldEdit({ kind: 'organization', key: '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8' }, 'label', label),
]

let folder = ''
beforeEach(async () => {
  folder = await temporaryFolder()
})

const locales = { C: 'C', 'UTF-8': 'C.UTF-8' }

for (const shell of shellsHere) {
  for (const [about, locale] of Object.entries(locales)) {
    for (const bracketed of shell === 'dash' ? [false] : [false, true]) {
      const way = `${bracketed ? 'as a bracket' : 'key by key'} in ${about}`
      it.skipIf(skipped)(
        `${shell} runs nothing of a label that is pasted ${way}`,
        async () => {
          const { emulator, apiKey, ...bench } = await startBench()
          await bench.projects.putSecret(project, reference, `${label} secret`)
          const made = await draftOf({ emulator, apiKey, ...bench }, project, edits)
          const plan = planPublish(made.snapshot, made.draft.intents)
          const apiAddress = 'https://api.console.ory.com'
          const script = publishCommands({ snapshot: made.snapshot, plan, apiAddress }, tool)
          emulator.clearRequests()
          const { env } = await startGateway('api.console.ory.com', emulator.apiAddress)
          const terminal = openTerminal(
            shell,
            {
              ...env,
              PATH: `${cli ?? ''}:${process.env['PATH'] ?? ''}`,
              HOME: folder,
              TMPDIR: folder,
              LC_ALL: locale,
              ORY_WORKSPACE_API_KEY: apiKey,
              MADE_CLIENT_SECRET: 'secret',
            },
            folder,
          )
          try {
            await terminal.until(bracketed ? '\u001b[?2004h' : /[#$%] /)
            // Nothing that is typed afterwards looks as what it prints.
            const lines = script.text.replaceAll('\n', '\r')
            terminal.type(bracketed ? `\u001b[200~${lines}\u001b[201~\r` : lines)
            terminal.type(`echo over "$?" en''ded\r`)
            await terminal.until('over 0 ended').catch((error: unknown) => {
              throw new Error(`${String(error)}: ${terminal.shown().slice(-3_000)}`)
            })
            terminal.type('exit\r')
            await terminal.ended
          } finally {
            terminal.close()
          }
          expect((await readdir(folder)).filter((name) => !name.startsWith('.'))).toEqual([])
          const state = emulator.state().projects.find(({ id }) => id === project)
          const shown = JSON.stringify(state)
          expect(shown).toContain(JSON.stringify(label))
          expect(shown).toContain(JSON.stringify(long))
          expect(shown).toContain(JSON.stringify(`Ê;${command};Ç !touch 'x' "y"`))
          // A shell draws what is pasted anew with every key.
        },
        120_000,
      )
    }
  }
}
