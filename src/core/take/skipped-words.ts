import type { SkippedField } from './take'
import { t } from '../language/translate'

const sentences = {
  secret: (field: string) => t('{field}: it may hold a secret', { field }),
  text: (field: string) => t('{field}: its text cannot be read now', { field }),
  organization: (field: string) => t('{field}: its organization is not in the target', { field }),
  own: (field: string) => t('{field}: the target has its own', { field }),
  environment: (field: string) =>
    t('{field}: each environment has its own; tick it, or give its value a name', { field }),
  unknown: (field: string) =>
    t('{field}: the app does not know it, nor how it is written', { field }),
  removal: (field: string) =>
    t('{field}: only the target has it, and the app does not know it', { field }),
} as const satisfies Record<SkippedField['why'], (field: string) => string>

/** Why a field is skipped, in words; `name` is its label. */
export const skippedWords = (name: string, why: SkippedField['why']): string => sentences[why](name)
