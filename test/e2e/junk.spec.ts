import { requests } from '../../src/core/ipc/contract'
import { junkFor, requestNames } from '../support/texts/junk'
import type { RunningApp } from '../support/window/app'
import { expect, test } from '../support/window/workbench'

/** Inputs of each request; some places of many are enough here, and all of them are in the unit test. */
const mostOfEach = 6

/** As texts, so that a page gets members such as `__proto__` as they are. What is junk as JSON, too, is kept. */
const junk = requestNames.map((name) => {
  const texts = junkFor(name, mostOfEach).flatMap((input) => JSON.stringify(input) ?? [])
  const refused = texts.filter((text) => !requests[name].input.safeParse(JSON.parse(text)).success)
  return [name, refused] as const
})

/** Sends all of it from the page, one after the other. @returns how often each answer came */
function sendJunk({ page }: RunningApp): Promise<Record<string, number>> {
  return page.evaluate(async (all) => {
    const answers: Record<string, number> = {}
    const note = (answer: any, name: string) => {
      const said = answer?.ok === false ? answer.error.code : `${name}: ${JSON.stringify(answer)}`
      answers[said] = (answers[said] ?? 0) + 1
    }
    const { request, cancel } = (window as any).bridge
    for (const [name, texts] of all) {
      for (const text of texts) note(await request(name, JSON.parse(text), 'junk'), name)
    }
    for (const name of ['', 'no.such', '__proto__', 'constructor', 7, null, {}, []]) {
      note(await request(name, {}, 'junk'), String(name))
    }
    for (const callId of ['', 'x'.repeat(101), 7, null, {}, []]) {
      cancel(callId)
      note(await request('app.read', {}, callId), 'app.read')
    }
    return answers
  }, junk)
}

/** What JavaScript of the main process holds, without what can be thrown away, in MiB. */
function heapOfMain({ app }: RunningApp): Promise<number> {
  return app.evaluate(() => {
    const builtin = (process as any).getBuiltinModule
    builtin('node:v8').setFlagsFromString('--expose-gc')
    builtin('node:vm').runInNewContext('gc')()
    return process.memoryUsage().heapUsed / 2 ** 20
  })
}

test('junk for every request is answered with an error, ends nothing and leaves nothing behind', async ({
  workbench,
}) => {
  const running = await workbench.launchShared()
  const { app, page } = running
  const all = junk.reduce((count, [, texts]) => count + texts.length, 0)
  expect(all).toBeGreaterThan(500)
  const expected = { 'request.invalid': all + 6, 'request.unknown': 8 }
  // What the first round makes, such as compiled schemas, stays.
  expect(await sendJunk(running)).toEqual(expected)
  const before = await heapOfMain(running)
  expect(await sendJunk(running)).toEqual(expected)
  // The log may still write its lines.
  const growth = async () => (await heapOfMain(running)) - before
  await expect.poll(growth).toBeLessThan(2)
  const answer = await page.evaluate(() => (window as any).bridge.request('app.read', {}, 'junk'))
  expect(answer.ok).toBe(true)
  expect(app.windows()).toHaveLength(1)
})
