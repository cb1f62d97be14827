// A reporter for Vitest that names what is still running when no file has ended for minutes: a test in an endless loop
// keeps its process from noticing any time limit, and the other reporters print a file only when it has ended.
import type { Reporter, TestModule } from 'vitest/node'

const patience = 300_000

export default class StillRunning implements Reporter {
  readonly #running = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  onTestRunStart(): void {
    this.#wait()
  }

  onTestModuleQueued(module: TestModule): void {
    this.#running.add(module.moduleId)
  }

  onTestModuleEnd(module: TestModule): void {
    this.#running.delete(module.moduleId)
    this.#wait()
  }

  onTestRunEnd(): void {
    clearTimeout(this.#timer)
  }

  #wait(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#tell()
      this.#wait()
    }, patience)
    this.#timer.unref()
  }

  #tell(): void {
    const names = [...this.#running].map((file) => `  ${file}\n`)
    process.stderr.write(`No test file has ended for ${patience / 60_000} minutes. Running:\n`)
    process.stderr.write(names.join(''))
  }
}
