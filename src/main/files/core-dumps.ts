import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Sets the filter of a process and of all processes below it; those that end meanwhile are passed over. */
function dumpNothing(pid: string): void {
  try {
    writeFileSync(`/proc/${pid}/coredump_filter`, '0')
    for (const thread of readdirSync(`/proc/${pid}/task`))
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter(Boolean)
        .forEach(dumpNothing)
  } catch {
    // It ended, or the kernel writes no core dumps.
  }
}

/**
 * Keeps keys out of core dumps: on Linux, dumps of the app's processes contain no memory. A size limit would not hold
 * where the kernel pipes dumps to a program. New processes inherit the filter; Chromium's zygotes, which become renderers,
 * run already. Source: core(5), "Controlling which mappings are written to the core dump".
 *
 * Does nothing elsewhere: macOS and Windows write no dumps unless somebody turns them on.
 */
export function keepMemoryOutOfCoreDumps(platform: NodeJS.Platform): void {
  if (platform === 'linux') dumpNothing(String(process.pid))
}
