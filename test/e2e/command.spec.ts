import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ssoCommand } from '../../scripts/lib/mapper-build.mjs'
import { filesHolding } from '../support/texts/files'
import { appFolder } from '../support/window/app'
import { answerOpenDialog } from '../support/window/native-dialogs'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

test('the command takes the key that the app keeps, and the window shows what it published', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const said: string[] = []
  /** Runs the command as a person in a terminal of the same session does, without a key. */
  const sso = (...args: string[]) =>
    new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
      const at = ['--settings', workbench.userData, '--project', demo.production.name]
      const { ORY_WORKSPACE_API_KEY: _none, ...env } = process.env
      const child = execFile(
        process.execPath,
        [ssoCommand, ...args, ...at],
        { cwd: workbench.userData, env, encoding: 'utf8' },
        (_error, stdout, stderr) => {
          said.push(stdout, stderr)
          resolve({ status: child.exitCode, stdout, stderr })
        },
      )
    })
  const mine = ['--workspace', 'Northwind']
  mkdirSync(join(workbench.userData, 'team'))
  expect(await sso('pull', 'team', ...mine)).toMatchObject({ status: 0, stderr: '' })

  const file = join(workbench.userData, 'team', 'projects', `${demo.production.slug}.json`)
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    text.replace('"label": "Foxglove Okta"', '"label": "Foxglove of the terminal"'),
  )
  expect(await sso('plan', 'team', '--out', 'plan.json', ...mine)).toMatchObject({
    status: 2,
    stderr: '',
  })
  const allowed = ['--production', demo.production.name]
  const why = ['--message', 'Named in a terminal', '--ticket', 'CHG-4711']
  const applied = ['apply', 'plan.json', '--folder', 'team', ...allowed, ...why, ...mine]
  expect(await sso(...applied)).toMatchObject({ status: 0, stderr: '' })
  // The key goes to the address that it was stored for, and to no other.
  const elsewhere = await sso('drift', 'team', ...mine, '--api', 'http://127.0.0.1:9')
  expect(elsewhere).toMatchObject({ status: 1, stdout: '' })
  expect(elsewhere.stderr).toContain(`was stored for ${workbench.emulator.apiAddress}`)
  expect(said.join('\n')).not.toContain(workbench.northwindKey)
  expect(filesHolding(workbench.userData, workbench.northwindKey)).toEqual([])

  await ui.openTeamFolder(page)
  await answerOpenDialog(running, [join(workbench.userData, 'team')])
  await ui.button(page, 'Choose folder…').press('Enter')
  const items = page.getByRole('listbox', { name: 'Items of the team folder', exact: true })
  await items.getByRole('option', { name: demo.production.name }).first().click()
  const published = ui.region(page, 'Last publish in the folder')
  await expect(published).toContainText('Named in a terminal')
  await expect(published).toContainText('Ticket: CHG-4711')
})

test('the app that is started with a command is that command, without a display and beside its window', async ({
  workbench,
}) => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const electron = process.env['ELECTRON_EXEC_PATH'] ?? ''
  const run = (...args: string[]) =>
    promisify(execFile)(electron, [appFolder, ...args], {
      cwd: workbench.userData,
      env: { ...env, HOME: workbench.userData, ORY_WORKSPACE_API_KEY: workbench.northwindKey },
    })
  const help = await run('plan', '--help')
  expect(help.stdout).toContain('Usage: sso-workbench plan DIR')
  const at = ['--project', demo.production.name, '--api', workbench.emulator.apiAddress]
  expect((await run('pull', 'team', ...at)).stdout).toContain('written projects/')
  await expect(run('drift', 'nowhere', ...at)).rejects.toMatchObject({ code: 1, stdout: '' })
  // The engine of mappers runs there too.
  expect((await run('team', 'check', 'team')).stdout).toMatch(/\d projects, \d+ mappers/)
  writeFileSync(join(workbench.userData, 'a.jsonnet'), '{ identity: { traits: {} } }')
  writeFileSync(join(workbench.userData, 'claims.json'), '{"sub":"1"}')
  const mapped = await run('mapper', 'run', 'a.jsonnet', '--claims', 'claims.json')
  expect(mapped.stdout).toContain('traits')
})
