import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { emptyDraft, record } from '../../src/core/draft/draft'
import { intentChangesOf } from '../../src/core/draft/edits'
import { connectionsOf } from '../../src/core/model/connection'
import { projectIdOf, type ProjectId } from '../../src/core/model/project-id'
import { largeIds, largeState, startEmulator } from '../emulator'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { launchApp, newUserData, removeUserData, until } from '../support/window/app'
import { threadTime } from '../support/window/frames'
import * as ui from '../support/window/screens'
import { figure, median, onClock, report } from './figures'
import { fromKey, lettersPainted } from './from-event'
import { inFrames, limits, twice } from './limits'
import { plantInLetters } from './planted'
import {
  bareLetter,
  elementsIn,
  inBareField,
  lettersThread,
  longestTaskAfter,
  plainElements,
  settled,
} from './window-floor'

const size = { organizations: 1000, connections: 5000 }
const project = 'Large Production'
const text = 'twelve more letters'
const rounds = 5

/** Milliseconds of a file of that size until it is on the disk. */
async function writeBare(path: string, bytes: number): Promise<void> {
  const file = await open(`${path}.part`, 'w')
  await file.write(Buffer.alloc(bytes, 32))
  await file.sync()
  await file.close()
  renameSync(`${path}.part`, path)
}

/** Milliseconds from the last letter of a text to the file of the draft that has all of it. */
async function letterOnDisk(page: Page, folder: string, letters: string): Promise<number> {
  await page.evaluate(() => {
    window.addEventListener('keydown', ({ timeStamp }) =>
      Object.assign(window, { lastKey: performance.timeOrigin + timeStamp }),
    )
  })
  await page.keyboard.type(letters)
  let written = 0
  const holds = () =>
    readdirSync(folder).some((name) => {
      const path = join(folder, name)
      if (!readFileSync(path, 'utf8').includes(letters)) return false
      written = statSync(path).mtimeMs
      return true
    })
  await until(holds, 'the draft is on disk')
  const last: number = await page.evaluate(() => (window as any).lastKey)
  return written - last
}

/** Writes a draft of 200 edits onto the snapshot that the app keeps, as the app would. */
async function writeDraft(folder: string, projectId: ProjectId): Promise<void> {
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  const read = await files.snapshots.read(projectId)
  const snapshot = read.ok ? read.value : undefined
  if (!snapshot) throw new Error('The app kept no snapshot')
  let draft = emptyDraft(snapshot.summary.id, snapshot.revisionId)
  for (const { key } of connectionsOf(snapshot).slice(0, 200)) {
    const target = { kind: 'connection', key } as const
    const edit = { kind: 'set-field', target, field: 'label', value: `New ${key}` } as const
    const changes = intentChangesOf(snapshot, draft.intents, edit)
    draft = record(draft, { label: 'Edit', at: '2026-11-25T12:00:00Z', changes })
  }
  const written = await files.drafts.write(draft)
  if (!written.ok) throw new Error(written.error.message)
  await files.flush()
}

test('editing, undo and the draft with 5,000 connections, beside a bare field', async () => {
  test.setTimeout(300_000)
  const emulator = await startEmulator({ state: largeState(size) })
  const userData = newUserData()
  const { page, close } = await launchApp(userData)
  try {
    const key = emulator.demoApiKeys[largeIds.workspace] ?? ''
    await ui.connect(page, emulator.apiAddress, key)
    await ui.openProject(page, project)
    const connections = ui.region(page, 'Connections')
    await expect(connections.locator('.list-count')).toHaveText('5000', { timeout: 60_000 })
    await connections.getByRole('option').first().click()
    const label = ui.textbox(ui.panel(page, 'Connection'), 'Label')
    await expect(label).toBeVisible()
    await plantInLetters(page)
    const letters = { painted: [] as number[], thread: [] as number[] }
    const bare = { painted: [] as number[], thread: [] as number[] }
    const undo = { painted: [] as number[], thread: [] as number[] }
    // The first round loads and compiles what the others only do.
    for (let round = 0; round <= rounds; round += 1) {
      const barePainted = await inBareField(page, (frame) => lettersPainted(page, text, frame))
      const bareThread = await bareLetter(page, text)
      await label.press('End')
      const painted = await lettersPainted(page, text)
      const thread = await lettersThread(page, text)
      if (round === 0) continue
      bare.painted.push(...barePainted)
      bare.thread.push(bareThread)
      letters.painted.push(...painted)
      letters.thread.push(thread)
    }

    const steps = 10
    for (let step = 0; step < (rounds + 2) * steps; step += 1) {
      await label.fill(`Step ${step}`)
      await label.blur()
    }
    const button = ui.button(ui.banner(page), 'Undo')
    // By the keyboard alone: finding the button each time is work of the window's thread, too.
    await button.focus()
    const press = () => page.keyboard.press('Enter')
    for (let step = 0; step < steps; step += 1) {
      undo.painted.push(await fromKey(page, { selector: 'body' }, press))
    }
    for (let round = 0; round < rounds; round += 1) {
      bare.thread.push(await bareLetter(page, text))
      const taken = await threadTime(page, async () => {
        for (let step = 0; step < steps; step += 1) await press()
        await settled(page)
      })
      undo.thread.push(taken / steps)
    }
    await expect(label).not.toHaveValue(`Step ${(rounds + 2) * steps - 1}`)
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()

    const drafts = join(userData, 'drafts')
    const onDisk: number[] = []
    const writes: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      await label.press('End')
      onDisk.push(await letterOnDisk(page, drafts, ` the letters of round ${round}`))
      const bytes = Math.max(
        ...readdirSync(drafts).map((name) => statSync(join(drafts, name)).size),
      )
      writes.push(await onClock(() => writeBare(join(userData, 'bare'), bytes)))
    }

    const bareThread = figure('a letter in a bare field', bare.thread)
    const barePainted = figure('a key in a bare field to its letter', bare.painted, median)
    report({
      name: 'edit',
      subject: figure('a letter in a field of 5,000 connections', letters.thread),
      floor: bareThread,
      budget: twice,
      limit: limits.thread,
    })
    report({
      name: 'edit-painted',
      subject: figure('that letter to its picture', letters.painted, median),
      floor: barePainted,
      budget: inFrames,
      limit: limits.letterPainted,
    })
    report({
      name: 'undo',
      subject: figure('an undo among 5,000 connections', undo.thread),
      floor: bareThread,
      budget: twice,
      limit: limits.thread,
    })
    report({
      name: 'undo-painted',
      subject: figure('that undo to its picture', undo.painted, median),
      floor: barePainted,
      budget: inFrames,
      limit: limits.letterPainted,
    })
    report({
      name: 'draft-on-disk',
      subject: figure('the last letter to the draft on disk', onDisk, median),
      floor: figure('a bare file of that size, on disk', writes, median),
      limit: limits.draft,
    })
  } finally {
    await close()
    await emulator.close()
    removeUserData(userData)
  }
})

