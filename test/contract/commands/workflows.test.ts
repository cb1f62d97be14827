import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { ssoCommand } from '../../../scripts/lib/mapper-build.mjs'
import { demoIds } from '../../emulator'
import { useSsoServer } from '../../support/runner/sso-server'
import { newSecret, production, teamOn } from '../../support/runner/team-on-server'

const { start } = useSsoServer()
const workflows = fileURLToPath(new URL('../../../docs/workflows', import.meta.url))
const [commentToken, pushToken] = ['canary-comment-token-4711', 'canary-push-token-4711']
const packageText = 'the package'
const packageSum = createHash('sha256').update(packageText).digest('hex')

interface Ran {
  readonly status: number | null
  readonly said: string
}
type Env = Record<string, string>

/** A machine of CI: a repository to clone, and programs that stand in for those of the network and of the system. */
async function machine() {
  const server = await start()
  const { change, addCustomer } = await teamOn(server)
  const { place } = server
  const path = (...names: string[]) => join(place, ...names)
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', args, { cwd: path(folder), encoding: 'utf8', env: gitEnv, stdio: 'pipe' })
  const gitEnv = {
    PATH: process.env['PATH'],
    HOME: place,
    GIT_AUTHOR_NAME: 'Kim',
    GIT_AUTHOR_EMAIL: 'kim@team.example',
    GIT_COMMITTER_NAME: 'Kim',
    GIT_COMMITTER_EMAIL: 'kim@team.example',
  }
  for (const folder of ['bin', 'temp', 'origin.git', 'seen']) mkdirSync(path(folder))
  git('origin.git', 'init', '--quiet', '--bare', '--initial-branch=main')
  git('origin.git', 'config', 'receive.advertisePushOptions', 'true')

  /** A program that notes its own command line and those of all processes of this machine before it does its work. */
  function program(name: string, script: string): void {
    const text = [
      '#!/bin/bash',
      `printf '%s\\n' "${name} $*" >> "${path('seen', 'arguments')}"`,
      // Processes of other tests run elsewhere, some of them with a key as an argument.
      'for each in /proc/[0-9]*; do',
      `  case "$(readlink "$each/cwd")" in "${place}"*) cat "$each/cmdline" >> "${path('seen', 'processes')}";; esac`,
      'done 2>/dev/null',
      script,
    ].join('\n')
    writeFileSync(path('bin', name), `${text}\n`)
    chmodSync(path('bin', name), 0o755)
  }
  program(
    'sso-workbench',
    `[ "$1" = --no-sandbox ] && shift\nexec "${process.execPath}" "${ssoCommand}" "$@"`,
  )
  program('sudo', 'exec "$@"')
  program('apt-get', 'exit 0')
  program('gh', `while [ "$1" != --body-file ]; do shift; done; cp "$2" "${path('comment.md')}"`)
  program(
    'curl',
    [
      'for each in "$@"; do case "$each" in',
      `  body@*) cp "\${each#body@}" "${path('comment.md')}"`,
      `    grep -q 'PRIVATE-TOKEN: ${commentToken.slice(0, 8)}' || exit 22; exit 0;;`,
      'esac; done',
      'while [ "$1" != --output ]; do shift; done',
      `printf '%s' '${packageText}' > "$2"`,
    ].join('\n'),
  )

  const said: string[] = []
  /** Runs a script as a machine of CI does, in a folder. */
  function bash(folder: string, script: string, env: Env): Promise<Ran> {
    return new Promise((resolve) => {
      const child = execFile(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
        {
          cwd: path(folder),
          encoding: 'utf8',
          timeout: 60_000,
          env: {
            PATH: `${path('bin')}:${process.env['PATH']}`,
            HOME: place,
            TMPDIR: path('temp'),
            ...env,
          },
        },
        (_error, stdout, stderr) => {
          said.push(stdout, stderr)
          resolve({ status: child.exitCode, said: stdout + stderr })
        },
      )
    })
  }

  let clones = 0
  const clone = (branch: string) => {
    clones += 1
    const folder = `clone-${clones}`
    git('.', 'clone', '--quiet', '--branch', branch, path('origin.git'), path(folder))
    return folder
  }

  // The folder as the server has it, and on a branch what somebody changed: five connections and a new customer.
  git('.', 'clone', '--quiet', path('origin.git'), path('own'))
  const commit = (message: string, branch: string) => {
    rmSync(path('own', 'sso'), { recursive: true, force: true })
    execFileSync('cp', ['-r', path('team'), path('own', 'sso')])
    git('own', 'add', '.')
    git('own', 'commit', '--quiet', '--message', message)
    git('own', 'push', '--quiet', 'origin', `HEAD:${branch}`)
  }
  commit('What is there', 'main')
  change(({ connections }) => {
    for (const { fields } of connections.slice(0, 5)) fields.label += ' (renamed)'
  })
  addCustomer()
  commit('Pebble goes live', 'pebble')

  /** Nothing that was said, written or started holds the key, a secret or a token. */
  function holdsNothing(): void {
    const seen = [...said, ...server.said, ...server.everyFile()].join('\n')
    expect(seen).toContain('sso-workbench')
    for (const canary of [server.key, newSecret, commentToken, pushToken]) {
      expect(seen).not.toContain(canary)
    }
  }
  const merge = () => git('own', 'push', '--quiet', 'origin', 'HEAD:main')
  const read = (name: string) => readFileSync(path(name), 'utf8')
  return { ...server, path, git, bash, clone, merge, read, said, holdsNothing }
}
type Machine = Awaited<ReturnType<typeof machine>>

