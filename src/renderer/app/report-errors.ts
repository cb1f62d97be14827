import type { App } from 'vue'
import { request } from '../bridge/request'

const textOf = (error: unknown) =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000)

/** Has main log and tell what goes wrong in the page without anybody waiting for it. */
export function reportErrors(app: App): void {
  const report = (error: unknown) => void request('app.report', { text: textOf(error) })
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason))
  // What has no error is the browser's own remark, such as on a ResizeObserver that was late.
  window.addEventListener('error', ({ error }: { error: unknown }) => {
    if (error !== undefined && error !== null) report(error)
  })
  app.config.errorHandler = report
}
