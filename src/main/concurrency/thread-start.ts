import { workerData } from 'node:worker_threads'
import { setRegion } from '../../core/model/format'

/** What `startWorker` gives a thread. */
export interface ThreadStart {
  /** The user data folder. */
  readonly folder: string
  /** By whose habits numbers and dates are written. */
  readonly region: string | undefined
}

/** To be called once by the body of a thread. @returns the user data folder */
export function beginThread(): string {
  // `startWorker` gives it.
  const { folder, region } = workerData as ThreadStart
  setRegion(region)
  return folder
}
