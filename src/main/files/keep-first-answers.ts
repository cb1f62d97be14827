import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { firstAnswersName, stampOf, sumOf, type FirstAnswers } from './first-answers'

/**
 * Keeps the answers beside the files that they are made of, at the end of a run, when all of these are written.
 *
 * @param folder the user data folder; @param version of the app and of Electron
 */
export async function keepFirstAnswers(
  folder: string,
  version: string,
  answers: FirstAnswers,
): Promise<void> {
  const text = JSON.stringify(answers)
  const lines = [stampOf(folder, version), sumOf(text), text]
  await writeFileAtomic(join(folder, firstAnswersName), lines.join('\n'), { mode: 0o600 })
}
