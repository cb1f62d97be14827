import type { AppFiles } from '../../../src/main/files/app-files'
import { createNamedValues } from '../../../src/main/services/compare/named-values'

/** The named values of a user data folder. */
export const namedValuesIn = (files: AppFiles, tellNoted: () => void = () => undefined) =>
  createNamedValues({ file: files.namedValues, tellNoted })
