import { t } from '../../language/translate'
import { claimFields, isClaimName } from '../kratos/claim-fields'
import type { TraitSource, TraitType } from './template'

/** The type that Kratos gives a claim before the mapper; `undefined` for an unknown one. */
export function claimType(name: string): TraitType | 'object' | undefined {
  if (!isClaimName(name)) return undefined
  switch (claimFields[name]) {
    case 'text':
    case 'locale':
      return 'string'
    case 'flag':
    case 'flag-or-text':
      return 'boolean'
    case 'integer':
      return 'number'
    case 'list':
      return 'array'
    case 'raw-object':
      return 'object'
  }
}

/** Kratos never runs a mapper without these. */
export const isAlwaysSent = (name: string): boolean => name === 'iss' || name === 'sub'

/** Whether the value of a source is certainly text, or only used when it is. */
export function isTextSource(source: TraitSource): boolean {
  switch (source.kind) {
    case 'claim':
      return source.lowerCase === true || claimType(source.name) === 'string'
    case 'raw':
      return source.lowerCase === true
    case 'fixed':
      return typeof source.value === 'string'
    case 'joined':
    case 'local-part':
      return true
  }
}

/** A source as shown to people: `email`, `raw_claims.realm_access.roles`, `given_name or family_name`. */
export function sourceName(source: TraitSource): string {
  switch (source.kind) {
    case 'claim':
      return source.name
    case 'raw':
      return ['raw_claims', ...source.path].join('.')
    case 'fixed':
      return JSON.stringify(source.value)
    case 'joined':
      return source.parts.join(` ${t('or')} `)
    case 'local-part':
      return source.of
  }
}
