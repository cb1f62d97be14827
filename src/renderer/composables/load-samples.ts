import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { SampleFile } from '../../core/mapper/samples/sample'

/** Loads the sample claims, a separate file, for the mapper editor. */
export async function loadSamples(): Promise<Result<readonly SampleFile[]>> {
  try {
    const { sampleFiles } = await import('./sample-files')
    return success(sampleFiles)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'The sample claims could not be read'
    return failure(appError('bug', why, { retry: true }))
  }
}
