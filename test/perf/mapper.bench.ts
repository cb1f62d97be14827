import { expect, test, type Page } from '@playwright/test'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startNative } from '../../scripts/lib/engine/golden.mjs'
import type { RequestInput, RequestName } from '../../src/core/ipc/contract'
import { defaultMapper } from '../../src/core/mapper/template/default-mapper'
import { projectIdOf } from '../../src/core/model/project-id'
import { demoState, startEmulator } from '../emulator'
import { launchApp, newUserData, removeUserData, type RunningApp } from '../support/window/app'
import { bare, startEngine } from '../support/mapping/mapper'
import * as ui from '../support/window/screens'
import { demo } from '../support/window/workbench'
import { beside, figure, median, onClock, report } from './figures'
import { fromKey, lettersPainted } from './from-event'
import { limits } from './limits'
import { inBareField } from './window-floor'

/** What the mapper editor waits for after a key. */
const debounceMs = 60
const mapper = defaultMapper('oidc', 'google')
const claims = JSON.stringify({
  iss: 'https://accounts.google.com',
  sub: '1',
  email: 'kim@example.com',
  email_verified: true,
})
const typed = "{ identity: { traits: { email: '' } } }"

/** The app on a stand-in of its own, with Northwind connected. */
async function open(state = demoState()) {
  const emulator = await startEmulator({ state })
  const userData = newUserData()
  const running = await launchApp(userData)
  await ui.connect(running.page, emulator.apiAddress, emulator.demoApiKeys[demo.northwind] ?? '')
  await ui.openProject(running.page, demo.staging.name)
  return {
    ...running,
    userData,
    projectId: projectIdOf(emulator.apiAddress, demo.staging.id),
    async end() {
      await running.close()
      await emulator.close()
      removeUserData(userData)
    },
  }
}

/** Milliseconds of a request through the window's bridge; its answer must be good. */
function requestMs<Name extends RequestName>(page: Page, name: Name, input: RequestInput<Name>) {
  return page.evaluate(
    async ([asked, given]) => {
      const begin = performance.now()
      const answer = await (window as any).bridge.request(asked, given, crypto.randomUUID())
      if (!answer.ok) throw new Error(answer.error.message)
      if (answer.value.error) throw new Error(answer.value.error.message)
      return performance.now() - begin
    },
    [name, input] as [string, unknown],
  )
}

async function openMapperEditor({ page }: Pick<RunningApp, 'page'>) {
  const connection = await ui.chooseConnection(page, 'Google')
  await ui.button(connection, 'Edit mapper').click()
  const editor = ui.region(page, 'Mapper').getByRole('textbox')
  await expect(editor).toContainText('identity')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(typed)
  const one = ui.button(page, 'This connection only')
  if (await one.isVisible({ timeout: 1000 }).catch(() => false)) await one.click()
  await editor.click()
  await page.keyboard.press('ControlOrMeta+End')
  const back = typed.length - typed.indexOf("''") - 1
  for (let step = 0; step < back; step += 1) await page.keyboard.press('ArrowLeft')
}

test('a key in the mapper to the painted result, beside a key in a bare field', async () => {
  test.setTimeout(120_000)
  const app = await open()
  try {
    await openMapperEditor(app)
    const { page } = app
    const times: number[] = []
    const floors: number[] = []
    // The result has nothing like it before.
    let word = 'zq'
    await page.keyboard.type(word)
    const result = page.locator('[role="tabpanel"]')
    await expect(result).toContainText(word)
    for (const letter of 'abcdefghijkl') {
      word += letter
      const wanted = { selector: '[role="tabpanel"]', text: word }
      times.push(await fromKey(page, wanted, () => page.keyboard.type(letter)))
      await page.waitForTimeout(700)
      floors.push(...(await inBareField(page, (frame) => lettersPainted(page, 'x', frame))))
    }
    report({
      name: 'mapper-run',
      subject: figure(
        'a key in the mapper to the painted result, without the wait for more keys',
        times.map((time) => time - debounceMs),
      ),
      floor: figure('a key in a bare field to its letter', floors, median),
      limit: limits.mapper,
    })
  } finally {
    await app.end()
  }
})

test('the engine alone, beside native go-jsonnet', async () => {
  test.setTimeout(120_000)
  const engine = await startEngine()
  const native = await startNative()
  const request = bare(mapper, claims)
  if (!native) {
    await engine.close()
    console.log('Go is not here: this row was left out.')
    return
  }
  const question = {
    op: 'evaluate',
    fileName: request.fileName,
    snippet: mapper,
    extCode: request.variables,
    maxStack: 500,
    maxTrace: 0,
  }
  const { subjects, floors } = await beside(200, {
    floor: () => native.ask(question),
    subject: () => engine.evaluate(request),
  })
  await engine.close()
  native.stop()
  report({
    name: 'mapper-engine',
    subject: figure('one evaluation by the engine', subjects),
    floor: figure('the same by native go-jsonnet', floors),
    budget: { times: 6.5, why: 'WebAssembly runs Go some 3 times slower, and two threads answer' },
  })
})

/** Echoes what it is asked, from a thread of its own: what no engine that can be stopped does without. */
const echo = `
  import { Worker, isMainThread, parentPort } from 'node:worker_threads'
  if (isMainThread) {
    const thread = new Worker(new URL(import.meta.url), { env: {}, argv: [], execArgv: [] })
    thread.on('message', (data) => process.parentPort.postMessage(data))
    process.parentPort.on('message', ({ data }) => thread.postMessage(data))
  } else {
    parentPort.on('message', (data) => parentPort.postMessage(data))
  }
`

