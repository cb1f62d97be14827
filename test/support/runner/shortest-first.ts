import { relative } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * The order of files in which a planted fault is seen soonest: the files that took the least time so far come first, and
 * the first test that fails ends the run.
 */
export class ShortestFirst extends BaseSequencer {
  private readonly longest = new Map<string, number>()

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => this.timeOf(one) - this.timeOf(other))
  }

  /** A run may have taken only some tests of a file, or have ended in it. */
  private timeOf({ moduleId, project }: TestSpecification): number {
    const key = `${project.name}:${relative(project.config.root, moduleId)}`
    const last = this.ctx.cache.getFileTestResults(key)?.duration ?? 0
    const longest = Math.max(last, this.longest.get(moduleId) ?? 0)
    this.longest.set(moduleId, longest)
    return longest
  }
}
