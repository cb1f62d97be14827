import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestOutput } from '../../../core/ipc/contract'
import { isNewer, type Release, type SeenFeed } from '../../../core/app/updates/feed'
import type { UpdateState, UpdateWay } from '../../../core/app/updates/update-state'
import type { StoredValue } from '../../files/app-files'
import type { Offline } from '../offline'
import type { SettingsService } from '../settings'
import type { FeedReading, UpdateSource } from './read-feed'

/** Installs a newer version, if the package can. */
export interface Installer {
  readonly way: UpdateWay
  /** Downloads a release, installed on quit; `onPercent` gets 0 to 100. */
  download(release: Release, onPercent: (percent: number) => void): Promise<Result<void>>
}

/** After a failed download, the page still has the version. */
const canGet = (state: UpdateState) =>
  state.kind === 'available' || (state.kind === 'failed' && state.why === 'download')

export interface UpdatesService {
  read(): RequestOutput<'update.read'>
  /** Checks now, if turned on. */
  look(): Promise<void>
  /** Checks now on request. */
  check(): Promise<Result<UpdateState>>
  get(): Promise<Result<UpdateState>>
}

/** Updates: only if turned on, online and built with an address. */
export function createUpdatesService(deps: {
  readonly source: UpdateSource | undefined
  readonly version: string
  readonly settings: Pick<SettingsService, 'read'>
  readonly offline: Offline
  readonly ask: (source: UpdateSource) => Promise<FeedReading>
  /** Kept on disk, so that replays fail after a restart too. */
  readonly seen: StoredValue<SeenFeed>
  readonly installer: Installer
  readonly openPage: (address: string) => Promise<void>
  readonly onChange: (state: UpdateState) => void
}): UpdatesService {
  const { source, version, settings, offline, ask, seen, installer, openPage, onChange } = deps
  let state: UpdateState = { kind: 'unasked' }
  let release: Release | undefined
  let asking: Promise<UpdateState> | undefined

  function become(next: UpdateState): UpdateState {
    state = next
    onChange(next)
    return next
  }

  const isUnderWay = () => state.kind === 'downloading' || state.kind === 'ready'

  /** Whether a feed is a replay of an older one; the highest sequence is remembered. */
  async function isOlder({ sequence }: Release): Promise<boolean> {
    const stored = await seen.read()
    const highest = (stored.ok && stored.value?.sequence) || 0
    // A failed write only weakens replay protection; updates matter more.
    if (sequence > highest) await seen.write({ sequence })
    return sequence < highest
  }

  async function askNow(from: UpdateSource): Promise<UpdateState> {
    if (isUnderWay()) return state
    const reading = await ask(from)
    if (!reading.ok) return become({ kind: 'failed', why: reading.why })
    if (await isOlder(reading.release)) return become({ kind: 'failed', why: 'older' })
    release = reading.release
    return isNewer(release.version, version)
      ? become({ kind: 'available', version: release.version, way: installer.way })
      : become({ kind: 'newest' })
  }

  /** Concurrent checks share one answer. */
  function askOnce(from: UpdateSource): Promise<UpdateState> {
    asking ??= askNow(from).finally(() => {
      asking = undefined
    })
    return asking
  }

  async function check(): Promise<Result<UpdateState>> {
    if (!source)
      return failure(appError('request.invalid', t('This copy has no address for updates')))
    const allowed = await offline.allowsSending()
    return allowed.ok ? success(await askOnce(source)) : allowed
  }

  async function download(wanted: Release): Promise<UpdateState> {
    become({ kind: 'downloading', version: wanted.version, percent: 0 })
    const done = await installer.download(wanted, (percent) => {
      become({ kind: 'downloading', version: wanted.version, percent: Math.round(percent) })
    })
    return done.ok
      ? become({ kind: 'ready', version: wanted.version })
      : become({ kind: 'failed', why: 'download' })
  }

  return {
    read: () => ({ ...(source ? { host: new URL(source.feed).host } : {}), state }),
    async look() {
      if ((await settings.read()).lookForUpdates === true) await check()
    },
    check,
    async get() {
      if (!source || !release || !canGet(state)) return success(state)
      const allowed = await offline.allowsSending()
      if (!allowed.ok) return allowed
      if (state.kind === 'available' && state.way === 'install') {
        return success(await download(release))
      }
      await openPage(source.page)
      return success(state)
    },
  }
}
