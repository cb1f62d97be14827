import { randomUUID } from 'node:crypto'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { createRecent } from '../../../core/model/recent'
import type { ItemStanding } from '../../../core/team-folder/standing'
import type { TeamFolder, TeamItem } from '../../../core/team-folder/team'
import { itemId } from '../../../core/team-folder/team'
import type { AppSide } from './app-side'

/** Folder and app as a window showed them. */
export interface Reading {
  readonly workspaceId: string
  readonly root: string
  readonly app: AppSide
  readonly folder: TeamFolder
  readonly hashes: ReadonlyMap<string, string>
  readonly standings: readonly ItemStanding[]
  labelOf(item: TeamItem): string
}

/** Maximum number of readings; the least recently used is dropped. */
const mostReadings = 4

export function createReadings() {
  const held = createRecent<string, Reading>(mostReadings)
  return {
    hold(reading: Reading): string {
      const id = randomUUID()
      held.set(id, reading)
      return id
    },
    get(id: string): Result<Reading> {
      const reading = held.get(id)
      return reading
        ? success(reading)
        : failure(
            appError('request.invalid', t('The app no longer has this: read the folder again')),
          )
    },
  }
}

export const standingIn = ({ standings }: Reading, item: TeamItem) =>
  standings.find((other) => itemId(other.item) === itemId(item))
