import { describe, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success, type Result } from '../../../../../src/core/errors/result'
import type { Settings } from '../../../../../src/core/ipc/app-state'
import type { UpdateState } from '../../../../../src/core/app/updates/update-state'
import { createOffline } from '../../../../../src/main/services/offline'
import type { FeedReading } from '../../../../../src/main/services/updates/read-feed'
import {
  createUpdatesService,
  type Installer,
} from '../../../../../src/main/services/updates/updates'
import { releaseOf } from '../../../../support/window/update-feed'

const source = {
  feed: 'https://updates.example/updates.json',
  page: 'https://x.example/',
  publicKey: '',
}
const newer: FeedReading = { ok: true, release: releaseOf('0.2.0') }

function start(given: {
  settings?: Partial<Settings>
  way?: Installer['way']
  reading?: FeedReading
  downloaded?: Result<void>
  source?: typeof source | undefined
  /** Of what the copy saw before it was started. */
  seen?: number
}) {
  const { way = 'page', reading = newer, downloaded = success(undefined) } = given
  let current: Settings = { theme: 'system', columns: {}, ...given.settings }
  const settings = { read: () => Promise.resolve(current) }
  const asked: string[] = []
  const pages: string[] = []
  const states: UpdateState[] = []
  let seen = given.seen === undefined ? undefined : { sequence: given.seen }
  const updates = createUpdatesService({
    source: 'source' in given ? given.source : source,
    version: '0.1.0',
    settings,
    offline: createOffline(settings),
    ask({ feed }) {
      asked.push(feed)
      return Promise.resolve(reading)
    },
    seen: {
      read: () => Promise.resolve(success(seen)),
      write: (value) => Promise.resolve(success(void (seen = value))),
    },
    installer: {
      way,
      download(_release, onPercent) {
        onPercent(41.6)
        return Promise.resolve(downloaded)
      },
    },
    openPage: (address) => Promise.resolve(void pages.push(address)),
    onChange: (state) => states.push(state),
  })
  return {
    seen: () => seen?.sequence,
    updates,
    asked,
    pages,
    states,
    change: (part: Partial<Settings>) => {
      current = { ...current, ...part }
    },
  }
}

describe('looking for a newer version', () => {
  it('asks nobody before it is turned on, nor offline, nor without an address', async () => {
    for (const settings of [
      {},
      { lookForUpdates: false },
      { lookForUpdates: true, workOffline: true },
    ]) {
      const { updates, asked, states } = start({ settings })
      await updates.look()
      expect([asked, states]).toEqual([[], []])
    }
    const { updates, asked } = start({ settings: { lookForUpdates: true }, source: undefined })
    await updates.look()
    expect(await updates.check()).toMatchObject({ ok: false })
    expect(updates.read()).toEqual({ state: { kind: 'unasked' } })
    expect(asked).toEqual([])
  })

  it('asks once it is on, and tells of what is newer only', async () => {
    const { updates, asked, states, change } = start({})
    await updates.look()
    change({ lookForUpdates: true })
    await Promise.all([updates.look(), updates.look()])
    expect(asked).toEqual([source.feed])
    expect(states).toEqual([{ kind: 'available', version: '0.2.0', way: 'page' }])
    expect(updates.read()).toEqual({ host: 'updates.example', state: states[0] })
    const same = start({ reading: { ok: true, release: releaseOf('0.1.0') } })
    expect(await same.updates.check()).toEqual(success({ kind: 'newest' }))
    // An old feed, played again, is no news.
    const older = start({ reading: { ok: true, release: releaseOf('0.0.9') } })
    expect(await older.updates.check()).toEqual(success({ kind: 'newest' }))
  })

  it('refuses a feed that comes before one that was seen, also after a restart', async () => {
    const first = start({ reading: { ok: true, release: releaseOf('0.3.0', 9) } })
    expect(await first.updates.check()).toMatchObject({ value: { kind: 'available' } })
    expect(first.seen()).toBe(9)
    // Signed, newer than this copy, and withdrawn for a mistake.
    const replayed = { reading: { ok: true, release: releaseOf('0.2.0', 8) }, seen: 9 } as const
    const again = start(replayed)
    expect(await again.updates.check()).toEqual(success({ kind: 'failed', why: 'older' }))
    expect(await again.updates.get()).toEqual(success({ kind: 'failed', why: 'older' }))
    expect([again.pages, again.seen()]).toEqual([[], 9])
    expect(await start({ ...replayed, seen: 8 }).updates.check()).toMatchObject({
      value: { kind: 'available' },
    })
  })

  it('is refused in words while one works offline, also by hand', async () => {
    const { updates, asked } = start({ settings: { workOffline: true } })
    expect(await updates.check()).toMatchObject({ ok: false, error: { code: 'network.off' } })
    expect(asked).toEqual([])
  })

  it('gets nothing from a feed that is not signed', async () => {
    const { updates, pages } = start({ reading: { ok: false, why: 'untrusted' } })
    const failed = { kind: 'failed', why: 'untrusted' } as const
    expect(await updates.check()).toEqual(success(failed))
    expect(await updates.get()).toEqual(success(failed))
    expect(pages).toEqual([])
  })
})

describe('getting a newer version', () => {
  it('opens the page where the package belongs to the system', async () => {
    const { updates, pages } = start({})
    await updates.get()
    expect(pages).toEqual([])
    await updates.check()
    await updates.get()
    expect(pages).toEqual([source.page])
  })

  it('downloads where the app can replace itself, and is not disturbed by another look', async () => {
    const { updates, states, asked } = start({ way: 'install' })
    await updates.check()
    expect(await updates.get()).toEqual(success({ kind: 'ready', version: '0.2.0' }))
    expect(states.map(({ kind }) => kind)).toEqual([
      'available',
      'downloading',
      'downloading',
      'ready',
    ])
    expect(states[2]).toMatchObject({ percent: 42 })
    await updates.check()
    expect(asked).toHaveLength(1)
  })

  it('leads to the page where the download failed or was another file', async () => {
    const downloaded = failure(appError('network.offline', 'sha512 checksum mismatch'))
    const { updates, pages } = start({ way: 'install', downloaded })
    await updates.check()
    expect(await updates.get()).toEqual(success({ kind: 'failed', why: 'download' }))
    await updates.get()
    expect(pages).toEqual([source.page])
  })
})
