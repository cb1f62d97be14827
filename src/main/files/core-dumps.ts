import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Sets the filter of a process tree; ended processes are skipped. */
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

/** Keeps memory out of core dumps on Linux (core(5), coredump_filter); children inherit it. */
export function keepMemoryOutOfCoreDumps(platform: NodeJS.Platform): void {
  if (platform === 'linux') dumpNothing(String(process.pid))
}
