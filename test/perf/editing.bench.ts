import { expect, test, type Page } from '@playwright/test'
import { emptyDraft, record } from '../../src/core/draft/draft'
import { intentChangesOf } from '../../src/core/draft/edits'
import { connectionsOf } from '../../src/core/model/connection'
import { projectIdOf, type ProjectId } from '../../src/core/model/project-id'
import { largeIds, largeState, startEmulator } from '../emulator'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { launchApp, newUserData, removeUserData, row } from '../support/window/app'
import { threadTime } from '../support/window/frames'
import * as ui from '../support/window/screens'
import { makeBlankApp } from './blank-window'
import { figure, median, report } from './figures'
import { clones, cloneThread, inTime } from './window-floor'

const size = { organizations: 1000, connections: 5000 }
const project = 'Large Production'
const text = 'twelve more letters'
const rounds = 5

/**
 * Milliseconds from the next event of a kind to the picture that shows what it did.
 *
 * @param shown a selector that has to be there by then
 */
async function painted(
  page: Page,
  event: 'keydown',
  act: () => Promise<void>,
  shown = 'body',
): Promise<number> {
  await page.evaluate(
    ([kind, selector]) => {
      const done = new Promise((resolve) => {
        const begin = ({ timeStamp }: Event) => {
          const look = () => {
            if (!document.querySelector(selector!)) {
              requestAnimationFrame(look)
              return
            }
            // A message posted in a frame comes after its picture was made.
            const { port1, port2 } = new MessageChannel()
            port1.addEventListener('message', () => resolve(performance.now() - timeStamp))
            port1.start()
            port2.postMessage(0)
          }
          requestAnimationFrame(look)
        }
        window.addEventListener(kind!, begin, { capture: true, once: true })
      })
      Object.assign(window, { paintWatch: done })
    },
    [event, shown],
  )
  await act()
  return page.evaluate(() => (window as any).paintWatch as Promise<number>)
}

/** Milliseconds from each letter to the picture that shows it: up to a frame, whichever part of one has passed. */
async function typePainted(page: Page): Promise<number[]> {
  const times: number[] = []
  for (const letter of text) {
    times.push(await painted(page, 'keydown', () => page.keyboard.type(letter)))
  }
  return times
}

/** The thread's milliseconds for something that is done some times, beside those of the floor, in turns. */
async function threadBeside(page: Page, times: number, act: () => Promise<void>) {
  const floors: number[] = []
  const subjects: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    floors.push(await cloneThread(page))
    subjects.push((await threadTime(page, act)) / times)
  }
  return { floors, subjects }
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

test('editing, undo and the review with 5,000 connections, beside a bare field', async () => {
  test.setTimeout(300_000)
  const emulator = await startEmulator({ state: largeState(size) })
  const userData = newUserData()
  const blank = makeBlankApp()
  const floors: number[] = []
  const bareField = async () => {
    const { app, page } = await blank.launch()
    await page.locator('input').focus()
    floors.push(...(await typePainted(page)))
    await app.close()
  }
  try {
    await bareField()
    const first = await launchApp(userData)
    const { page } = first
    const key = emulator.demoApiKeys[largeIds.workspace] ?? ''
    await ui.connect(page, emulator.apiAddress, key)
    await ui.openProject(page, project)
    const connections = ui.region(page, 'Connections')
    await expect(connections.locator('.list-count')).toHaveText('5000', { timeout: 60_000 })
    await row(connections, '').first().click()
    const label = ui.textbox(ui.panel(page, 'Connection'), 'Label')
    await label.press('End')
    const editPainted = await typePainted(page)
    const edit = await threadBeside(page, text.length, async () => {
      for (const letter of text) await page.keyboard.type(letter)
    })
    for (let step = 0; step < (rounds + 2) * 10; step += 1) {
      await label.fill(`Step ${step}`)
      await label.blur()
    }
    const button = ui.button(ui.banner(page), 'Undo')
    // By the keyboard alone: finding the button each time is work of the window's thread, too.
    await button.focus()
    const press = () => page.keyboard.press('Enter')
    const undoPainted: number[] = []
    for (let step = 0; step < 10; step += 1) {
      undoPainted.push(await painted(page, 'keydown', press))
    }
    const undo = await threadBeside(page, 10, async () => {
      for (let step = 0; step < 10; step += 1) await press()
    })
    await expect(label).not.toHaveValue(`Step ${(rounds + 2) * 10 - 1}`)
    await expect(ui.statusLine(page, 'Draft saved')).toBeVisible()
    await first.close()

    await writeDraft(userData, projectIdOf(emulator.apiAddress, largeIds.project))
    const second = await launchApp(userData)
    const open = ui.button(second.page, /^Review changes.*200/)
    await expect(open).toBeVisible({ timeout: 60_000 })
    const reviewPainted: number[] = []
    const openReview = async () => {
      const enter = () => second.page.keyboard.press('Enter')
      reviewPainted.push(await painted(second.page, 'keydown', enter, 'dialog[open]'))
    }
    const reviewFloors: number[] = []
    const reviews: number[] = []
    // The first time its parts are also loaded and compiled.
    for (let round = 0; round <= rounds; round += 1) {
      await open.focus()
      reviewFloors.push(await cloneThread(second.page))
      reviews.push(await threadTime(second.page, openReview))
      await expect(ui.dialog(second.page, 'Review changes')).toBeVisible()
      await second.page.keyboard.press('Escape')
      await expect(ui.dialog(second.page, 'Review changes')).toBeHidden()
    }
    await second.close()
    await bareField()

    const clone = (values: readonly number[]) => figure(clones.what, values, median)
    const bare = figure('a key in a bare field to its letter', floors, median)
    const inFrame = {
      ratio: 2.5,
      why: 'one more frame may pass, and a bare key takes about two thirds of one',
    }
    report({
      name: 'edit',
      subject: figure('a letter in a field of 5,000 connections', edit.subjects),
      floor: clone(edit.floors),
      budget: inTime,
    })
    report({
      name: 'edit-painted',
      subject: figure('that letter to its picture', editPainted, median),
      floor: bare,
      budget: inFrame,
    })
    report({
      name: 'undo',
      subject: figure('an undo among 5,000 connections', undo.subjects),
      floor: clone(undo.floors),
      budget: inTime,
    })
    report({
      name: 'undo-painted',
      subject: figure('that undo to its picture', undoPainted, median),
      floor: bare,
      budget: inFrame,
    })
    report({
      name: 'review',
      subject: figure('opening the review of 200 changes', reviews),
      floor: clone(reviewFloors),
      budget: { ratio: 10, why: 'that is 100 ms where the clone takes 10' },
    })
    report({
      name: 'review-painted',
      subject: figure('that review to its picture', reviewPainted, median),
      floor: bare,
      budget: { ratio: 10, why: 'that is 100 ms where a key takes 10' },
    })
  } finally {
    await emulator.close()
    blank.remove()
    removeUserData(userData)
  }
})
