import { workerData } from 'node:worker_threads'
import { setLanguage, setRegion, type Catalogue, type Language } from '../../core/language/locale'

/** What `startWorker` gives a thread. */
export interface ThreadStart {
  /** The user data folder. */
  readonly folder: string
  /** By whose habits numbers and dates are written. */
  readonly region: string | undefined
  readonly language: Language
  readonly texts: Catalogue
}

/**
 * To be called once by the body of a thread, before it loads a module with texts.
 *
 * @returns the user data folder
 */
export function beginThread(): string {
  // `startWorker` gives it.
  const { folder, region, language, texts } = workerData as ThreadStart
  setRegion(region)
  setLanguage(language, texts)
  return folder
}