/** Milliseconds of a process whose thread only answers, from its start to its answer. */
function emptyProcessMs(app: RunningApp['app'], file: string) {
  return app.evaluate(
    ({ utilityProcess }, path) =>
      new Promise<number>((resolve) => {
        const begin = performance.now()
        const child = utilityProcess.fork(path, [], { env: {}, stdio: 'ignore' })
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
        child.postMessage(0)
        child.once('message', () => {
          resolve(performance.now() - begin)
          child.kill()
        })
      }),
    file,
  )
}

test('the first run after the start, beside a process and a thread that do nothing', async () => {
  test.setTimeout(180_000)
  const app = await open()
  try {
    await app.close()
    const echoFile = join(app.userData, 'echo.mjs')
    writeFileSync(echoFile, echo)
    const input = { text: mapper, claims: { mode: 'exact' as const, json: claims } }
    const times: number[] = []
    const floors: number[] = []
    for (let round = 0; round < 6; round += 1) {
      const again = await launchApp(app.userData)
      await expect(ui.region(again.page, 'Organizations')).toBeVisible()
      // Whichever comes first pays for what both share.
      if (round % 2 === 0) floors.push(await emptyProcessMs(again.app, echoFile))
      times.push(await requestMs(again.page, 'mapper.run', input))
      if (round % 2 === 1) floors.push(await emptyProcessMs(again.app, echoFile))
      await again.close()
    }
    report({
      name: 'mapper-first',
      subject: figure('the first run of a mapper after the start', times),
      floor: figure('a process whose thread only answers', floors),
      budget: {
        times: 1.75,
        why: 'to start Go and to compile what one run calls takes 60 ms where the floor is 170',
      },
    })
  } finally {
    await app.end()
  }
})

test('1,000 cases, beside as many bare runs', async () => {
  test.setTimeout(120_000)
  const app = await open()
  const engine = await startEngine()
  try {
    const hash = createHash('sha512').update(mapper).digest('hex')
    const folder = join(app.userData, 'cases', hash)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'mapper.jsonnet'), mapper)
    const count = 1000
    for (let number = 0; number < count; number += 1) {
      const email = `user${number}@example.com`
      writeFileSync(
        join(folder, `user-${number}.case.json`),
        JSON.stringify({
          name: `User ${number}`,
          mapper: { file: 'mapper.jsonnet' },
          mode: 'exact',
          claims: { iss: 'https://idp.example', sub: String(number), email, email_verified: true },
          expect: { output: { identity: { traits: { email } } } },
        }),
      )
    }
    const place = { projectId: app.projectId, connectionKey: 'oidc:google', text: mapper }
    const input = { ...place, runId: crypto.randomUUID() }
    const passed = await app.page.evaluate(async (given) => {
      const answer = await (window as any).bridge.request('case.run', given, 'warm')
      return answer.value.outcomes.filter(({ result }: any) => result.pass).length as number
    }, input)
    expect(passed).toBe(count)
    const { subjects, floors } = await beside(3, {
      floor: async () => {
        for (let number = 0; number < count; number += 1) {
          await engine.evaluate(bare(mapper, claims))
        }
      },
      subject: () => requestMs(app.page, 'case.run', input as never),
    })
    report({
      name: 'mapper-cases',
      subject: figure('1,000 cases of a mapper', subjects),
      floor: figure('as many bare evaluations', floors),
      budget: { times: 3, why: 'each case is read from its file and goes through two processes' },
    })
  } finally {
    await engine.close()
    await app.end()
  }
})

/** The demo with as many connections in Northwind Staging, each with a mapper of its own. */
function manyMappers(count: number) {
  const state: any = demoState()
  const project = state.projects.find(({ id }: any) => id === demo.staging.id)
  const { providers } = project.services.identity.config.selfservice.methods.oidc.config
  const [first] = providers
  const texts: string[] = []
  for (let number = 0; number < count; number += 1) {
    const text = `// Mapper ${number}\n${mapper}`
    const hash = createHash('sha512').update(text).digest('hex')
    state.content[hash] = text
    texts.push(text)
    providers.push({
      ...first,
      id: `many-${number}`,
      label: `Many ${number}`,
      mapper_url: `stored://${hash}.jsonnet`,
    })
  }
  return { state, texts }
}

test('all rules over 500 mappers, beside the linter alone', async () => {
  test.setTimeout(120_000)
  const { state, texts } = manyMappers(500)
  const app = await open(state)
  const engine = await startEngine()
  try {
    await requestMs(app.page, 'all-mappers.look', {})
    await requestMs(app.page, 'all-mappers.fetch', { which: 'all' })
    // What is found is kept: only the first time counts.
    const lintMs = await requestMs(app.page, 'all-mappers.look', {})
    const floorMs = await onClock(async () => {
      for (const text of texts) await engine.lint(text, 'mapper.jsonnet')
    })
    report({
      name: 'mapper-lint',
      subject: { what: 'all rules over 500 mappers', ms: lintMs },
      floor: { what: 'the linter of go-jsonnet over them', ms: floorMs },
      budget: { times: 8.6, why: 'each is also read from its file, run with samples and judged' },
    })
  } finally {
    await engine.close()
    await app.end()
  }
})
