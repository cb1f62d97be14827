import { claimType, isTextSource } from './claim-types'
import type { MapperTemplate, TraitMapping } from './template'

const isEmailName = (name: string | undefined) => /^e-?mail/i.test(name ?? '')

/**
 * The mapping of the email address, for the rules about addresses: a trait of that name, else one that
 * uses the claim `email`. `undefined` where the template has none.
 */
export function addressMapping({ traits }: MapperTemplate): TraitMapping | undefined {
  const texts = traits.filter(isPlainText)
  return (
    texts.find(({ path }) => isEmailName(path.at(-1))) ??
    texts.find(({ source }) => source.kind === 'claim' && source.name === 'email')
  )
}

/** Used where no trait is the address. */
export const addressClaim: TraitMapping = {
  path: ['email'],
  source: { kind: 'claim', name: 'email' },
  guard: 'leave-out',
}

function isPlainText({ source, type }: TraitMapping): boolean {
  if (source.kind === 'raw')
    return type === 'string' || (isTextSource(source) && type === undefined)
  return source.kind === 'claim' && claimType(source.name) === 'string' && type === undefined
}
