import type { WindowBounds } from '../files/window-file'

export const smallestWindow = { width: 900, height: 600 } as const
interface FittedBounds {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

export const defaultBounds: FittedBounds = { width: 1280, height: 800, maximized: false }

/** Offset of a new window from the one before it, in pixels, so that both are visible. */
const offset = 32

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Remembered bounds, adjusted to the displays: one may have been removed, or be smaller now.
 *
 * @param displays work areas of the displays, in device-independent pixels
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

/** Bounds of a new window: the size of the front one, a little to the right and below. */
export function besideBounds(front: Area, displays: readonly Area[]): FittedBounds {
  const { x, y, width, height } = front
  const fits = (area: Area) =>
    x + offset + width <= area.x + area.width && y + offset + height <= area.y + area.height
  const isIn = (area: Area) =>
    x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height
  const area = displays.find(isIn)
  // At the edge of the display, start again at the corner.
  const place =
    area === undefined || fits(area)
      ? { x: x + offset, y: y + offset }
      : { x: area.x + (x === area.x ? offset : 0), y: area.y + (y === area.y ? offset : 0) }
  return fitBounds({ ...place, width, height, maximized: false }, displays)
}
