import type { App } from 'vue'
import { request } from '../bridge/request'

const textOf = (error: unknown) =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000)

/** Reports unhandled errors to the main process, which logs and shows them. */
export function reportErrors(app: App): void {
  const report = (error: unknown) => void request('app.report', { text: textOf(error) })
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason))
  // Events without an error are notices of the browser, such as a late ResizeObserver.
  window.addEventListener('error', ({ error }: { error: unknown }) => {
    if (error !== undefined && error !== null) report(error)
  })
  app.config.errorHandler = report
}