const yaml = (host: string, name: string) =>
  parse(readFileSync(join(workflows, host, `${name}.yml`), 'utf8'))

/** Runs the steps of a workflow of GitHub that are scripts; those of others stand for a clone and an upload. */
async function github(ci: Machine, name: string, folder: string): Promise<Ran> {
  const known: Env = {
    'secrets.ORY_WORKSPACE_API_KEY': ci.key,
    'secrets.PEBBLE_SECRET': newSecret,
    'vars.SSO_PROJECT': production,
    'vars.SSO_PACKAGE': 'https://packages.example/sso-workbench.deb',
    'vars.SSO_PACKAGE_SHA256': packageSum,
    'vars.SSO_SECRETS': 'pebble-okta=PEBBLE_SECRET',
    'vars.SSO_ALLOW_LOCK_OUT': '',
    'github.token': commentToken,
    'github.event.pull_request.number': '7',
  }
  const valueOf = (text: string) =>
    text.replaceAll(/\$\{\{ *([^} ]+) *\}\}/g, (_all, expression: string) => {
      const value = known[expression]
      if (value === undefined) throw new Error(`Nobody says what ${expression} is`)
      return value
    })
  const envOf = (env: Env = {}): Env =>
    Object.fromEntries(Object.entries(env).map(([key, value]) => [key, valueOf(value)]))
  const [job] = Object.values<any>(yaml('github', name).jobs)
  expect(job.defaults.run.shell).toBe('bash')
  const all: Ran[] = []
  for (const { run, env, if: when } of job.steps) {
    const hasFailed = all.some(({ status }) => status !== 0)
    if (run === undefined || (hasFailed && when !== 'always()')) continue
    // A value that stands in a script itself could be a script.
    expect(run).not.toContain('${{')
    all.push(
      await ci.bash(folder, run, {
        ...envOf(job.env),
        ...envOf(env),
        API: ci.emulator.apiAddress,
        RUNNER_TEMP: ci.path('temp'),
        GITHUB_STEP_SUMMARY: ci.path('summary.md'),
      }),
    )
  }
  const failed = all.find(({ status }) => status !== 0)
  return { status: failed?.status ?? 0, said: all.map((each) => each.said).join('') }
}

