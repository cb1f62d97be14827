import type { ExternalLink } from '../links/external-links'
import type { HelpId } from './help'

export interface HelpPage {
  readonly title: string
  /** Two or three sentences. */
  readonly about: string
  readonly steps: readonly string[]
  /** Problems and what to do. */
  readonly wrong: readonly string[]
  /** Ory's pages. */
  readonly links?: readonly ExternalLink[]
  /** Fields besides the tables'. */
  readonly fields?: readonly HelpId[]
  /** Tables from `core/fields`. */
  readonly tables?: readonly ('connection' | 'organization' | 'scim-client' | 'method')[]
}
