import { projectNames } from '../../../core/model/project-names'
import {
  endNotice,
  endsToTell,
  type EndNotice,
  type KeptTold,
} from '../../../core/problems/end-notices'
import { createQueue } from '../../concurrency/in-turn'
import type { StoredValue } from '../../files/app-files'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { RadarService } from './radar'

/** Notifies of expirations, once per step. */
export interface EndNotices {
  /** Shows one notification for all new findings; does nothing before `begin`. */
  tell(): Promise<void>
  /** After the first paint. */
  begin(): void
  /** No more notifications; the app quits. */
  end(): void
}

/** Milliseconds from the first paint to the first notification. */
const quiet = 3000
/** Milliseconds to the first unasked look, and between looks. */
const firstLook = 60_000
const between = 6 * 60 * 60 * 1000

/** `show` returns whether the system accepted the notification; `open` navigates on click. */
export function createEndNotices(deps: {
  readonly radar: Pick<RadarService, 'look' | 'latest'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly file: StoredValue<KeptTold>
  readonly isOn: () => Promise<boolean>
  readonly show: (notice: EndNotice, onClick: () => void) => Promise<boolean>
  readonly open: (place: EndNotice['place']) => void
  readonly now: () => Date
  readonly quiet?: number
}): EndNotices {
  const { radar, workspaces, file, isOn, show, open, now } = deps
  const { run: inTurn } = createQueue()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let mayTell = false
  /** The system refused; asking again would only block. */
  let isRefused = false

  async function tellNow(): Promise<void> {
    if (!mayTell || isRefused || !(await isOn())) return
    const at = now().toISOString()
    const stored = await file.read()
    // Keep a newer version's file, even if nothing is shown.
    if (!stored.ok) return
    const before = stored.value?.told ?? {}
    const { due, told } = endsToTell(await radar.latest(), before, at)
    const names = projectNames(await workspaces.list())
    const notice = endNotice(due, (id) => names.get(id) ?? '', at)
    if (!notice) return
    // Written first, so that a crash can't notify twice.
    const written = await file.write({ told })
    if (!written.ok) return
    const isShown = await show(notice, () => open(notice.place))
    // Not shown: forget it again.
    if (isShown) return
    isRefused = true
    await file.write({ told: before })
  }

  const tell = () => inTurn(tellNow)

  return {
    tell,
    begin() {
      const later = (work: () => void, after: number) => timers.add(setTimeout(work, after))
      later(() => {
        mayTell = true
        void tell()
      }, deps.quiet ?? quiet)
      const look = () => {
        // Findings are announced as after every look.
        void isOn().then((on) => (on ? radar.look() : undefined))
        later(look, between)
      }
      later(look, firstLook)
    },
    end() {
      mayTell = false
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
