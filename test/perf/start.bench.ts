import { test } from '@playwright/test'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { launchApp, newUserData, removeUserData } from '../support/window/app'
import * as ui from '../support/window/screens'
import { makeBlankApp } from './blank-window'
import { figure, report } from './figures'

const rounds = 7

async function blankWindow(blank: ReturnType<typeof makeBlankApp>): Promise<number> {
  const start = performance.now()
  const { app } = await blank.launch()
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

/** Removes what Electron keeps to start faster, such as compiled scripts, as a new version of the app does. */
function removeCaches(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (name.endsWith('Cache')) rmSync(join(folder, name), { recursive: true })
  }
}

test('start to a usable main screen, beside a blank window, with and without what Electron caches', async () => {
  test.setTimeout(300_000)
  const blank = makeBlankApp()
  const userData = newUserData()
  try {
    const { page, close } = await launchApp(userData)
    await ui.button(page, ui.names.demo).click()
    await ui.openProject(page, 'Northwind Production')
    await close()
    const warm = { blank: [] as number[], workbench: [] as number[] }
    const cold = { blank: [] as number[], workbench: [] as number[] }
    for (let i = 0; i < rounds; i += 1) {
      removeCaches(blank.userData)
      cold.blank.push(await blankWindow(blank))
      removeCaches(userData)
      cold.workbench.push(await workbenchWindow(userData))
      // The first start with caches still writes some of them.
      await workbenchWindow(userData)
      warm.blank.push(await blankWindow(blank))
      warm.workbench.push(await workbenchWindow(userData))
    }
    report({
      name: 'start',
      subject: figure('start to the connections of a project', warm.workbench),
      floor: figure('start to a blank window', warm.blank),
      budget: {
        ratio: 2.35,
        why: 'beside half as much again there are 400 ms where a blank window takes 470',
      },
    })
    report({
      name: 'start-cold',
      subject: figure('the same after Electron’s caches were removed', cold.workbench),
      floor: figure('start to a blank window without caches', cold.blank),
      budget: { ratio: 2.8, why: 'what is compiled anew is half as much as a blank window' },
    })
  } finally {
    blank.remove()
    removeUserData(userData)
  }
})
