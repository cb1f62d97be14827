import { workerData } from 'node:worker_threads'
import {
  currentLanguage,
  currentRegion,
  currentTexts,
  setLanguage,
  setRegion,
  type Catalogue,
  type Language,
} from '../../core/language/locale'

/** What a thread or process gets at its start. */
export interface ThreadStart {
  /** The user data folder. */
  readonly folder: string
  /** By whose habits numbers and dates are written. */
  readonly region: string | undefined
  readonly language: Language
  readonly texts: Catalogue
}

/** @param folder the user data folder */
export const threadStart = (folder: string): ThreadStart => ({
  folder,
  region: currentRegion(),
  language: currentLanguage(),
  texts: currentTexts(),
})

/** Returns the user data folder. Call once, before loading a module with texts. */
export function beginThread(start = workerData as ThreadStart): string {
  const { folder, region, language, texts } = start
  setRegion(region)
  setLanguage(language, texts)
  return folder
}
