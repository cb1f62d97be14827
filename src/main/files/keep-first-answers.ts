import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { firstAnswersName, stampOf, sumOf, type FirstAnswers } from './first-answers'

/** Stores the answers at the end of a run; `version` covers the app and Electron. */
export async function keepFirstAnswers(
  folder: string,
  version: string,
  answers: FirstAnswers,
): Promise<void> {
  const text = JSON.stringify(answers)
  const lines = [stampOf(folder, version), sumOf(text), text]
  await writeFileAtomic(join(folder, firstAnswersName), lines.join('\n'), { mode: 0o600 })
}
