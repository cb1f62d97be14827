import type { RequestInput } from '../../core/ipc/contract'
import type { SettingsService } from '../services/settings'

/** As browsers have them. The smallest window at the largest of them still shows a line of text and a button. */
const factors = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4]

export type ZoomStep = RequestInput<'window.zoom'>['to']

/** The factor that comes after another one; the same where there is none beyond it. */
export function nextZoom(from: number, to: ZoomStep): number {
  if (to === 'reset') return 1
  const found =
    to === 'in'
      ? factors.find((factor) => factor > from + 0.005)
      : factors.findLast((factor) => factor < from - 0.005)
  return found ?? from
}

/** @param show sets the zoom factor of all windows */
export function createZoom(
  settings: Pick<SettingsService, 'read' | 'save'>,
  show: (factor: number) => void,
) {
  /** The factor of a window that opens. */
  const first = async () => (await settings.read()).zoom ?? 1
  return {
    first,
    async change(to: ZoomStep): Promise<void> {
      const next = nextZoom(await first(), to)
      show(next)
      // That it could not be kept is no reason to disturb anyone.
      await settings.save({ zoom: next })
    },
  }
}
export type Zoom = ReturnType<typeof createZoom>
