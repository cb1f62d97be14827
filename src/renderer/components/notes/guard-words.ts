import type { Barrier } from '../../../core/model/guards'
import { t } from '../../../core/language/translate'

export const barrierWords: Readonly<Record<Barrier, string>> = {
  locked: t('Read-only: locked on this computer'),
  'locked-by-loss': t('Read-only: the record of what is locked was damaged'),
  'not-on-list': t('Read-only: not on its workspace’s list of projects that may be written'),
  unreadable: t('Read-only: what is locked cannot be read'),
}

/** Whether unlocking the project removes the barrier. */
export const isLock = (barrier: Barrier | undefined) =>
  barrier === 'locked' || barrier === 'locked-by-loss'
