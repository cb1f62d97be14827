import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildMapperIfNeeded, ssoCommand } from '../../scripts/lib/mapper-build.mjs'
import { locked } from '../../scripts/lib/lock.mjs'
import { expect, test } from '@playwright/test'
import { largeIds, largeState, startEmulator } from '../emulator'
import { launchApp, newUserData, removeUserData } from '../support/window/app'
import { hostile } from '../support/mapping/hostile-mappers'
import { startEngine, bare } from '../support/mapping/mapper'
import * as ui from '../support/window/screens'
import { beside, figure, onClock, report } from './figures'
import { limits, twice } from './limits'
import { plantInLetters } from './planted'
import { bareLetter, lettersThread } from './window-floor'

test('a letter of a filter over 10,000 organizations, beside one of a bare field', async () => {
  test.setTimeout(120_000)
  const emulator = await startEmulator({
    state: largeState({ organizations: 10_000, connections: 5_000 }),
  })
  const userData = newUserData()
  const { page, close } = await launchApp(userData)
  try {
    await ui.connect(page, emulator.apiAddress, emulator.demoApiKeys[largeIds.workspace] ?? '')
    await expect(ui.region(page, 'Organizations').locator('.list-count')).toHaveText('10000', {
      timeout: 30_000,
    })
    const filter = page.getByRole('searchbox', { name: 'Filter organizations' })
    await plantInLetters(page)
    const text = 'health 9871 amber'
    const subjects: number[] = []
    const floors: number[] = []
    for (let round = 0; round <= 5; round += 1) {
      const floor = await bareLetter(page, text)
      await filter.focus()
      const subject = await lettersThread(page, text)
      await filter.fill('')
      if (round === 0) continue
      floors.push(floor)
      subjects.push(subject)
    }
    report({
      name: 'filter-letter',
      subject: figure('a letter of a filter over 10,000 organizations', subjects),
      floor: figure('a letter in a bare field', floors),
      budget: twice,
      limit: limits.thread,
    })
  } finally {
    await close()
    await emulator.close()
    removeUserData(userData)
  }
})

test('the slowest hostile mapper, beside one that never ends', async () => {
  test.setTimeout(300_000)
  const engine = await startEngine()
  // Loops within loops: each holds a thousand numbers, so that time alone stops it.
  const loop = (inner: string) => `std.foldl(function(a, i) a + ${inner}, std.range(1, 1000), 0)`
  const endless = loop(loop(loop(loop('1'))))
  const floorMs = await onClock(() => engine.evaluate(bare(endless)))
  let subjectMs = 0
  for (const [, text] of hostile) {
    subjectMs = Math.max(subjectMs, await onClock(() => engine.evaluate(bare(text))))
  }
  await engine.close()
  report({
    name: 'mapper-hostile',
    subject: { what: 'the slowest of the hostile mappers', ms: subjectMs },
    floor: { what: 'one without end, until it is stopped', ms: floorMs },
    budget: { times: 1.3, why: 'nothing runs longer than the limit that stops it' },
  })
})

test('the mapper command line, beside a Node that does nothing', async () => {
  await locked(() => buildMapperIfNeeded())
  const folder = newUserData()
  writeFileSync(
    join(folder, 'mapper.jsonnet'),
    "{ identity: { traits: { a: std.extVar('claims').sub } } }",
  )
  writeFileSync(join(folder, 'claims.json'), '{"sub":"1"}')
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: folder })
  const { subjects, floors } = await beside(5, {
    floor: () => node('-e', '0'),
    subject: () => node(ssoCommand, 'mapper', 'run', 'mapper.jsonnet', '--claims', 'claims.json'),
  })
  removeUserData(folder)
  report({
    name: 'mapper-command-line',
    subject: figure('mapper run, from its start to its end', subjects),
    floor: figure('Node, which does nothing', floors),
    budget: { times: 14, why: 'the engine is unpacked and compiled at each run' },
  })
})
