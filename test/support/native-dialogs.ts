import type { RunningApp } from './app'

/** The system's own dialog cannot be reached from here: what a person would choose stands in for it. */
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

/** What the system's own dialog for opening would answer: a person cannot be in it. */
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
