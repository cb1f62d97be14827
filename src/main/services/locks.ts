import { anotherWindow, appError, type AppError } from '../../core/errors/app-error'
import { t } from '../../core/language/translate'
import { createQueues } from '../concurrency/in-turn'
import type { ProjectId } from '../../core/model/project-id'

/** Serializes work per project: reads and publishes both write its snapshot. */
export interface Locks {
  run<Value>(projectId: ProjectId, work: () => Promise<Value>): Promise<Value>
  /** The same for a publish; meanwhile nothing else may change the draft. */
  publish<Value>(projectId: ProjectId, work: () => Promise<Value>): Promise<Value>
  isPublishing(projectId: ProjectId): boolean
}

/** Error for writes while a window of this app publishes the project. */
export function publishedHere(): AppError {
  const message = t('Another window of this app publishes this project now')
  return appError('publish.running', message, { subject: anotherWindow, retry: true })
}

export function createLocks(): Locks {
  const { run } = createQueues()
  const publishing = new Set<string>()

  return {
    run,
    publish: (projectId, work) =>
      run(projectId, async () => {
        publishing.add(projectId)
        try {
          return await work()
        } finally {
          publishing.delete(projectId)
        }
      }),
    isPublishing: (projectId) => publishing.has(projectId),
  }
}