test('editing one of 5,000 SCIM clients, beside a bare field', async () => {
  test.setTimeout(300_000)
  const state = largeState({ organizations: 1000, connections: 0, scimClients: 5000 })
  const emulator = await startEmulator({ state })
  const userData = newUserData()
  const { page, close } = await launchApp(userData)
  try {
    const key = emulator.demoApiKeys[largeIds.workspace] ?? ''
    await ui.connect(page, emulator.apiAddress, key)
    await ui.openProject(page, project)
    await ui.region(page, 'Organizations').getByRole('option').first().click()
    const clients = ui.panel(page, 'Organization').getByRole('region', { name: 'SCIM clients' })
    await clients
      .getByRole('button', { name: /^Provisioning/ })
      .first()
      .click({ timeout: 60_000 })
    const label = ui.textbox(ui.panel(page, 'SCIM client'), 'Label')
    await expect(label).toBeVisible()
    await plantInLetters(page)
    const letters: number[] = []
    const bare: number[] = []
    // The first round loads and compiles what the others only do.
    for (let round = 0; round <= rounds; round += 1) {
      const floor = await bareLetter(page, text)
      await label.press('End')
      const thread = await lettersThread(page, text)
      if (round === 0) continue
      bare.push(floor)
      letters.push(thread)
    }
    report({
      name: 'edit-scim',
      subject: figure('a letter in the label of one of 5,000 SCIM clients', letters),
      floor: figure('a letter in a bare field', bare),
      budget: twice,
      limit: limits.thread,
    })
  } finally {
    await close()
    await emulator.close()
    removeUserData(userData)
  }
})

test('the review of 200 changes, beside as many plain elements', async () => {
  test.setTimeout(300_000)
  const emulator = await startEmulator({ state: largeState(size) })
  const userData = newUserData()
  try {
    const first = await launchApp(userData)
    const key = emulator.demoApiKeys[largeIds.workspace] ?? ''
    await ui.connect(first.page, emulator.apiAddress, key)
    await ui.openProject(first.page, project)
    await expect(ui.region(first.page, 'Connections').locator('.list-count')).toHaveText('5000', {
      timeout: 60_000,
    })
    await first.close()
    await writeDraft(userData, projectIdOf(emulator.apiAddress, largeIds.project))

    const { page, close } = await launchApp(userData)
    const button = ui.button(page, /^Review changes.*200/)
    await expect(button).toBeVisible({ timeout: 60_000 })
    const painted: number[] = []
    const tasks: number[] = []
    const floors: number[] = []
    // The first time its parts are also loaded and compiled.
    for (let round = 0; round <= rounds; round += 1) {
      await button.focus()
      const enter = () => page.keyboard.press('Enter')
      const watched = await longestTaskAfter(page)
      const taken = await fromKey(page, { selector: 'dialog[open]' }, enter)
      const longest = await watched()
      await expect(ui.dialog(page, 'Review changes')).toBeVisible()
      const drawn = await elementsIn(page, 'dialog[open]')
      await page.keyboard.press('Escape')
      await expect(ui.dialog(page, 'Review changes')).toBeHidden()
      const floor = await plainElements(page, drawn)
      if (round === 0) continue
      painted.push(taken)
      tasks.push(longest)
      floors.push(floor)
    }
    await close()
    const floor = figure('drawing as many plain elements', floors)
    report({
      name: 'review-painted',
      subject: figure('opening the review of 200 changes, to its picture', painted),
      floor,
      budget: { times: 2, why: 'a dialog is more than plain elements' },
      limit: limits.review,
    })
    report({
      name: 'review-task',
      subject: figure('the longest task in the second after it', tasks, median),
      floor,
      limit: limits.taskAfter,
    })
  } finally {
    await emulator.close()
    removeUserData(userData)
  }
})
