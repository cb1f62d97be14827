import type { ElectronApplication, Page } from '@playwright/test'

/** Starts measuring the time between frames. @returns stops it; the longest gap in milliseconds. */
export async function watchFrames(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watch = { last: performance.now(), longest: 0, isOn: true }
    const note = () => {
      const now = performance.now()
      watch.longest = Math.max(watch.longest, now - watch.last)
      watch.last = now
      if (watch.isOn) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
    Object.assign(window, { frameWatch: watch })
  })
  return () =>
    page.evaluate(async () => {
      const { frameWatch } = window as any
      await new Promise((resolve) => requestAnimationFrame(resolve))
      frameWatch.isOn = false
      return Math.round(frameWatch.longest)
    })
}

/**
 * Processor time of the window's own thread for an action, in milliseconds. Unlike elapsed time it does
 * not depend on what else the machine is doing.
 */
export async function threadTime(page: Page, act: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const taken = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
  const before = await taken()
  await act()
  const after = await taken()
  await session.detach()
  return Math.round(after - before)
}

/** Memory of the window's process as reported by the system, in MiB. */
export async function rendererMemory(app: ElectronApplication): Promise<number> {
  const kilobytes = await app.evaluate(({ app: electron, BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()
    return electron.getAppMetrics().find((item) => item.pid === pid)?.memory.workingSetSize ?? 0
  })
  return Math.round(kilobytes / 1024)
}
