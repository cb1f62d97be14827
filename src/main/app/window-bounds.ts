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

/** Pixels that a further window stands beside the one before it, so that both can be seen. */
const offset = 32

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

/** Where a further window is put: as large as the one in front, a little to the right of it and below. */
export function besideBounds(front: Area, displays: readonly Area[]): FittedBounds {
  const { x, y, width, height } = front
  const fits = (area: Area) =>
    x + offset + width <= area.x + area.width && y + offset + height <= area.y + area.height
  const isIn = (area: Area) =>
    x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height
  const area = displays.find(isIn)
  // At the edge of the display it goes back to the corner.
  const place =
    area === undefined || fits(area)
      ? { x: x + offset, y: y + offset }
      : { x: area.x + (x === area.x ? offset : 0), y: area.y + (y === area.y ? offset : 0) }
  return fitBounds({ ...place, width, height, maximized: false }, displays)
}
