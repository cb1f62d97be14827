import { expect, test, type Page } from '@playwright/test'
import { emptyDraft, record } from '../../src/core/editing/draft'
import { changesOf } from '../../src/core/editing/edits'
import { connectionsOf } from '../../src/core/model/connection'
import { largeIds, largeState, startEmulator } from '../../src/emulator'
import { createAppFiles } from '../../src/main/drafts/app-files'
import { createJsonFiles } from '../../src/main/drafts/json-files'
import { createNotices } from '../../src/main/drafts/notices'
import { launchApp, newUserData, removeUserData, row } from '../support/app'
import { threadTime } from '../support/frames'
import * as ui from '../support/screens'
import { makeBlankApp } from './blank-window'
import { median, report } from './figures'

const size = { organizations: 1000, connections: 5000 }
const project = 'Large Production'
const text = 'twelve more letters'
const frameMs = 1000 / 60

/**
 * Milliseconds from the next event of a kind to the picture that shows what it did.
 *
 * @param shown a selector that has to be there by then
 */
async function painted(
  page: Page,
  event: 'keydown' | 'click',
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

/** Each letter's way to the picture, and the thread's work for one letter. */
async function type(page: Page) {
  const times: number[] = []
  for (const letter of text) {
    times.push(await painted(page, 'keydown', () => page.keyboard.type(letter)))
  }
  const thread = await threadTime(page, async () => {
    for (const letter of text) await page.keyboard.type(letter)
  })
  return { paintedMs: median(times), threadMs: thread / text.length }
}

async function undo(page: Page) {
  const button = ui.button(ui.banner(page), 'Undo')
  const times: number[] = []
  let steps = 0
  const thread = await threadTime(page, async () => {
    for (; steps < 10; steps += 1) await button.press('Enter')
  })
  for (let step = 0; step < 10; step += 1) {
    times.push(await painted(page, 'keydown', () => button.press('Enter')))
  }
  return { paintedMs: median(times), threadMs: thread / steps }
}

/** Writes a draft of 200 edits onto the snapshot that the app keeps, as the app would. */
async function writeDraft(folder: string): Promise<void> {
  const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
  const read = await files.snapshots.read(largeIds.project)
  const snapshot = read.ok ? read.value : undefined
  if (!snapshot) throw new Error('The app kept no snapshot')
  let draft = emptyDraft(snapshot.summary.id, snapshot.revisionId)
  for (const { key } of connectionsOf(snapshot).slice(0, 200)) {
    const target = { kind: 'connection', key } as const
    const edit = { kind: 'set-field', target, field: 'label', value: `New ${key}` } as const
    const changes = changesOf(snapshot, draft.intents, edit)
    draft = record(draft, { label: 'Edit', at: '2026-11-25T12:00:00Z', changes })
  }
  const written = await files.drafts.write(draft)
  if (!written.ok) throw new Error(written.error.message)
  await files.settled()
}

test('editing, undo and the review with 5,000 connections, beside a bare field', async () => {
  test.setTimeout(180_000)
  const emulator = await startEmulator({ state: largeState(size) })
  const userData = newUserData()
  const blank = makeBlankApp()
  try {
    const { app: bare, page: bareField } = await blank.launch()
    await bareField.locator('input').focus()
    const floor = await type(bareField)
    await bare.close()

    const first = await launchApp(userData)
    await ui.connect(
      first.page,
      emulator.apiAddress,
      emulator.demoApiKeys[largeIds.workspace] ?? '',
    )
    await ui.openProject(first.page, project)
    const connections = ui.region(first.page, 'Connections')
    await expect(connections.locator('.list-count')).toHaveText('5000', { timeout: 60_000 })
    await row(connections, '').first().click()
    const panel = ui.panel(first.page, 'Connection')
    const label = ui.textbox(panel, 'Label')
    await label.press('End')
    const edit = await type(first.page)
    report('edit', { ...edit, floorMs: floor.paintedMs, ratio: edit.paintedMs / floor.paintedMs })
    for (let step = 0; step < 24; step += 1) {
      await label.fill(`Step ${step}`)
      await label.blur()
    }
    const back = await undo(first.page)
    report('undo', { ...back, floorMs: floor.paintedMs, ratio: back.paintedMs / floor.paintedMs })
    await expect(ui.statusLine(first.page, 'Draft saved')).toBeVisible()
    await first.close()

    await writeDraft(userData)
    const second = await launchApp(userData)
    const review = ui.button(second.page, /^Review changes.*200/)
    await expect(review).toBeVisible({ timeout: 60_000 })
    const times: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const shown = 'dialog[open]'
      times.push(await painted(second.page, 'click', () => review.click(), shown))
      await expect(ui.dialog(second.page, 'Review changes')).toBeVisible()
      await second.page.keyboard.press('Escape')
      await expect(ui.dialog(second.page, 'Review changes')).toBeHidden()
    }
    const threadMs = await threadTime(second.page, async () => {
      await painted(second.page, 'click', () => review.click(), 'dialog[open]')
    })
    await second.close()
    const reviewMs = median(times)
    report('review', {
      reviewMs,
      firstMs: times[0] ?? reviewMs,
      threadMs,
      floorMs: floor.paintedMs,
      ratio: reviewMs / floor.paintedMs,
    })

    for (const { paintedMs, threadMs } of [edit, back]) {
      expect(threadMs).toBeLessThanOrEqual(16)
      expect(paintedMs).toBeLessThanOrEqual(floor.paintedMs + frameMs)
    }
    expect(reviewMs).toBeLessThanOrEqual(100)
  } finally {
    await emulator.close()
    blank.remove()
    removeUserData(userData)
  }
})
