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

/** Tells by a notification of the system what expires, each once for each step. */
export interface EndNotices {
  /** Shows one notification for all new findings; does nothing before `begin`. */
  tell(): Promise<void>
  /** From now on something may be told: the first window has been painted. */
  begin(): void
  /** Nothing is told any more: the app is about to end. */
  end(): void
}

/** Milliseconds from the first picture to the first notification: who has just begun to look is not disturbed. */
const quiet = 3000
/** Milliseconds from the first picture to the first look that nobody asked for, and between two of them. */
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
  /** The system shows none: asked again, it would hold the app up for nothing. */
  let isRefused = false

  async function tellNow(): Promise<void> {
    if (!mayTell || isRefused || !(await isOn())) return
    const at = now().toISOString()
    const stored = await file.read()
    // A file of a newer version stays as it is: without it each start would tell everything again.
    if (!stored.ok) return
    const before = stored.value?.told ?? {}
    const { due, told } = endsToTell(await radar.latest(), before, at)
    const names = projectNames(await workspaces.list())
    const notice = endNotice(due, (id) => names.get(id) ?? '', at)
    if (!notice) return
    // Before it is shown: an app that ends in between tells nothing twice.
    const written = await file.write({ told })
    if (!written.ok) return
    const isShown = await show(notice, () => open(notice.place))
    // Where the system showed nothing, nobody knows it.
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
        // What it finds is told as after every look.
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
