import { _electron, expect, test } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appFolder, launchApp, newUserData, removeUserData } from '../support/app'
import * as ui from '../support/screens'

const rounds = 7
const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The least that an Electron window costs on this machine: an empty page, shown when ready. */
const blankMain = `
const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false })
  window.once('ready-to-show', () => window.show())
  window.loadURL('data:text/html,<title>blank</title><p id="ready">blank</p>')
})
`

async function blankWindow(folder: string): Promise<number> {
  const start = performance.now()
  const app = await _electron.launch({
    executablePath: process.env.ELECTRON_EXEC_PATH ?? '',
    args: [folder, `--user-data-dir=${join(folder, 'data')}`],
    chromiumSandbox: true,
  })
  const page = await app.firstWindow()
  await page.locator('#ready').waitFor()
  const time = performance.now() - start
  await app.close()
  return time
}

async function workbenchWindow(userData: string): Promise<number> {
  const start = performance.now()
  const { page, close } = await launchApp(userData)
  await ui.region(page, 'Connections').getByRole('option').first().waitFor()
  const time = performance.now() - start
  await close()
  return time
}

test('start to a usable main screen, beside a blank window', async () => {
  test.setTimeout(300_000)
  const blank = mkdtempSync(join(tmpdir(), 'blank-'))
  writeFileSync(join(blank, 'package.json'), '{"name":"blank","version":"1.0.0","main":"main.cjs"}')
  writeFileSync(join(blank, 'main.cjs'), blankMain)
  const userData = newUserData()
  try {
    const { page, close } = await launchApp(userData)
    await ui.button(page, ui.names.demo).click()
    await ui.openProject(page, 'Northwind Production')
    await close()
    const times = { blank: [] as number[], workbench: [] as number[] }
    for (let i = 0; i < rounds; i += 1) {
      times.blank.push(await blankWindow(blank))
      times.workbench.push(await workbenchWindow(userData))
    }
    const result = {
      blankMs: Math.round(median(times.blank)),
      workbenchMs: Math.round(median(times.workbench)),
      budgetMs: Math.round(median(times.blank) * 1.5 + 400),
    }
    const ratio = result.workbenchMs / result.blankMs
    console.log(JSON.stringify({ start: { ...result, ratio: Number(ratio.toFixed(2)) } }))
    writeFileSync(
      join(appFolder, 'test', 'perf', 'results.json'),
      JSON.stringify({ start: { ...result, ratio } }, undefined, 2),
    )
    expect(result.workbenchMs).toBeLessThanOrEqual(result.budgetMs)
    const baseline = JSON.parse(
      readFileSync(join(appFolder, 'test', 'perf', 'baseline.json'), 'utf8'),
    )
    expect(ratio).toBeLessThanOrEqual(baseline.start.ratio * baseline.start.tolerance)
  } finally {
    rmSync(blank, { recursive: true, force: true })
    removeUserData(userData)
  }
})
