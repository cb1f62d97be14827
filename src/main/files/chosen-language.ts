import { join } from 'node:path'
import { z } from 'zod'
import { settingsSchema, type Settings } from '../../core/ipc/app-state'
import { readOwnText } from './store/read-text'

/** The part of `settings.json` that is needed before anything else. */
const chosenSchema = z.object({ data: settingsSchema.pick({ language: true }) })

/**
 * The language that the person chose; `undefined` where there is no choice. Nothing is set aside or told here.
 *
 * @param folder the user data folder
 */
export async function chosenLanguage(folder: string): Promise<Settings['language']> {
  try {
    const text = await readOwnText(join(folder, 'settings.json'))
    return chosenSchema.parse(JSON.parse(text)).data.language
  } catch {
    // There is none yet, or who reads the settings later tells what is wrong with it.
    return undefined
  }
}
