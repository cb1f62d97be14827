import { t } from '../../language/translate'
import { nullValue } from './null-value'
import type { Field, ObjectLiteral } from './objects'
import type { LintFinding, LintedMapper, Rule } from './rule'
import { fieldFinding } from './rules-output'
import { plainString, type Token } from './tokens'

const key = 'verified_addresses'

/**
 * Verified addresses that Kratos cannot read, which sends everyone back to the form, or that match no
 * address: Kratos compares channel and value with the stored addresses.
 */
export const verifiedAddress: Rule = (mapper) => {
  const { identity, tokens } = mapper
  if (!identity) return []
  return identity.fields
    .filter((field) => !field.hidden && isVerified(tokens, field))
    .flatMap((field) => [...shapeOf(mapper, identity, field), ...entriesOf(mapper, field)])
}

/** Also for a computed name: `[if … then 'verified_addresses' else null]`. */
const isVerified = (tokens: readonly Token[], { name, from, value }: Field): boolean =>
  name === undefined
    ? tokens.slice(from, value).some((token) => plainString(token) === key)
    : name === key

function shapeOf(mapper: LintedMapper, identity: ObjectLiteral, field: Field): LintFinding[] {
  const { tokens, claims } = mapper
  const found = (message: string, more: Pick<LintFinding, 'fix'> = {}) => [
    fieldFinding(mapper, field, { rule: 'verified-address', severity: 'error', message, ...more }),
  ]
  const missing = nullValue(mapper, identity, field)
  if (missing) {
    const fix = missing.fix ? { fix: missing.fix } : {}
    return found(t('Ory does not accept null for verified_addresses, only a list'), fix)
  }
  const first = tokens[field.value]
  const isSingle = field.to === field.value + 1
  const isText = first?.kind === 'string' && isSingle
  const closesAt = mapper.objects.find(({ open }) => open === field.value)?.close
  if (isText || closesAt === field.to - 1) {
    return found(t('Ory only accepts a list for verified_addresses'))
  }
  const item = first?.text === '[' ? field.value + 1 : -1
  const use = claims.uses.find(({ from }) => from === item)
  const end = use?.to ?? (tokens[item]?.kind === 'string' ? item + 1 : -1)
  return tokens[end]?.text === ',' || tokens[end]?.text === ']'
    ? found(t("Ory reads no bare text in verified_addresses: each is { value: …, via: 'email' }"))
    : []
}

function entriesOf(mapper: LintedMapper, { value, to }: Field): LintFinding[] {
  const { objects, tokens } = mapper
  return objects
    .filter(({ open }) => open >= value && open < to)
    .flatMap((object) => {
      const [address, via] = ['value', 'via'].map((name) => fieldOf(object, name))
      if (!address) return []
      const channel = via && via.to === via.value + 1 ? plainString(tokens[via.value]) : undefined
      const message = via ? wordsOf(mapper, address, channel) : noChannel
      if (message === undefined) return []
      const at = via ?? address
      const finding = { rule: 'verified-address', severity: 'warning', message } as const
      return [fieldFinding(mapper, at, finding)]
    })
}

/** Names match without case, as in Go. */
const fieldOf = ({ fields }: ObjectLiteral, wanted: string) =>
  fields.find(({ name }) => name?.toLowerCase() === wanted)

const noChannel = t("Without via: 'email' this marks no address as verified")

function wordsOf(
  { claims }: LintedMapper,
  address: Field,
  channel: string | undefined,
): string | undefined {
  if (channel === undefined || channel === 'email') return undefined
  if (channel !== 'sms') {
    return t(
      'Ory has no addresses by “{channel}”, only by email and sms: this marks none as verified',
      { channel },
    )
  }
  const isAsSent = claims.uses.some(({ from, to }) => from === address.value && to === address.to)
  return isAsSent
    ? t(
        'Ory stores phone numbers like +4930901820: one that is sent with spaces is not marked as verified',
      )
    : undefined
}
