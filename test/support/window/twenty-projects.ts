import { expect } from '@playwright/test'
import { largeIds, largeState, startEmulator, type EmulatorState } from '../../emulator'
import { launchApp, newUserData, removeUserData, type RunningApp } from './app'
import * as ui from './screens'

export const large = 'Large Production'
/** Name of one of the others, from 1 to 19. */
export const small = (index: number) => `Small ${String(index).padStart(2, '0')}`

/** Twenty projects, of which one has 10,000 organizations and 5,000 connections. */
function twentyProjects(): EmulatorState {
  const state = largeState({ organizations: 10_000, connections: 5_000 })
  for (let index = 1; index < 20; index += 1) {
    const [project] = largeState({ organizations: 20, connections: 20 }).projects
    if (!project) throw new Error('largeState has no project')
    const tail = String(index).padStart(12, '0')
    const id = `5c9f2e18-7f3a-4c0d-8b46-${tail}`
    state.projects.push({ ...project, id, name: small(index), slug: `small-kepler-${tail}` })
  }
  return state
}

/** Waits until the project in sight was read from the server. */
export const projectRead = ({ page }: Pick<RunningApp, 'page'>) =>
  expect(page.getByRole('contentinfo').getByText('Read just now')).toBeVisible({ timeout: 60_000 })

/** Reads and opens all but the large one, which the app has opened by itself. */
export async function openSmallOnes(running: RunningApp): Promise<void> {
  for (let index = 1; index < 20; index += 1) {
    await ui.openProject(running.page, small(index))
    await projectRead(running)
  }
}

/**
 * The app, connected to a server that has all of them, with the large one read and in sight.
 *
 * @param switches of Electron
 */
export async function launchWithTwentyProjects(switches: readonly string[] = []) {
  const emulator = await startEmulator({ state: twentyProjects() })
  const userData = newUserData()
  const running = await launchApp(userData, {}, switches)
  await ui.connect(
    running.page,
    emulator.apiAddress,
    emulator.demoApiKeys[largeIds.workspace] ?? '',
  )
  await projectRead(running)
  return {
    ...running,
    async end() {
      await running.close()
      await emulator.close()
      removeUserData(userData)
    },
  }
}
