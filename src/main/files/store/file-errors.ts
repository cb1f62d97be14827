export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'

export const causeOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
