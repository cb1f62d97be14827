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
