import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../../core/ipc/app-state'
import { languages } from '../../core/language/locale'
import type { WindowBounds } from './window-file'

/** What the last run left for the first window; missing or damaged parts are absent. */
export interface BeforeWindow {
  readonly language?: Settings['language']
  readonly theme?: Settings['theme']
  readonly zoom?: number
  readonly bounds?: WindowBounds
}

type Members = Readonly<Record<string, unknown>>
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A file's data; the three have one version. */
function held(folder: string, name: string): unknown {
  try {
    const file: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    return isMembers(file) && file['version'] === 1 ? file['data'] : undefined
  } catch {
    // Missing or damaged.
    return undefined
  }
}

const oneOf = <Name extends string>(names: readonly Name[], value: unknown): Name | undefined =>
  names.find((name) => name === value)

const isPlace = (value: unknown): value is number | undefined =>
  value === undefined || typeof value === 'number'

function boundsIn(value: unknown): WindowBounds | undefined {
  if (!isMembers(value)) return undefined
  const { x, y, width, height, maximized } = value
  if (typeof width !== 'number' || typeof height !== 'number') return undefined
  if (!isPlace(x) || !isPlace(y) || typeof maximized !== 'boolean') return undefined
  return {
    width,
    height,
    maximized,
    ...(x === undefined ? {} : { x }),
    ...(y === undefined ? {} : { y }),
  }
}

/** Reads it without libraries or schemas, because the window waits for it. */
export function readBeforeWindow(folder: string): BeforeWindow {
  const data = held(folder, 'settings.json')
  const settings = isMembers(data) ? data : {}
  const windows = held(folder, 'windows.json')
  const [first]: unknown[] = Array.isArray(windows) ? windows : []
  const language = oneOf(['system', ...languages], settings['language'])
  const theme = oneOf(['system', 'light', 'dark'], settings['theme'])
  const { zoom } = settings
  const bounds =
    boundsIn(isMembers(first) ? first['bounds'] : undefined) ??
    boundsIn(held(folder, 'window.json'))
  return {
    ...(language ? { language } : {}),
    ...(theme ? { theme } : {}),
    ...(typeof zoom === 'number' && zoom >= 0.5 && zoom <= 4 ? { zoom } : {}),
    ...(bounds ? { bounds } : {}),
  }
}
