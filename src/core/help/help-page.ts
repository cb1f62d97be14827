import type { ExternalLink } from '../links/external-links'
import type { HelpId } from './help'

/** What help says about one screen or dialog. */
export interface HelpPage {
  readonly title: string
  /** What it is for, in two or three sentences. */
  readonly about: string
  /** What one can do, each in a sentence. */
  readonly steps: readonly string[]
  /** What goes wrong, and what to do then. */
  readonly wrong: readonly string[]
  /** Ory's own pages about it. */
  readonly links?: readonly ExternalLink[]
  /** Fields that it has, beside those of the tables in `core/fields`. */
  readonly fields?: readonly HelpId[]
  /** Which tables of fields it shows. */
  readonly tables?: readonly ('connection' | 'organization' | 'scim-client' | 'method')[]
}
