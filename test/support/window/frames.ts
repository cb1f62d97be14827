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

/** Memory of the app's processes as reported by the system, in MiB: the window's, and the main one. */
export async function processMemory(
  app: ElectronApplication,
): Promise<{ readonly window: number; readonly main: number }> {
  const kilobytes = await app.evaluate(({ app: electron, BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()
    const metrics = electron.getAppMetrics()
    const of = (isIt: (item: (typeof metrics)[number]) => boolean) =>
      metrics.find((item) => isIt(item))?.memory.workingSetSize ?? 0
    return { window: of((item) => item.pid === pid), main: of(({ type }) => type === 'Browser') }
  })
  return { window: kilobytes.window / 1024, main: kilobytes.main / 1024 }
}

/** Memory of the window's process as reported by the system, in MiB. */
export async function rendererMemory(app: ElectronApplication): Promise<number> {
  return Math.round((await processMemory(app)).window)
}

/** What JavaScript of the window holds, without what can be thrown away, in MiB. */
export async function heapMemory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 2 ** 20
}
