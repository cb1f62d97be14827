import { readdirSync } from 'node:fs'
import type { RunningApp } from '../support/app'
import { editorOf, openLab, putMapper, resultOf } from '../support/lab'
import * as ui from '../support/screens'
import { demo, expect, test } from '../support/workbench'

/** Ten rounds are what a person does in about two hours; the first one, which loads everything, comes before. */
const rounds = 10
const inRound = { switches: 20, edits: 500, runs: 100 }

/** What a process may not gather from round to round. */
interface Held {
  /** MiB of JavaScript, after the rest was thrown away. */
  readonly windowHeap: number
  readonly mainHeap: number
  readonly windowListeners: number
  readonly mainListeners: number
  /** Open files, sockets and pipes of the main process and of the window's. */
  readonly mainFiles: number
  readonly windowFiles: number
}

/** Linux lists the open files of a process as links in a folder. */
const openFiles = (processId: number): number => readdirSync(`/proc/${processId}/fd`).length

async function held({ app, page }: RunningApp): Promise<Held> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN
  await session.detach()
  const main = await app.evaluate(({ app: electron, BrowserWindow, ipcMain }) => {
    const { gc } = globalThis as { gc?: () => void }
    if (!gc) throw new Error('The app was started without --expose-gc')
    gc()
    const [window] = BrowserWindow.getAllWindows()
    const emitters = [process, electron, ipcMain, window, window?.webContents]
    const listeners = emitters.map(
      (emitter) =>
        emitter
          ?.eventNames()
          .reduce((sum, name) => sum + emitter.listenerCount(name as never), 0) ?? 0,
    )
    return {
      heap: process.memoryUsage().heapUsed / 2 ** 20,
      listeners: listeners.reduce((sum, count) => sum + count, 0),
      processId: process.pid,
      windowProcessId: window?.webContents.getOSProcessId() ?? 0,
    }
  })
  return {
    windowHeap: metric('JSHeapUsedSize') / 2 ** 20,
    mainHeap: main.heap,
    windowListeners: metric('JSEventListeners'),
    mainListeners: main.listeners,
    mainFiles: openFiles(main.processId),
    windowFiles: openFiles(main.windowProcessId),
  }
}

async function switchProjects({ page }: RunningApp): Promise<void> {
  for (let turn = 0; turn < inRound.switches; turn += 2) {
    await ui.openProject(page, demo.production.name)
    await ui.openProject(page, demo.staging.name)
  }
}

/** Edits of two connections in turns, some of them undone and redone. */
async function edit({ page }: RunningApp): Promise<void> {
  const inTurn = 25
  for (let made = 0; made < inRound.edits; made += inTurn) {
    const label = made % (2 * inTurn) === 0 ? 'Pilot Keycloak' : 'Foxglove Okta preview'
    const panel = await ui.chooseConnection(page, label)
    const field = ui.textbox(panel, 'Issuer URL')
    const server = await field.inputValue()
    for (let step = 0; step < inTurn; step += 1) await field.fill(`${server}/${made}-${step}`)
    await ui.button(ui.banner(page), 'Undo').click()
    await expect(field).toHaveValue(server)
    await ui.button(ui.banner(page), 'Redo').click()
    await expect(field).not.toHaveValue(server)
  }
}

/** A key of a mapper after another, each waited for until its result is shown. */
async function runMapper({ page }: RunningApp): Promise<void> {
  await openLab(page, 'Google')
  for (let run = 0; run < inRound.runs; run += 1) {
    await putMapper(page, `{ identity: { traits: { email: 'run-${run}@b.c' } } }`)
    await expect(resultOf(page)).toContainText(`run-${run}@b.c`)
  }
  await expect(editorOf(page)).toContainText(`run-${inRound.runs - 1}@b.c`)
  await ui.button(page, 'Back').click()
}

test('what two hours of use take is given back: memory, listeners and files', async ({
  workbench,
}) => {
  const running = await workbench.launch({}, ['--js-flags=--expose-gc'])
  await ui.connect(running.page, workbench.emulator.apiAddress, workbench.northwindKey)
  await ui.openProject(running.page, demo.staging.name)
  const round = async () => {
    await switchProjects(running)
    await edit(running)
    await runMapper(running)
    await ui.discardDraft(running.page)
    await expect(ui.button(running.page, 'Review changes')).toBeDisabled()
  }
  await round()
  const before = await held(running)
  console.log('before', JSON.stringify(before))
  let after = before
  for (let done = 1; done <= rounds; done += 1) {
    await round()
    after = await held(running)
    console.log(`after ${done} of ${rounds} rounds`, JSON.stringify(after))
  }
  expect.soft(after.windowHeap, 'MiB of the window').toBeLessThan(before.windowHeap * 1.1)
  expect.soft(after.mainHeap, 'MiB of the main process').toBeLessThan(before.mainHeap * 1.1)
  expect.soft(after.windowListeners).toBeLessThanOrEqual(before.windowListeners)
  expect.soft(after.mainListeners).toBeLessThanOrEqual(before.mainListeners)
  expect.soft(after.mainFiles).toBeLessThanOrEqual(before.mainFiles)
  expect.soft(after.windowFiles).toBeLessThanOrEqual(before.windowFiles)
})
