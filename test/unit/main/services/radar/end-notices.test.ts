import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { EndNotice, KeptTold } from '../../../../../src/core/problems/end-notices'
import { problemsByRule } from '../../../../../src/core/problems/find'
import { createEndNotices } from '../../../../../src/main/services/radar/end-notices'
import { workspaceOf } from '../../../../support/services/radar-service'
import { radarProject, samlEntry } from '../../../../support/states/radar'
import { snapshotOf } from '../../../../support/states/snapshots'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The service over one certificate that ends in so many days; time passes by `after`. */
function over(
  days: number,
  more: { readonly takes?: boolean; readonly newer?: boolean; readonly twice?: boolean } = {},
) {
  let time = Date.parse('2026-11-27T12:00:00.000Z')
  let isOn = true
  let stored: KeptTold | undefined
  const writes: KeptTold[] = []
  const shown: EndNotice[] = []
  const clicks: (() => void)[] = []
  const opened: EndNotice['place'][] = []
  const looks: number[] = []
  const end = new Date(time + days * 24 * 60 * 60 * 1000).toISOString()
  const latest = () => {
    const project = radarProject(
      { saml: [samlEntry('s')] },
      {
        certificateEnds: new Map([['saml:s', [end]]]),
        now: new Date(time).toISOString(),
      },
    )
    return Promise.resolve([...problemsByRule(project)].flat())
  }
  const notices = createEndNotices({
    radar: {
      latest,
      look() {
        looks.push(time)
        return Promise.resolve(success({ looked: 1, unread: 0, findings: 1 }))
      },
    },
    workspaces: {
      list() {
        const own = workspaceOf([snapshotOf({})])
        const other = {
          ...own,
          name: 'Contoso',
          projects: own.projects.map((each) => ({ ...each, id: 'b' as never })),
        }
        return Promise.resolve(more.twice ? [own, other] : [own])
      },
    },
    file: {
      read: () =>
        Promise.resolve(
          more.newer ? failure(appError('file.read-failed', 'newer')) : success(stored),
        ),
      write(next) {
        writes.push(next)
        stored = next
        return Promise.resolve(success(undefined))
      },
    },
    isOn: () => Promise.resolve(isOn),
    show(notice, onClick) {
      // It is on disk before anybody sees it.
      expect(stored?.told).not.toEqual({})
      shown.push(notice)
      clicks.push(onClick)
      return Promise.resolve(more.takes !== false)
    },
    open: (place) => void opened.push(place),
    now: () => new Date(time),
  })
  return {
    notices,
    shown,
    clicks,
    opened,
    looks,
    writes,
    turn: (on: boolean) => (isOn = on),
    pass: (inDays: number) => (time += inDays * 24 * 60 * 60 * 1000),
  }
}

it('waits for the first picture and a while, tells once however often it is asked, and leads to the place', async () => {
  const { notices, shown, clicks, opened } = over(5)
  await notices.tell()
  expect(shown).toEqual([])
  notices.begin()
  await notices.tell()
  expect(shown).toEqual([])
  await vi.advanceTimersByTimeAsync(3000)
  // Every window that looks asks.
  await Promise.all([notices.tell(), notices.tell(), notices.tell()])
  expect(shown.map(({ title }) => title)).toEqual(['Certificate expires in 5 days'])
  expect(shown[0]?.body).toContain(snapshotOf({}).summary.name)
  clicks[0]?.()
  expect(opened).toEqual([shown[0]?.place])
  notices.end()
})

it('tells the next step when it comes', async () => {
  const { notices, shown, pass } = over(31)
  notices.begin()
  await vi.advanceTimersByTimeAsync(3000)
  expect(shown).toHaveLength(1)
  pass(1)
  await notices.tell()
  pass(1)
  await notices.tell()
  expect(shown.map(({ title }) => title)).toEqual([
    'Certificate expires in 31 days',
    'Certificate expires in 30 days',
  ])
  notices.end()
})

it('says nothing while it is turned off, and looks for nothing', async () => {
  const { notices, shown, looks, turn } = over(5)
  turn(false)
  notices.begin()
  await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000)
  expect([shown, looks]).toEqual([[], []])
  turn(true)
  await notices.tell()
  expect(shown).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(6 * 60 * 60 * 1000)
  expect(looks).toHaveLength(1)
  notices.end()
  await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1000)
  expect(looks).toHaveLength(1)
})

it('keeps nothing as told that the system did not show, and does not ask it again', async () => {
  const { notices, shown, writes } = over(5, { takes: false })
  notices.begin()
  await vi.advanceTimersByTimeAsync(3000)
  await notices.tell()
  expect(shown).toHaveLength(1)
  expect(writes.at(-1)).toEqual({ told: {} })
  notices.end()
})

it('tells nothing where a newer version has noted what it told', async () => {
  const { notices, shown, writes } = over(5, { newer: true })
  notices.begin()
  await vi.advanceTimersByTimeAsync(3000)
  expect([shown, writes]).toEqual([[], []])
  notices.end()
})

it('names the workspace where another one has a project of the same name', async () => {
  const { notices, shown } = over(5, { twice: true })
  notices.begin()
  await vi.advanceTimersByTimeAsync(3000)
  await notices.tell()
  expect(shown[0]?.body).toContain(`${snapshotOf({}).summary.name} · Northwind`)
  notices.end()
})
