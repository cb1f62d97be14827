import type { WindowBounds } from '../files/app-files'

export const smallestWindow = { width: 900, height: 600 } as const
interface FittedBounds {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

export const defaultBounds: FittedBounds = { width: 1280, height: 800, maximized: false }

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Remembered bounds as far as they still fit: a display may be gone, or smaller.
 *
 * @param displays work areas of the displays that are there, in device-independent pixels
 */
export function fitBounds(
  remembered: WindowBounds | undefined,
  displays: readonly Area[],
): FittedBounds {
  if (!remembered) return defaultBounds
  const width = Math.max(smallestWindow.width, Math.round(remembered.width))
  const height = Math.max(smallestWindow.height, Math.round(remembered.height))
  const { x, y, maximized } = remembered
  const visible =
    x !== undefined &&
    y !== undefined &&
    displays.some(
      (area) =>
        x + width > area.x + 100 &&
        x < area.x + area.width - 100 &&
        y >= area.y - 10 &&
        y < area.y + area.height - 100,
    )
  return visible ? { x, y, width, height, maximized } : { width, height, maximized }
}