/** Runs the script of a job of GitLab, after what it extends. */
function gitlab(ci: Machine, name: string, folder: string): Promise<Ran> {
  const base = yaml('gitlab', 'install')['.sso-workbench']
  const { [name]: job } = yaml('gitlab', name)
  expect(job.extends).toBe('.sso-workbench')
  const script = [...base.before_script, ...job.script].join('\n')
  return ci.bash(folder, script, {
    ...base.variables,
    API: ci.emulator.apiAddress,
    TEMP: ci.path('temp'),
    ORY_WORKSPACE_API_KEY: ci.key,
    PEBBLE_SECRET: newSecret,
    SSO_PROJECT: production,
    SSO_PACKAGE: 'https://packages.example/sso-workbench.deb',
    SSO_PACKAGE_SHA256: packageSum,
    SSO_SECRETS: 'pebble-okta=PEBBLE_SECRET',
    SSO_COMMENT_TOKEN: commentToken,
    SSO_PUSH_TOKEN: pushToken,
    CI_API_V4_URL: 'https://gitlab.example/api/v4',
    CI_PROJECT_ID: '1',
    CI_MERGE_REQUEST_IID: '7',
    CI_PROJECT_URL: ci.path('origin'),
    CI_COMMIT_BRANCH: 'main',
  })
}

it.each([
  ['GitHub', github],
  ['GitLab', gitlab],
] as const)(
  'on %s: plan in a request, apply on main, drift at night',
  async (_host, run) => {
    const ci = await machine()
    const planned = await run(ci, 'plan', ci.clone('pebble'))
    expect(planned, planned.said).toMatchObject({ status: 0 })
    expect(ci.read('comment.md')).toMatch(/^## Northwind Production: 2 new, 5 edited, 0 deleted/)
    expect(ci.writes()).toEqual([])

    ci.merge()
    const applied = await run(ci, 'apply', ci.clone('main'))
    expect(applied, applied.said).toMatchObject({ status: 0 })
    expect(applied.said).toContain('Published to Northwind Production')
    const project = JSON.stringify(ci.emulator.project(String(demoIds.northwindProduction)))
    expect(project).toContain('(renamed)')
    expect(project).toContain(newSecret)
    const after = ci.clone('main')
    expect(ci.git(after, 'log', '-1', '--format=%s')).toBe(`Record the publish to ${production}\n`)
    const [log = ''] = readdirSync(ci.path(after, 'sso', 'publishes'))
    expect(ci.read(join(after, 'sso', 'publishes', log))).toContain('Pebble goes live')

    const still = await run(ci, 'drift', after)
    expect(still, still.said).toMatchObject({ status: 0 })
    ci.emulator.edit(({ projects }) => {
      const [{ organizations }] = projects as any
      organizations[0].label = 'By a colleague'
    })
    const drifted = await run(ci, 'drift', ci.clone('main'))
    expect(drifted.status).toBe(2)
    ci.holdsNothing()
  },
  120_000,
)

it.each([
  ['GitHub', github, 'problems.sarif'],
  ['GitLab', gitlab, 'problems.xml'],
] as const)(
  'on %s: problems fail from a severity on, and stand in a report either way',
  async (_host, run, report) => {
    const ci = await machine()
    const folder = ci.clone('main')
    const file = join('sso', 'projects', readdirSync(ci.path(folder, 'sso', 'projects'))[0] ?? '')
    const found = await run(ci, 'problems', folder)
    const whole = JSON.parse(ci.read(join(folder, file)))
    expect(existsSync(ci.path(folder, report))).toBe(true)
    // One customer and its connection, of which nothing is wrong.
    const { fields, ...connection } = whole.connections.find(
      ({ id }: any) => id === 'foxglove-okta',
    )
    const organizations = whole.organizations.filter(({ id }: any) => id === fields.organization_id)
    const connections = [{ ...connection, fields }]
    const sound = { ...whole, organizations, connections, scim_clients: [] }
    writeFileSync(ci.path(folder, file), `${JSON.stringify(sound, undefined, 2)}\n`)
    const quiet = await run(ci, 'problems', folder)
    expect(quiet, ci.read(join(folder, report))).toMatchObject({ status: 0 })
    sound.connections = []
    writeFileSync(ci.path(folder, file), `${JSON.stringify(sound, undefined, 2)}\n`)
    expect((await run(ci, 'problems', folder)).status).toBe(1)
    expect(ci.read(join(folder, report))).toContain('lock-out')
    expect(found.status).toBe(1)
    ci.holdsNothing()
  },
  120_000,
)
