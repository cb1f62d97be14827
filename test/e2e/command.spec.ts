import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ssoCommand } from '../../scripts/lib/mapper-build.mjs'
import { filesHolding } from '../support/texts/files'
import { appFolder } from '../support/window/app'
import { answerOpenDialog } from '../support/window/native-dialogs'
import { narrowViews, photographer } from '../support/window/photographer'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

test('five connections and a customer are changed in files, planned, applied and seen in the history', async ({
  workbench,
}) => {
  const running = await workbench.open(demo.production.name)
  const { page } = running
  const said: string[] = []
  const { ORY_WORKSPACE_API_KEY: _none, ...plainEnv } = process.env
  const { apiAddress } = workbench.emulator
  const secret = 'canary-secret-of-a-terminal'
  /** Runs the command as a person in a terminal of the same session does. */
  const sso = (args: readonly string[], more: NodeJS.ProcessEnv) =>
    new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [ssoCommand, ...args, '--project', demo.production.name],
        { cwd: workbench.userData, env: { ...plainEnv, ...more }, encoding: 'utf8' },
        (_error, stdout, stderr) => {
          said.push(stdout, stderr)
          resolve({ status: child.exitCode, stdout, stderr })
        },
      )
    })
  /** On this computer, with the key that the app keeps. */
  const mine = (...args: string[]) =>
    sso([...args, '--settings', workbench.userData, '--workspace', 'Northwind'], {
      PEBBLE: secret,
    })
  /** In CI, which has a key of its own and no app. */
  const inCi = (...args: string[]) =>
    sso([...args, '--settings', join(workbench.userData, 'none'), '--api', apiAddress], {
      ORY_WORKSPACE_API_KEY: workbench.northwindKey,
    })
  mkdirSync(join(workbench.userData, 'team'))
  expect(await mine('pull', 'team')).toMatchObject({ status: 0, stderr: '' })

  const path = join(workbench.userData, 'team', 'projects', `${demo.production.slug}.json`)
  /** Edits the project's file as a person does. */
  function change(edit: (file: any) => void): void {
    const file = JSON.parse(readFileSync(path, 'utf8'))
    edit(file)
    writeFileSync(path, `${JSON.stringify(file, undefined, 2)}\n`)
  }
  const newId = '30000000-0000-4000-8000-000000000003'
  change(({ organizations, connections }) => {
    for (const { fields } of connections.slice(0, 5)) fields.label += ' of the terminal'
    const { mapper_file } = connections.find((item: any) => item.mapper_file !== undefined)
    organizations.push({ id: newId, fields: { label: 'Pebble', domains: ['pebble.example'] } })
    const fields = {
      provider: 'generic',
      label: 'Pebble Okta',
      client_id: 'pebble',
      issuer_url: 'https://pebble.example',
      scope: ['openid'],
      organization_id: newId,
    }
    connections.push({ protocol: 'oidc', id: 'pebble-okta', mapper_file, fields })
  })
  const planned = await mine('plan', 'team', '--out', 'plan.json', '--format', 'markdown')
  expect(planned).toMatchObject({ status: 2, stderr: '' })
  expect(planned.stdout).toContain('2 new, 5 edited, 0 deleted')
  const allowed = ['--production', demo.production.name]
  const why = ['--message', 'Pebble goes live', '--ticket', 'CHG-4711']
  const given = ['--secret', 'pebble-okta=PEBBLE']
  const apply = ['apply', 'plan.json', '--folder', 'team', ...allowed]
  expect(await mine(...apply, ...why, ...given)).toMatchObject({ status: 0, stderr: '' })
  // The key goes to the address that it was stored for, and to no other.
  const elsewhere = await mine('drift', 'team', '--api', 'http://127.0.0.1:9')
  expect(elsewhere).toMatchObject({ status: 1, stdout: '' })
  expect(elsewhere.stderr).toContain(`was stored for ${apiAddress}`)
  for (const hidden of [workbench.northwindKey, secret]) {
    expect(said.join('\n')).not.toContain(hidden)
    expect(filesHolding(workbench.userData, hidden)).toEqual([])
  }

  // It is a publish as one from the window: whole, and to be reverted.
  const publishes = await ui.openPublishes(page)
  await expect(publishes.getByRole('option')).toHaveCount(1)
  await expect(publishes).toContainText('Pebble goes live (CHG-4711)')
  await publishes.getByRole('option').click()
  const detail = page.getByRole('article').first()
  await expect(detail).toContainText('Pebble Okta')
  await expect(detail.getByRole('heading', { name: /of the terminal/ })).toHaveCount(5)
  await expect(ui.button(detail, 'Revert…')).toBeEnabled()

  await ui.openTeamFolder(page)
  await answerOpenDialog(running, [join(workbench.userData, 'team')])
  await ui.button(page, 'Choose folder…').press('Enter')
  const items = page.getByRole('listbox', { name: 'Items of the team folder', exact: true })
  await items.getByRole('option', { name: demo.production.name }).first().click()
  const published = ui.region(page, 'Last publish in the folder')
  await expect(published).toContainText('Pebble goes live')
  await expect(published).toContainText('Ticket: CHG-4711')
  await expect((await ui.openPublishes(page)).getByRole('option')).toHaveCount(1)

  // CI publishes what comes next: of that the window knows what the folder says, while it is shown.
  change(({ connections }) => {
    connections[0].fields.label += ', again'
  })
  expect(await inCi('plan', 'team', '--out', 'plan.json')).toMatchObject({ status: 2, stderr: '' })
  const ci = ['--message', 'Published in CI', '--ticket', 'CHG-4712']
  expect(await inCi(...apply, ...ci)).toMatchObject({ status: 0, stderr: '' })
  await expect(publishes.getByRole('option')).toHaveCount(2)
  await expect(publishes.getByRole('option').first()).toContainText('Published in CI (CHG-4712)')
  await publishes.getByRole('option').first().click()
  await expect(detail).toContainText('cannot be reverted from here')
  await expect(detail).toContainText('Ticket: CHG-4712')
  await expect(ui.button(detail, 'Revert…')).toHaveCount(0)
  for (const view of narrowViews) {
    const take = await photographer(running, view)
    await take('history-in-folder')
  }
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
