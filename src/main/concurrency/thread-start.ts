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

export interface ThreadStart {
  readonly folder: string
  /** Region for numbers and dates. */
  readonly region: string | undefined
  readonly language: Language
  readonly texts: Catalogue
}

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
