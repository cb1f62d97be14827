import type { App } from 'vue'
import { request } from '../bridge/request'

const textOf = (error: unknown) =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000)

/**
 * Reports errors that no code handles to the main process, which logs and shows them. The listeners
 * stay as long as the page.
 */
export function reportErrors(app: App): void {
  const report = (error: unknown) => void request('app.report', { text: textOf(error) })
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason))
  // Events without an error are notes of the browser, such as about a late ResizeObserver.
  window.addEventListener('error', ({ error }: { error: unknown }) => {
    if (error !== undefined && error !== null) report(error)
  })
  app.config.errorHandler = report
}
