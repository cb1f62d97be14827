import { allSeverities, type Severity } from '../../../core/model/severity'

/** Which rows are shown. */
export interface RowFilter {
  readonly words: string
  readonly severities: ReadonlySet<Severity>
  /** Mappers without findings too. */
  readonly clean: boolean
}

export const everyFinding: RowFilter = {
  words: '',
  severities: new Set(allSeverities),
  clean: false,
}
