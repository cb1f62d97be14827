import type { Barrier } from '../../core/guards/guards'

/** Why nothing can be written to a project, wherever that is said. */
export const barrierWords: Readonly<Record<Barrier, string>> = {
  locked: 'Read-only: locked on this computer',
  'locked-by-loss': 'Read-only: the record of what is locked was damaged',
  'not-on-list': 'Read-only: not on its workspace’s list of projects that may be written',
  unreadable: 'Read-only: it cannot be read what is locked',
}

/** Whether unlocking the project takes the barrier away. */
export const isLock = (barrier: Barrier | undefined) =>
  barrier === 'locked' || barrier === 'locked-by-loss'
