import { severities, type Severity } from './finding-words'

/** Which rows are shown. */
export interface RowFilter {
  readonly words: string
  readonly severities: ReadonlySet<Severity>
  /** Mappers without findings too. */
  readonly clean: boolean
}

export const everyFinding: RowFilter = {
  words: '',
  severities: new Set(severities.map(({ severity }) => severity)),
  clean: false,
}
