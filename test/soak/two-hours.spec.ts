import type { CDPSession } from '@playwright/test'
import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningApp } from '../support/window/app'
import { editorOf, openMapperEditor, putMapper, resultOf } from '../support/window/mapper-editor'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'

/** Ten rounds are what a person does in about two hours; the first one, which loads everything, comes before. */
const rounds = 10
const inRound = { switches: 20, edits: 500, runs: 100 }

/** What a process may not gather from round to round. */
interface Held {
  /** MiB of what the page's scripts hold, without their compiled code, of which the engine makes more for hours. */
  readonly windowHeap: number
  readonly mainHeap: number
  readonly windowListeners: number
  readonly mainListeners: number
  /** Open files, sockets and pipes of the main process and of the window's, by what they are. */
  readonly mainFiles: Readonly<Record<string, number>>
  readonly windowFiles: Readonly<Record<string, number>>
}

/** Linux lists the open files of a process as links in a folder; the number of a socket or pipe tells nothing. */
function openFiles(processId: number): Record<string, number> {
  const folder = `/proc/${processId}/fd`
  const counts: Record<string, number> = {}
  for (const name of readdirSync(folder)) {
    // The folder's own listing is among them, and gone by now.
    const target = linkTarget(join(folder, name))?.replace(/:\[\d+\]$/, '')
    // Chromium opens this file of its profile once, when it is some minutes old.
    if (target !== undefined && !target.includes('/SharedStorage'))
      counts[target] = (counts[target] ?? 0) + 1
  }
  return counts
}

function linkTarget(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

/** Bytes of everything in a heap snapshot but compiled code. It collects garbage before it is taken. */
async function bytesWithoutCode(session: CDPSession): Promise<number> {
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.takeHeapSnapshot', {})
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as HeapSnapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')]
  const code = types[0].indexOf('code')
  let bytes = 0
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (nodes[at + type] !== code) bytes += nodes[at + size] ?? 0
  }
  return bytes
}

/** The part of V8's format that is read: a row of numbers for each thing in the heap. */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: string[]; readonly node_types: [string[]] }
  }
  readonly nodes: number[]
}

async function held({ app, page }: RunningApp): Promise<Held> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const windowHeap = await bytesWithoutCode(session)
  const { metrics } = await session.send('Performance.getMetrics')
  const listeners = metrics.find(({ name }) => name === 'JSEventListeners')?.value
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
    windowHeap: windowHeap / 2 ** 20,
    mainHeap: main.heap,
    windowListeners: listeners ?? Number.NaN,
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
  await openMapperEditor(page, 'Google')
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
  const last: Held[] = []
  for (let done = 1; done <= rounds; done += 1) {
    await round()
    const now = await held(running)
    console.log(`after ${done} of ${rounds} rounds`, JSON.stringify(now))
    last.push(now)
  }
  // What a panel held is at times given back a round later: what grows is in all of the last three.
  const least = (of: 'windowHeap' | 'mainHeap' | 'windowListeners' | 'mainListeners') =>
    Math.min(...last.slice(-3).map((each) => each[of]))
  expect.soft(least('windowHeap'), 'MiB of the window').toBeLessThan(before.windowHeap * 1.1)
  expect.soft(least('mainHeap'), 'MiB of the main process').toBeLessThan(before.mainHeap * 1.1)
  expect.soft(least('windowListeners')).toBeLessThanOrEqual(before.windowListeners)
  expect.soft(least('mainListeners')).toBeLessThanOrEqual(before.mainListeners)
  expect.soft(last.at(-1)?.mainFiles).toEqual(before.mainFiles)
  expect.soft(last.at(-1)?.windowFiles).toEqual(before.windowFiles)
})
