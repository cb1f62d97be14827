import type { Rule } from './rule'
import { domainElsewhere, issuerDiffers } from './rules-across'
import { certificateExpired, certificateExpiring } from './rules-certificates'
import {
  cannotSignIn,
  httpIssuer,
  methodOff,
  nativeSamlOff,
  organizationGone,
  socialDomain,
  unknownProvider,
} from './rules-connections'
import { certificatePublished, checkFailed, disabledConnection } from './rules-looked-up'
import { casesFailing, defaultMapperLeft, mapperFindings } from './rules-mappers'
import { domainBelow, domainTwice, lockOut } from './rules-organizations'
import {
  noEmailIdentifier,
  oneStep,
  productionInDevelopment,
  secondFactorUnmapped,
} from './rules-readiness'
import {
  connectionStopped,
  connectionUnused,
  noEmergencyAccess,
  peopleOtherDomain,
  peopleOutside,
} from './rules-people'
import { scimCannotWork } from './rules-scim'
import { secretExpired, secretExpiring } from './rules-secrets'
import { changedElsewhere, staleDraft, wholeWrite } from './rules-state'
import { domainExempt, domainUnverified } from './rules-verification'
import { accountsLost, valueDoubtful, valueRefused } from './rules-written'

/** Every rule, in the order of problems of one severity. */
const table = [
  lockOut,
  methodOff,
  nativeSamlOff,
  certificateExpired,
  secretExpired,
  organizationGone,
  cannotSignIn,
  scimCannotWork,
  valueRefused,
  domainTwice,
  domainUnverified,
  checkFailed,
  casesFailing,
  certificateExpiring,
  secretExpiring,
  certificatePublished,
  connectionStopped,
  mapperFindings,
  socialDomain,
  httpIssuer,
  unknownProvider,
  valueDoubtful,
  accountsLost,
  oneStep,
  noEmailIdentifier,
  secondFactorUnmapped,
  productionInDevelopment,
  wholeWrite,
  changedElsewhere,
  staleDraft,
  peopleOutside,
  domainElsewhere,
  domainBelow,
  domainExempt,
  disabledConnection,
  issuerDiffers,
  defaultMapperLeft,
  connectionUnused,
  peopleOtherDomain,
  noEmergencyAccess,
] as const
export type RuleId = (typeof table)[number]['id']

export const rules: readonly Rule<RuleId>[] = table
export const ruleIds = table.map(({ id }) => id)

const byId = new Map<RuleId, Rule<RuleId>>(rules.map((rule) => [rule.id, rule]))

/** What a rule is about, for the window and for the command line. */
export function ruleOf(id: RuleId): Rule<RuleId> {
  const rule = byId.get(id)
  if (!rule) throw new Error(`There is no rule ${id}`)
  return rule
}
