import { expect, it } from 'vitest'
import { CommandError } from '../../../src/cli/command-error'
import { useSsoServer } from '../../support/runner/sso-server'
import { production, projectFile, teamOn } from '../../support/runner/team-on-server'

const { start } = useSsoServer()

/**
 * A name that recolours and overwrites what a terminal shows, turns its direction, begins lines of its own, and has
 * commands that the runners of CI obey; links stand in messages of SARIF.
 */
const name =
  'Evil \u001b[31m\u009b2K\u007f\u202e\u200b\u2028\r\n::error::x\n  ::stop-commands::y\n##[add-path]z [click](https://evil.example)'

/** What of an output a terminal or a runner of CI would obey. */
const obeyed = (text: string) => [
  ...(text.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu) ?? []),
  ...(text.match(/^[^\S\n]*::/gm) ?? []),
  ...(text.match(/##\[/g) ?? []),
]

const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(texts)
      : []

it('a command line does nothing that a name of others says, in any command and form', async () => {
  const server = await start()
  const { rename, lockOut, change, plan } = await teamOn(server)
  server.emulator.edit(({ projects }) => {
    for (const each of projects as any[]) {
      each.name = each.name === production ? name : `${name} of another`
      for (const one of each.organizations.slice(-1)) one.label = `${name} on the server`
    }
  })
  rename(name)
  lockOut()
  change((file) => {
    file.organizations.at(-1).fields.label = name
    file.connections[0].fields.label = name
  })
  const own = ['--project', 'brave-lovelace-7k2m9x4q1d']
  const ran = {
    plan: await server.sso('plan', 'team', ...own, '--out', 'plan.json'),
    planMarkdown: await server.sso('plan', 'team', ...own, '--format', 'markdown'),
    planJson: await server.sso('plan', 'team', ...own, '--json'),
    drift: await server.sso('drift', 'team', ...own),
    driftJson: await server.sso('drift', 'team', ...own, '--json'),
    pull: await server.sso('pull', 'team', ...own),
    apply: await server.sso('apply', 'plan.json', ...own),
    applyNamed: await server.sso('apply', 'plan.json', ...own, '--production', 'another'),
    unknown: await plan(),
    problems: await server.run(['problems', 'team']),
    problemsJson: await server.run(['problems', 'team', '--json']),
    sarif: await server.run(['problems', 'team', '--format', 'sarif']),
    who: await server.run(['who', 'a@copperline.example', 'team']),
    whoJson: await server.run(['who', 'a@copperline.example', 'team', '--json']),
    check: await server.run(['team', 'check', 'team']),
    checkJson: await server.run(['team', 'check', 'team', '--json']),
  }
  // Somebody else changes what it changes: the new plan is printed.
  server.emulator.edit(({ projects }) => {
    for (const each of projects as any[]) {
      for (const one of each.organizations) {
        if (one.label.startsWith('Tidewater')) one.label = `${name} of a colleague`
      }
    }
  })
  const moved = {
    apply: await server.sso('apply', 'plan.json', ...own),
    applyJson: await server.sso('apply', 'plan.json', ...own, '--json'),
  }
  server.put(projectFile, `{"format":${JSON.stringify(name)}}`)
  const odd = {
    plan: await server.sso('plan', 'team', ...own),
    check: await server.run(['team', 'check', 'team']),
    problems: await server.run(['problems', 'team']),
  }
  for (const [group, each] of Object.entries({ ran, moved, odd })) {
    for (const [command, { stdout, stderr }] of Object.entries(each)) {
      expect(obeyed(stdout), `${group} ${command}`).toEqual([])
      expect(obeyed(stderr), `${group} ${command}`).toEqual([])
    }
  }
  // JSON has each name as it is, for whoever reads it as JSON.
  for (const { stdout } of [ran.planJson, ran.driftJson, ran.problemsJson, ran.whoJson]) {
    expect(texts(JSON.parse(stdout)).join('\n')).toContain(name)
  }
  const { runs } = JSON.parse(ran.sarif.stdout)
  const messages = runs[0].results.map(({ message }: any) => message.text)
  expect(messages.join('\n')).toContain(String.raw`\[click\](https://evil.example)`)
  expect(messages.join('\n')).not.toMatch(/[^\\]\[click/)
  expect(ran.unknown.stderr).toContain('The key opens no project')
  expect(ran.apply.stderr).toContain('would be locked out')
  expect(moved.apply.stderr).toContain('nothing was sent')
  expect(server.writes()).toEqual([])
})

it('a complaint has as many lines as it is made of, whatever stands in them', () => {
  expect(new CommandError('a', `b\n::error::c\u001b`).message).toBe(
    'a\nb\\u{000a}::error::c\\u{001b}',
  )
})
