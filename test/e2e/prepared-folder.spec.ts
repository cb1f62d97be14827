import { readdirSync, readFileSync } from 'node:fs'
import { hasRun, prepareFolder, preparedProxy } from '../support/window/prepared-folder'
import * as ui from '../support/window/screens'
import { expect, test } from '../support/window/workbench'

test('compiled scripts and service workers that somebody put into the folder do not run', async ({
  workbench,
}) => {
  prepareFolder(workbench.userData)
  const { page } = await workbench.launchEarly()
  await expect
    .poll(() => page.evaluate(`${hasRun} || document.body.innerText.length > 0`))
    .toBe(true)
  expect(await page.evaluate(hasRun)).toBe(false)
  await expect(ui.button(page, ui.names.demo)).toBeVisible()
})

test('a proxy that somebody put into the folder is asked for nothing', async ({ workbench }) => {
  prepareFolder(workbench.userData)
  const { app } = await workbench.launchEarly()
  const routes = await app.evaluate(({ session }) =>
    Promise.all(
      // That of requests to Ory and that of the window for test sign-ins.
      [session.defaultSession, session.fromPartition('in-memory', { cache: false })].map((each) =>
        each.resolveProxy('https://api.console.ory.sh/projects'),
      ),
    ),
  )
  expect(routes).toHaveLength(2)
  for (const route of routes) expect(route).not.toContain(preparedProxy)
})

test('no process of the app writes its memory into a core dump', async ({ workbench }) => {
  test.skip(process.platform !== 'linux', 'other systems write none by themselves')
  const { app } = await workbench.launch()
  const below = (pid: string): string[] => [
    pid,
    ...readdirSync(`/proc/${pid}/task`)
      .flatMap((thread) =>
        readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
      )
      .flatMap(below),
  ]
  const processes = below(String(app.process().pid))
  expect(processes.length).toBeGreaterThan(3)
  for (const pid of processes)
    expect(readFileSync(`/proc/${pid}/coredump_filter`, 'utf8').trim()).toBe('00000000')
})
