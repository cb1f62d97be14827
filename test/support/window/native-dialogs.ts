import type { RunningApp } from './app'

/** Replaces the answer of the system's save dialog, which a test cannot reach. */
export async function answerSaveDialog(
  { app }: RunningApp,
  filePath: string | undefined,
): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    const answer =
      path === '' ? { canceled: true, filePath: '' } : { canceled: false, filePath: path }
    dialog.showSaveDialog = (() => Promise.resolve(answer)) as typeof dialog.showSaveDialog
  }, filePath ?? '')
}

/** Replaces the answer of the system's open dialog, which a test cannot reach. */
export async function answerOpenDialog(
  { app }: RunningApp,
  filePaths: readonly string[],
): Promise<void> {
  await app.evaluate(
    ({ dialog }, paths) => {
      const answer = { canceled: paths.length === 0, filePaths: paths }
      dialog.showOpenDialog = (() => Promise.resolve(answer)) as typeof dialog.showOpenDialog
    },
    [...filePaths],
  )
}

/**
 * Replaces the answer of the system's questions, which a test cannot reach: the buttons by their words. A
 * question with none of them is answered by its first, which takes nothing on.
 */
export async function answerQuestions({ app }: RunningApp, ...yes: string[]): Promise<void> {
  await app.evaluate(({ dialog }, words) => {
    const asked: string[] = ((globalThis as any).askedQuestions ??= [])
    dialog.showMessageBox = ((...given: any[]) => {
      const { message, buttons } = given.at(-1)
      asked.push(message)
      return Promise.resolve({
        response: Math.max(0, ...words.map((word) => buttons.indexOf(word))),
        checkboxChecked: false,
      })
    }) as typeof dialog.showMessageBox
  }, yes)
}

/** Lets the pause after a no pass, as main counts it. */
export async function letPausePass({ app }: RunningApp): Promise<void> {
  await app.evaluate(() => {
    const now = performance.now.bind(performance)
    performance.now = () => now() + 600_000
  })
}

/** What the system has asked since `answerQuestions`, the first one first. */
export const askedQuestions = ({ app }: RunningApp): Promise<string[]> =>
  app.evaluate(() => (globalThis as any).askedQuestions ?? [])
