import type { Page } from '@playwright/test'
import type { ProjectId } from '../../src/core/model/project-id'
import { cpSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import { removeUserData, type RunningApp } from '../support/window/app'
import * as ui from '../support/window/screens'
import { demo, expect, test } from '../support/window/workbench'
import {
  does,
  doingOf,
  isSameDoing,
  nothingDone,
  present,
  redoes,
  undoes,
  type Doing,
} from './kill-model'
import { createRandom, seed, type Random } from './size'

const kills = Number(process.env['SOAK_KILLS'] ?? 50)
const longestMilliseconds = 4000

const connections = { 'oidc:pilot-keycloak': 'Pilot Keycloak', 'oidc:google': 'Google' }
const organization = {
  label: 'Foxglove Pharma',
  domains: ['foxglove.example', 'foxglove-labs.example'],
}
const isName = (name: string): name is keyof typeof connections => name in connections

/** One thing that a person does in the window, and what the history is then. */
interface Act {
  readonly after: Doing
  perform(page: Page): Promise<void>
}

function setLabel(doing: Doing, random: Random, text: string): Act {
  const key = random.pick(Object.keys(connections)) ?? ''
  const first = isName(key) ? connections[key] : ''
  const label = present(doing)[`${key} label`] ?? first
  return {
    after: does(doing, `${key} label`, text),
    async perform(page) {
      const shown = await ui.chooseConnection(page, label)
      await ui.textbox(shown, 'Label').fill(text)
      await ui.textbox(shown, 'Label').blur()
    },
  }
}

function addDomain(doing: Doing, key: string, domain: string): Act {
  const name = `${key} domains`
  const before = present(doing)[name]?.split(' ') ?? organization.domains
  return {
    after: does(doing, name, [...before, domain].toSorted().join(' ')),
    async perform(page) {
      const shown = await ui.chooseOrganization(page, organization.label)
      await ui.textbox(shown, 'Domains').fill(domain)
      await ui.textbox(shown, 'Domains').press('Enter')
      await ui.textbox(shown, 'Domains').blur()
    },
  }
}

function create(doing: Doing, name: string): Act {
  return {
    after: does(doing, `new ${name}`, `Made ${name}`),
    perform: (page) =>
      ui.createConnection(page, {
        organization: organization.label,
        label: `Made ${name}`,
        id: name,
        clientId: name,
        clientSecret: `secret-of-${name}`,
        issuer: 'https://made.example',
      }),
  }
}

/** Each act has words of its own, so that what is found says which it was. */
function nextAct(doing: Doing, random: Random, number: number, key: string): Act {
  const what = random.below(100)
  if (what < 20 && doing.past.length > 1) {
    const perform = (page: Page) => ui.button(ui.banner(page), 'Undo').click()
    return { after: undoes(doing), perform }
  }
  if (what < 35 && doing.future.length > 0) {
    const perform = (page: Page) => ui.button(ui.banner(page), 'Redo').click()
    return { after: redoes(doing), perform }
  }
  if (what < 45) return create(doing, `made-${number}`)
  if (what < 65) return addDomain(doing, key, `k${number}.example`)
  return setLabel(doing, random, `K${number}`)
}

/** What is on disk, read from a copy, for reading may fold the journal. */
async function onDisk(userData: string, projectId: ProjectId): Promise<Doing> {
  const folder = mkdtempSync(join(tmpdir(), 'sso-workbench-killed-'))
  try {
    // One that is killed before its first save has no drafts.
    const drafts = join(userData, 'drafts')
    if (existsSync(drafts)) cpSync(drafts, join(folder, 'drafts'), { recursive: true })
    const files = createAppFiles(createJsonFiles({ folder, notices: createNotices() }))
    const draft = await files.drafts.read(projectId)
    await files.flush()
    if (!draft.ok) throw new Error(draft.error.message)
    return doingOf(draft.value)
  } finally {
    removeUserData(folder)
  }
}

/** Edits until the app is gone. Answers every state since the last that was reported saved. */
async function editUntilKilled(
  { app, page }: RunningApp,
  start: Doing,
  random: Random,
  next: () => number,
  key: string,
): Promise<{ possible: Doing[]; saved: number; acts: number }> {
  const ended = new Promise((resolve) => app.process().once('exit', resolve))
  const timer = setTimeout(
    () => app.process().kill('SIGKILL'),
    300 + random.below(longestMilliseconds),
  )
  let isOver = false
  void ended.then(() => (isOver = true))
  let possible = [start]
  let doing = start
  let [saved, acts] = [0, 0]
  try {
    for (;;) {
      const act = nextAct(doing, random, next(), key)
      // From here on it may have happened.
      possible.push(act.after)
      await act.perform(page)
      doing = act.after
      acts += 1
      if (random.chance(60)) {
        await ui.statusLine(page, 'Draft saved').waitFor({ timeout: 10_000 })
        if (isOver) break
        possible = [doing]
        saved += 1
      }
    }
  } catch (error) {
    // Killed while the script waited for the window; anything else is a failure of the script.
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000))])
    if (!isOver) throw error
  } finally {
    clearTimeout(timer)
  }
  await ended
  return { possible, saved, acts }
}

test(`${kills} kills while it is edited lose nothing that was reported saved`, async ({
  workbench,
}) => {
  test.setTimeout(60_000 + kills * 30_000)
  console.log(`kills: seed ${seed}`)
  const random = createRandom(seed)
  const project = workbench.emulator.project(demo.staging.id) as any
  const key = project.organizations.find(({ label }: any) => label === organization.label).id
  const google = project.services.identity.config.selfservice.methods.oidc.config.providers.find(
    ({ id }: any) => id === 'google',
  )
  Object.assign(connections, { 'oidc:google': google.label })
  const total = { acts: 0, saved: 0, unsaved: 0 }
  let number = 0
  let doing = nothingDone
  let running = await workbench.open(demo.staging.name)
  for (let kill = 0; kill < kills; kill += 1) {
    const next = () => (number += 1)
    const result = await editUntilKilled(running, doing, random, next, key)
    const found = await onDisk(workbench.userData, workbench.id(demo.staging.id))
    const place = result.possible.findLastIndex((item) => isSameDoing(item, found))
    if (place < 0) {
      const states = result.possible.map((item) => JSON.stringify(item)).join('\n')
      throw new Error(`Kill ${kill} lost something: ${JSON.stringify(found)}\nnone of\n${states}`)
    }
    total.acts += result.acts
    total.saved += result.saved
    total.unsaved += result.possible.length - 1 - place
    doing = found
    running = await workbench.launch()
    await expect(ui.region(running.page, 'Connections').getByRole('option').first()).toBeVisible()
  }
  const undo = ui.button(ui.banner(running.page), 'Undo')
  for (let step = 1; step < doing.past.length; step += 1) await undo.click()
  await expect(undo).toBeDisabled()
  // The window may have come back with the organization that was chosen last, and its connections alone.
  const all = ui.button(running.page, `Only ${organization.label}: show all connections`)
  if (await all.isVisible()) await all.click()
  await ui.chooseConnection(running.page, 'Pilot Keycloak')
  console.log(
    `kills: ${kills}, with ${total.acts} acts; ${total.saved} reported saved and all there; ` +
      `${total.unsaved} in flight not kept; walked back ${doing.past.length - 1} steps`,
  )
})
