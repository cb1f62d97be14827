import { expect, test } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoState, largeIds, largeState, startEmulator, type EmulatorState } from '../emulator'
import { appFolder, launchApp, newUserData, removeUserData } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo } from '../support/window/workbench'
import { makeBlankApp } from './blank-window'
import { wayMs } from './far-server-facts'
import { figure, report } from './figures'
import { fromStart } from './from-start'
import { limits } from './limits'
import { planted } from './planted'

const rounds = 7
/** Starts before the first that counts: the blank window's caches, and the files of the app, are in memory then. */
const warmUps = 4

/** The folder of an app that was closed with a project in sight, and the server that it is at. */
async function openedOnce(state: EmulatorState, workspace: string, project: string) {
  const emulator = await startEmulator({ state })
  const userData = newUserData()
  const { page, close } = await launchApp(userData)
  await ui.connect(page, emulator.apiAddress, emulator.demoApiKeys[workspace] ?? '')
  await ui.openProject(page, project)
  await expect(ui.region(page, 'Connections').getByRole('option').first()).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.getByRole('contentinfo').getByText('Read just now')).toBeVisible({
    timeout: 60_000,
  })
  await close()
  // As far away as Ory is.
  emulator.fault({ times: Number.MAX_SAFE_INTEGER, delayMs: wayMs })
  return {
    userData,
    async end() {
      await emulator.close()
      removeUserData(userData)
    },
  }
}

test('start to the rows of a project, beside a blank window', async () => {
  test.setTimeout(600_000)
  const scripts = mkdtempSync(join(tmpdir(), 'marks-'))
  const blank = makeBlankApp()
  const small = await openedOnce(demoState(), demo.northwind, demo.production.name)
  const state = largeState({ organizations: 10_000, connections: 5_000 })
  const large = await openedOnce(state, largeIds.workspace, 'Large Production')
  const blankMs = (userData: string) =>
    fromStart({ app: blank.folder, userData, scripts, selector: '#ready' })
  const rowsMs = (userData: string) => {
    const selector = '[data-list="connections"] [role="option"]'
    return fromStart({ app: appFolder, userData, scripts, selector, slowness: planted.start })
  }
  try {
    const times = {
      blank: [] as number[],
      small: [] as number[],
      large: [] as number[],
    }
    for (let round = -warmUps; round < rounds; round += 1) {
      const [blankTime, smallTime, largeTime] = [
        await blankMs(blank.userData),
        await rowsMs(small.userData),
        await rowsMs(large.userData),
      ]
      if (round < 0) continue
      times.blank.push(blankTime)
      times.small.push(smallTime)
      times.large.push(largeTime)
    }
    const floor = figure('start to a blank window', times.blank)
    report({
      name: 'start-small',
      subject: figure('start to the connections of a small project', times.small),
      floor,
      budget: { times: 1.5, why: 'half as much again as a blank window' },
      limit: limits.startSmall,
    })
    report({
      name: 'start-large',
      subject: figure('start to those of 10,000 organizations, 5,000 connections', times.large),
      floor,
      budget: { times: 1.8, why: 'four fifths more than a blank window' },
      limit: limits.startLarge,
    })
  } finally {
    blank.remove()
    await small.end()
    await large.end()
    rmSync(scripts, { recursive: true, force: true })
  }
})
