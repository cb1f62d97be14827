import { test } from '@playwright/test'
import { launchApp, newUserData, removeUserData } from '../support/app'
import * as ui from '../support/screens'
import { makeBlankApp } from './blank-window'
import { report, typical } from './figures'

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

test('start to a usable main screen, beside a blank window', async () => {
  test.setTimeout(300_000)
  const blank = makeBlankApp()
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
    report({
      name: 'start',
      subject: { what: 'start to the connections of a project', ms: typical(times.workbench) },
      floor: { what: 'start to a blank window', ms: typical(times.blank) },
      budget: {
        ratio: 2.35,
        why: 'beside half as much again there are 400 ms where a blank window takes 470',
      },
    })
  } finally {
    blank.remove()
    removeUserData(userData)
  }
})
